/**
 * A desktop of two displays of different size, in memory: Xorg with its dummy driver, and openbox. End-to-end tests
 * only; Xvfb has one display whatever it is told. The rule: what was started here is ended here.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const START_LIMIT_MS = 20_000;
/** Names and timings of the modes, as cvt and the VESA tables have them. */
const LARGE = '"1920x1080" 148.50 1920 2008 2052 2200 1080 1084 1089 1125';
const SMALL = ['108.00', '1280', '1328', '1440', '1688', '1024', '1025', '1028', '1066'];

export const LARGE_SIZE = { width: 1920, height: 1080 } as const;
export const SMALL_SIZE = { width: 1280, height: 1024 } as const;

const CONFIG = `Section "Device"
  Identifier "memory"
  Driver "dummy"
  VideoRam 65536
EndSection
Section "Monitor"
  Identifier "any"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
  Modeline ${LARGE}
EndSection
Section "Screen"
  Identifier "desktop"
  Device "memory"
  Monitor "any"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "1920x1080"
    Virtual 3200 1080
  EndSubSection
EndSection
`;

export interface TwoDisplays {
  /** As DISPLAY wants it. The small display is to the right of the large one. */
  readonly display: string;
  readonly stop: () => Promise<void>;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
}

/** Xorg takes a configuration from anywhere only from root. */
export const canStartTwoDisplays = process.platform === 'linux' && process.getuid?.() === 0;

export async function startTwoDisplays(): Promise<TwoDisplays> {
  const folder = await mkdtemp(path.join(tmpdir(), 'halfminute-displays-'));
  const config = path.join(folder, 'xorg.conf');
  await writeFile(config, CONFIG);
  const log = path.join(folder, 'log');
  const args = ['-config', config, '-logfile', log, '-displayfd', '3', '-noreset', '-nolisten', 'tcp'];
  const xorg = spawn('Xorg', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('Xorg does not answer')), START_LIMIT_MS);
    xorg.once('error', reject);
    xorg.once('exit', (code) => reject(new Error(`Xorg ended with exit code ${code}`)));
    let text = '';
    xorg.stdio[3]?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (!text.includes('\n')) return;
      clearTimeout(limit);
      resolve(text.trim());
    });
  });
  const display = `:${number}`;
  const env = { ...process.env, DISPLAY: display };
  const xrandr = (...given: readonly string[]) => run('xrandr', [...given], { env });
  await xrandr('--newmode', 'small', ...SMALL);
  await xrandr('--addmode', 'DUMMY1', 'small');
  await xrandr('--output', 'DUMMY1', '--mode', 'small', '--right-of', 'DUMMY0');
  // Asked once more, or the server goes on telling that nothing is plugged in there.
  await xrandr('--query');
  const openbox = spawn('openbox', [], { stdio: 'ignore', env });
  return {
    display,
    async stop() {
      await end(openbox);
      await end(xorg);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
