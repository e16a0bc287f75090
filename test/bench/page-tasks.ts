/**
 * The longest task on the page's main thread during scans of a 4K screen and of a drawing, in the real app. Run by
 * `npm run bench:scan`.
 * The rule: the picture takes every step of a capture but the one that Xvfb has no 4K display for; tasks are read from
 * Chromium's own trace, so that nothing of ours can hide one.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import { encode } from 'uqr';
import { dropFiles } from '../e2e/driver/giving.ts';
import { discardApps, type RunningApp, startApp } from '../e2e/driver/running-app.ts';
import { closeDialog, createVault, openDialog } from '../e2e/driver/screens.ts';
import { drawPictures } from '../scan/draw-pictures.ts';

export interface PageTasks {
  readonly picture: string;
  /** Milliseconds by the clock and by the thread's own processor time, of the longest tasks of each. */
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly taskCount: number;
  /** From the click to what the page shows for it. */
  readonly scanMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Microseconds. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

export const TASK_LIMIT_MS = 16;
/** By then the page has forgotten the typed password, whose collection is a task of its own and no part of a scan. */
const FORGOTTEN_MS = 4000;

/** Tasks of one process's main thread. */
export function mainThreadTasks(events: readonly TraceEvent[], pid: number): readonly TraceEvent[] {
  const thread = events.find(
    (event) => event.pid === pid && event.name === 'thread_name' && event.args.name === 'CrRendererMain',
  );
  if (!thread) throw new Error(`the trace has no main thread of process ${pid}`);
  return events.filter(
    ({ pid: process, tid, name, ph }) =>
      process === pid && tid === thread.tid && name === 'ThreadControllerImpl::RunTask' && ph === 'X',
  );
}

/** From here on captures give this picture, as one 4K display's. */
async function showPicture(app: RunningApp, file: string): Promise<void> {
  await app.electron.evaluate(({ desktopCapturer, nativeImage, screen }, png) => {
    const [display] = screen.getAllDisplays();
    if (!display) throw new Error('no display');
    const size = { width: 3840, height: 2160 };
    const thumbnail = nativeImage.createFromPath(png);
    screen.getAllDisplays = () => [{ ...display, size, scaleFactor: 1, bounds: { x: 0, y: 0, ...size } }];
    const source = {
      id: 'screen:1:0',
      name: '4K',
      display_id: String(display.id),
      thumbnail,
      appIcon: thumbnail,
    };
    desktopCapturer.getSources = async () => [source];
  }, file);
}

interface Screen {
  readonly kind: string;
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  /** What is on the page when the scan is told; asked by a selector, since asking by role is work for the page, too. */
  readonly told: string;
}

const CODES = 10;

/** Ten codes on a dark 4K screen. */
function screenOfCodes(width = 3840, height = 2160): Screen {
  const data = new Uint8ClampedArray(width * height * 4).fill(34);
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
  for (let number = 0; number < CODES; number += 1) {
    const uri = `otpauth://totp/Site%20${number}:ann?secret=JBSWY3DPEHPK3PX${'ABCDEFGHIJ'[number]}&issuer=Site%20${number}`;
    const { data: modules } = encode(uri, { ecc: 'M', border: 4 });
    const [left, top] = [100 + (number % 5) * 700, 200 + Math.floor(number / 5) * 900];
    for (const [row, line] of modules.entries())
      for (const [column, isDark] of line.entries())
        for (let y = 0; y < 6; y += 1) {
          const start = ((top + row * 6 + y) * width + left + column * 6) * 4;
          for (let at = start; at < start + 24; at += 1) if (at % 4 !== 3) data[at] = isDark ? 0 : 255;
        }
  }
  return { kind: 'ten codes on a 4K screen', data, width, height, told: `.candidate:nth-child(${CODES})` };
}

async function screens(): Promise<readonly Screen[]> {
  const drawn = (await drawPictures(true)).filter(({ width }) => width === 3840);
  const withTold = drawn.map((picture) => ({
    ...picture,
    told: picture.expected.length > 0 ? '.candidate' : '.dialog .bullets',
  }));
  return [...withTold, screenOfCodes()];
}

/** An SVG of a large code, each dark module an element of its own. */
function drawingOfParts(): string {
  const { data: modules, size } = encode(
    `otpauth://totp/Site:ann?secret=JBSWY3DPEHPK3PXP&image=${'x'.repeat(1500)}`,
  );
  const parts = modules.flatMap((line, y) =>
    line.map((isDark, x) => (isDark ? `<rect x="${x}" y="${y}" width="1" height="1"/>` : '')),
  );
  const shape = `viewBox="-4 -4 ${size + 8} ${size + 8}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${shape}>${parts.join('')}</svg>`;
}

/** @param begin starts the scan; @param told is there when its outcome is. */
async function scanOnce(
  app: RunningApp,
  trace: string,
  told: string,
  begin: () => Promise<void>,
): Promise<Omit<PageTasks, 'picture'>> {
  const { page, electron } = app;
  await electron.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['toplevel'] }),
  );
  const startMs = performance.now();
  await begin();
  await page.locator(told).waitFor();
  const scanMs = performance.now() - startMs;
  // Until all of it is drawn.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  await electron.evaluate(({ contentTracing }, file) => contentTracing.stopRecording(file), trace);
  const pid = await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  const { traceEvents } = JSON.parse(await readFile(trace, 'utf8')) as { traceEvents: TraceEvent[] };
  const tasks = mainThreadTasks(traceEvents, pid ?? 0);
  await closeDialog(page);
  await openDialog(page).waitFor({ state: 'detached' });
  const longest = (of: 'dur' | 'tdur') => Math.max(...tasks.map((task) => task[of] ?? 0)) / 1000;
  return { wallMs: longest('dur'), cpuMs: longest('tdur'), taskCount: tasks.length, scanMs };
}

/** Scans three 4K pictures (a code, none, ten) and an SVG, `rounds` times each; the app was built and a display is there. */
export async function measurePageTasks(rounds: number): Promise<readonly PageTasks[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'halfminute-tasks-'));
  const app = await startApp();
  try {
    await createVault(app.page);
    await wait(FORGOTTEN_MS);
    const measured: PageTasks[] = [];
    const trace = path.join(folder, 'trace.json');
    for (const { kind, data, width, height, told } of await screens()) {
      const file = path.join(folder, 'screen.png');
      await writeFile(
        file,
        await sharp(data, { raw: { width, height, channels: 4 } })
          .png()
          .toBuffer(),
      );
      await showPicture(app, file);
      for (let round = 0; round < rounds; round += 1) {
        const scan = () => app.page.getByRole('button', { name: 'Scan screen' }).first().click();
        measured.push({ picture: kind, ...(await scanOnce(app, trace, told, scan)) });
      }
    }
    const drawing = path.join(folder, 'drawing.svg');
    await writeFile(drawing, drawingOfParts());
    for (let round = 0; round < rounds; round += 1) {
      const drop = () => dropFiles(app.page, [drawing]);
      measured.push({ picture: 'SVG of many parts', ...(await scanOnce(app, trace, '.candidate', drop)) });
    }
    return measured;
  } finally {
    await discardApps([app]);
    await rm(folder, { recursive: true, force: true });
  }
}
