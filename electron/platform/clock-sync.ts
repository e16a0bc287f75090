/**
 * Whether the system keeps its clock right by itself, as the system's own tool says. Runs in main.
 * The rule: nothing is asked of the network; a tool that is missing or slow gives `unknown`.
 */
import type { ClockSync } from '../ipc/contract.ts';

const ANSWER_LIMIT_MS = 3000;

interface Tool {
  readonly file: string;
  readonly args: readonly string[];
  readonly read: (output: string) => ClockSync;
}

const says = (output: string, yes: RegExp, no: RegExp): ClockSync => {
  if (yes.test(output)) return 'synchronised';
  return no.test(output) ? 'not-synchronised' : 'unknown';
};

/** By platform (`process.platform`). Texts are matched where every language of the system writes them alike. */
export const CLOCK_TOOLS: { readonly [platform: string]: Tool } = {
  // https://www.freedesktop.org/software/systemd/man/latest/timedatectl.html
  linux: {
    file: 'timedatectl',
    args: ['show', '--property=NTPSynchronized', '--value'],
    read: (output) => says(output, /^yes$/m, /^no$/m),
  },
  // https://learn.microsoft.com/windows-server/networking/windows-time-service/windows-time-service-tools-and-settings
  // The stratum is 0 while nothing was synchronised; its line is the one that holds a stratum in every language.
  win32: {
    file: 'w32tm.exe',
    args: ['/query', '/status'],
    read: (output) => says(output, /^[^:\n]*stratum[^:\n]*: *[1-9]/im, /^[^:\n]*stratum[^:\n]*: *0/im),
  },
  // Needs no administrator for reading the state of the daemon's switch on macOS 13 and later.
  darwin: {
    file: 'systemsetup',
    args: ['-getusingnetworktime'],
    read: (output) => says(output, /: *On$/im, /: *Off$/im),
  },
};

/** What the system's tool says; resolves within three seconds and never rejects. */
export async function readClockSync(tool = CLOCK_TOOLS[process.platform]): Promise<ClockSync> {
  if (!tool) return 'unknown';
  // Node takes 3 ms to load it, which no start of the app waits for.
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    execFile(
      tool.file,
      [...tool.args],
      { timeout: ANSWER_LIMIT_MS, windowsHide: true, env: { ...process.env, LC_ALL: 'C' } },
      (error, output) => resolve(error ? 'unknown' : tool.read(output)),
    );
  });
}
