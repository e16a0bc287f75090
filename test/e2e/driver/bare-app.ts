/**
 * The real app without Playwright, for what Playwright changes: it holds a connection open, and it tells every page
 * that it is shown. Driven by the screen's own keys (xdotool), observed from outside. End-to-end tests only.
 * The rule: what was started here is ended here, and it ends before strace does.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { PASSWORD } from './screens.ts';

const run = promisify(execFile);
const PROJECT = path.resolve(import.meta.dirname, '../../..');
const LIMIT_MS = 60_000;

export interface BareApp {
  /** Of the app's main process. */
  readonly pid: number;
  /** As xdotool names it. */
  readonly window: string;
  readonly printed: () => string;
  /** Types the password; resolves once the app has noted `revision`, which only unlocking makes known. */
  readonly unlock: (revision: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The processes that a process has started, by any of its threads. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  );
  return lists.join(' ').split(' ').filter(Boolean).map(Number);
}

/** Those, and what they have started in turn. */
export async function descendantsOf(pid: number): Promise<readonly number[]> {
  const children = await childrenOf(pid);
  return [...children, ...(await Promise.all(children.map(descendantsOf))).flat()];
}

/** Asks again until there is an answer. @throws Error after a minute. */
async function until<Answer>(ask: () => Promise<Answer | null | undefined>, what: string): Promise<Answer> {
  for (const limit = Date.now() + LIMIT_MS; Date.now() < limit; await wait(200)) {
    const answer = await ask();
    if (answer !== null && answer !== undefined) return answer;
  }
  throw new Error(`${what} did not come`);
}

async function end(child: ChildProcess, pid: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(pid, 'SIGTERM');
  await ended;
}

/** Starts the app on `profile`, under `watcher` (a command that runs the one after it) if one is given. */
export async function startBareApp(profile: string, watcher: readonly string[] = []): Promise<BareApp> {
  const switches = (process.env.HALFMINUTE_ELECTRON_SWITCHES ?? '').split(' ').filter(Boolean);
  const [command = '', ...args] = [
    ...watcher,
    process.env.HALFMINUTE_ELECTRON ?? '',
    ...switches,
    PROJECT,
    `--user-data-dir=${profile}`,
  ];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  }
  const started = child.pid ?? 0;
  const window = await until(async () => {
    const found = await run('xdotool', ['search', '--onlyvisible', '--name', '^Halfminute']).catch(
      () => null,
    );
    return found?.stdout.trim().split('\n')[0];
  }, 'the window');
  // Only now: strace has other children before it starts the app.
  const pid =
    watcher.length === 0 ? started : await until(async () => (await childrenOf(started))[0], 'the process');
  return {
    pid,
    window,
    printed: () => printed,
    async unlock(revision) {
      const settings = path.join(profile, 'settings.json');
      let typedMs = 0;
      await until(async () => {
        const known = await readFile(settings, 'utf8').catch(() => '');
        if (known.includes(`"lastSeenRevision": ${revision}`)) return true;
        // The field may not have been there yet.
        if (Date.now() - typedMs > 8000) {
          await run('xdotool', ['windowfocus', window, 'key', 'ctrl+a', 'type', '--delay', '30', PASSWORD]);
          await run('xdotool', ['key', 'Return']);
          typedMs = Date.now();
        }
        return null;
      }, 'the unlocked vault');
    },
    stop: () => end(child, pid),
  };
}
