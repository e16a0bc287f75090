/**
 * The system's clipboard through the programs that systems have for it. Runs under Node.
 * The rule: a code goes to such a program by its standard input, and only what is still our code is cleared.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CommandFailure } from './command.ts';
import { EXIT } from './exit-codes.ts';

type CommandLine = readonly [program: string, ...args: string[]];

export interface ClipboardProgram {
  /** These take the text, or nothing, on standard input. */
  readonly copy: CommandLine;
  readonly clear: CommandLine;
  readonly paste: CommandLine;
}

const WAYLAND: ClipboardProgram = {
  copy: ['wl-copy', '--type', 'text/plain'],
  clear: ['wl-copy', '--clear'],
  paste: ['wl-paste', '--no-newline'],
};
const X11: readonly ClipboardProgram[] = [
  {
    copy: ['xclip', '-selection', 'clipboard', '-in'],
    clear: ['xclip', '-selection', 'clipboard', '-in'],
    paste: ['xclip', '-selection', 'clipboard', '-out'],
  },
  {
    copy: ['xsel', '--clipboard', '--input'],
    clear: ['xsel', '--clipboard', '--clear'],
    paste: ['xsel', '--clipboard', '--output'],
  },
];
const MACOS: ClipboardProgram = { copy: ['pbcopy'], clear: ['pbcopy'], paste: ['pbpaste'] };
const WINDOWS: ClipboardProgram = {
  copy: ['clip'],
  clear: ['clip'],
  paste: ['powershell', '-NoProfile', '-Command', 'Get-Clipboard'],
};

/** Those that could work here, the best first. */
export function clipboardPrograms(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): readonly ClipboardProgram[] {
  if (platform === 'darwin') return [MACOS];
  if (platform === 'win32') return [WINDOWS];
  return [...(environment.WAYLAND_DISPLAY ? [WAYLAND] : []), ...(environment.DISPLAY ? X11 : [])];
}

/** @throws CommandFailure `no-clipboard` when no program takes it. */
export async function copyText(text: string, programs: readonly ClipboardProgram[]): Promise<void> {
  for (const { copy } of programs) if ((await runProgram(copy, text, false)) !== null) return;
  const message =
    process.platform === 'linux'
      ? 'no clipboard can be reached: this takes a desktop session and wl-clipboard, xclip or xsel'
      : 'no clipboard can be reached';
  throw new CommandFailure('no-clipboard', EXIT.wrongUse, message);
}

/** Clears the clipboard if the text is still what is on it. */
export async function clearText(text: string, programs: readonly ClipboardProgram[]): Promise<void> {
  for (const { paste, clear } of programs) {
    const found = await runProgram(paste, '', true);
    if (found === null) continue;
    if (found.replace(/\r?\n$/, '') === text) await runProgram(clear, '', false);
    return;
  }
}

/**
 * What the program printed, if that is wanted; null when it is not there or fails.
 * A clipboard of X11 and Wayland lives in a process that stays: the program has done its part when it exits, and what
 * it leaves running must not hold on to our pipes.
 */
async function runProgram(
  [program, ...args]: CommandLine,
  input: string,
  isOutputWanted: boolean,
): Promise<string | null> {
  const child = spawn(program, args, {
    stdio: ['pipe', isOutputWanted ? 'pipe' : 'ignore', 'ignore'],
    windowsHide: true,
  });
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  try {
    const [code] = await once(child, isOutputWanted ? 'close' : 'exit');
    return code === 0 ? Buffer.concat(chunks).toString('utf8') : null;
  } catch {
    return null;
  }
}
