/**
 * A window of another program on the same screen: what a website would show. Debian's chromium shows a page of ours.
 * Used by the end-to-end tests and the demo tour. The rule: it is another process with a profile of its own.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];
const SHOWN_LIMIT_MS = 30_000;

export interface OtherWindow {
  readonly close: () => Promise<void>;
}

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A QR code's picture by qrencode, which shares no code with us: a PNG with a white border of 4 modules. */
export async function makeQrPicture(text: string, file: string, pixelsPerModule = 6): Promise<void> {
  await run('qrencode', ['-o', file, '-s', String(pixelsPerModule), '-m', '4', text]);
}

export interface QrLook {
  /** RRGGBB. */
  readonly foreground: string;
  readonly background: string;
}
const BLACK_ON_WHITE: QrLook = { foreground: '000000', background: 'ffffff' };

/** The same picture as a data: address, for pages of ours. */
export async function qrDataUrl(text: string, pixelsPerModule = 6, look = BLACK_ON_WHITE): Promise<string> {
  const colours = [`--foreground=${look.foreground}`, `--background=${look.background}`];
  const args = ['-o', '-', '-s', String(pixelsPerModule), '-m', '4', ...colours, text];
  const { stdout } = await run('qrencode', args, { encoding: 'buffer' });
  return `data:image/png;base64,${stdout.toString('base64')}`;
}

async function hasWindow(title: string): Promise<boolean> {
  return run('xdotool', ['search', '--onlyvisible', '--name', title]).then(
    ({ stdout }) => stdout.trim() !== '',
    () => false,
  );
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
}

/** Shows `body` as a page titled `title` and waits until its window is on the screen and painted. */
export async function showOtherWindow(title: string, body: string, place: Place): Promise<OtherWindow> {
  const folder = await mkdtemp(path.join(tmpdir(), 'halfminute-other-'));
  const file = path.join(folder, 'page.html');
  await writeFile(file, `<!doctype html><meta charset="utf-8"><title>${title}</title>${body}`);
  const browser = spawn(
    'chromium',
    [
      ...SWITCHES,
      `--user-data-dir=${path.join(folder, 'profile')}`,
      `--window-position=${place.x},${place.y}`,
      `--window-size=${place.width},${place.height}`,
      `--app=file://${file}`,
    ],
    { stdio: 'ignore' },
  );
  const close = async () => {
    await end(browser);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const limit = Date.now() + SHOWN_LIMIT_MS;
  while (!(await hasWindow(title))) {
    if (Date.now() > limit) {
      await close();
      throw new Error(`the window "${title}" of chromium did not appear`);
    }
    await wait(100);
  }
  // The window is there before its page is painted.
  await wait(700);
  return { close };
}
