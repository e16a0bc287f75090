/**
 * Starts the real app on a profile of its own and ends it. Used by the end-to-end tests, the demo tour and the bench.
 * The rule: what was started here is ended here, and every profile is a fresh temporary folder unless one is given.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, errors, type Page } from 'playwright-core';

const PROJECT = path.resolve(import.meta.dirname, '../../..');
/**
 * Locking ends the page's process, and now and then the driver misses that the page of the next one has come; it would wait
 * for that before each of its steps until the test ends, with the page there and answering. Its steps wait for what they
 * need themselves.
 */
process.env.PLAYWRIGHT_SKIP_NAVIGATION_CHECK = '1';

const HOLD = path.join(import.meta.dirname, 'hold-until-driven.cjs');

export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly profile: string;
  /** Everything that the app printed so far. */
  readonly printed: () => string;
  /** Ends the app; the profile stays for the next start. @throws NotEnded */
  readonly stop: () => Promise<void>;
}

/** The apps that run now, for a report of what a failed test left on the screen. */
const running = new Set<RunningApp>();

/** What each running app shows and printed. No secrets but those of tests. */
export async function describeRunningApps(): Promise<string> {
  const texts = [...running].map(async ({ page, printed }) => {
    const shown = await Promise.race([
      page.evaluate(
        () => `${location.hash} ${document.title}: ${document.body.innerText.replaceAll(/\s+/g, ' ')}`,
      ),
      new Promise<string>((resolve) => setTimeout(resolve, 3000, 'the page does not answer')),
    ]).catch(String);
    return `The app shows: ${shown.slice(0, 1500)}\nIt printed: ${printed().slice(-1500) || 'nothing'}`;
  });
  return (await Promise.all(texts)).join('\n');
}

export async function makeProfile(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'halfminute-profile-'));
}

export interface StartOptions {
  readonly profile?: string;
  /** More arguments, as a shell or the system would give them. */
  readonly args?: readonly string[];
  /** In the place of Electron's own; it must start that one with the arguments that it is given. */
  readonly executablePath?: string;
}

/** A start that takes far too long is tried a second time, and said. */
async function launch(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  try {
    return await _electron.launch({ ...options, timeout: 30_000 });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    process.stdout.write('The driver did not reach the app in 30 s; started it a second time.\n');
    return _electron.launch({ ...options, timeout: 60_000 });
  }
}

/** Many times what ending takes, the save that may be running included. */
const END_LIMIT_MS = 20_000;

/** The app was asked to quit and went on; it was killed then. */
class NotEnded extends Error {}

async function end(electron: ElectronApplication): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const isLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, END_LIMIT_MS, true);
  });
  const closed = electron.close().then(() => false);
  try {
    if (!(await Promise.race([closed, isLate]))) return;
  } finally {
    clearTimeout(timer);
  }
  electron.process().kill('SIGKILL');
  await closed.catch(() => undefined);
  throw new NotEnded(`the app had not ended ${END_LIMIT_MS / 1000} s after it was asked to`);
}

/** Starts the app that `npm run build` made; resolves when its page shows its first screen. */
export async function startApp({ profile, args = [], ...options }: StartOptions = {}): Promise<RunningApp> {
  const executablePath = options.executablePath ?? process.env.HALFMINUTE_ELECTRON;
  if (!executablePath) throw new Error('HALFMINUTE_ELECTRON is not set: run this through the npm scripts');
  const switches = (process.env.HALFMINUTE_ELECTRON_SWITCHES ?? '').split(' ').filter(Boolean);
  const folder = profile ?? (await makeProfile());
  const electron = await launch({
    executablePath,
    args: ['-r', HOLD, ...switches, PROJECT, `--user-data-dir=${folder}`, ...args],
    // The page sees the system's theme, as it does for people.
    colorScheme: null,
  });
  let printed = '';
  for (const stream of [electron.process().stdout, electron.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const page = await electron.firstWindow();
  await page.getByRole('heading').first().or(page.getByRole('search')).waitFor();
  await untilMenu(electron);
  const app: RunningApp = {
    electron,
    page,
    profile: folder,
    printed: () => printed,
    stop: () => end(electron),
  };
  running.add(app);
  electron.once('close', () => running.delete(app));
  return app;
}

/** The menu and its keys come a moment after the first screen; an app that is ending has none to wait for. */
const untilMenu = (electron: ElectronApplication) =>
  electron.evaluate(async ({ Menu }) => {
    for (let looked = 0; looked < 100 && !Menu.getApplicationMenu(); looked += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
  });

/** Ends apps, whatever state they are in, and removes their profiles; for `afterEach`. @throws NotEnded */
export async function discardApps(apps: readonly RunningApp[]): Promise<void> {
  const ends = await Promise.allSettled(apps.map((app) => app.stop()));
  await Promise.all(apps.map((app) => rm(app.profile, { recursive: true, force: true })));
  for (const ended of ends)
    if (ended.status === 'rejected' && ended.reason instanceof NotEnded) throw ended.reason;
}
