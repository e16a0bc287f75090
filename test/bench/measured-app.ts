/**
 * Starts an Electron app with the bench's probe in it and asks it things. Runs in the bench, under Node.
 * The rule: the bare window and our app are started by the same lines, and what was started here is ended here.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

const PROBE = path.resolve(import.meta.dirname, 'main-probe.cjs');
const ANSWER_LIMIT_MS = 60_000;
const END_LIMIT_MS = 10_000;

export interface AppPlace {
  /** Holds package.json and what it names. */
  readonly folder: string;
  readonly profile: string;
}

export interface MeasuredApp {
  readonly pid: number;
  /** Milliseconds from starting the process to a key's arrival in the focused field. */
  readonly startMs: number;
  /** Types the rest of the password (the first key took its first letter) and Enter. */
  readonly unlock: (password: string) => Promise<UnlockTime>;
  readonly hide: () => Promise<void>;
  /** Types into the open vault's search, key by key; `<` takes the last letter back. */
  readonly search: (text: string) => Promise<readonly KeyTime[]>;
  /** Scrolls the open vault's list in every frame; milliseconds between frames. */
  readonly scroll: (motion: {
    readonly frames: number;
    readonly pixels: number;
  }) => Promise<readonly number[]>;
  readonly stop: () => Promise<void>;
}

export interface UnlockTime {
  /** From the Enter key to the frame that shows the first code. */
  readonly totalMs: number;
  /** Of that, the key derivation alone. */
  readonly kdfMs: number;
}

export interface KeyTime {
  /** From the key to the frame that shows the list. */
  readonly totalMs: number;
  /** Of that, what is not waiting for the screen's next refresh. */
  readonly workMs: number;
}

interface Message {
  readonly id: string | number;
  readonly answer?: unknown;
  readonly error?: string;
}

/** Resolves with the answer to `id`. Rejects on an error, when the process ends, and after ANSWER_LIMIT_MS. */
function untilAnswer(child: ChildProcess, id: string | number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit);
      finish();
    };
    const onMessage = (message: Message) => {
      if (message.id !== id) return;
      settle(() =>
        message.error === undefined ? resolve(message.answer) : reject(new Error(message.error)),
      );
    };
    const onExit = (code: number | null) =>
      settle(() => reject(new Error(`Electron ended with ${code} before it answered '${id}'`)));
    const timer = setTimeout(
      () => settle(() => reject(new Error(`no answer to '${id}' in ${ANSWER_LIMIT_MS} ms`))),
      ANSWER_LIMIT_MS,
    );
    child.on('message', onMessage).on('exit', onExit);
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const timer = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS);
  child.send({ id: 'quit', request: 'quit' });
  await ended;
  clearTimeout(timer);
}

/** A number of milliseconds; anything else from the probe is a fault of the bench. */
function asMs(answer: unknown): number {
  if (typeof answer === 'number' && Number.isFinite(answer)) return answer;
  throw new Error(`the probe answered ${JSON.stringify(answer)}`);
}

/** Starts the app in `place`; resolves when its field has taken the first key. */
export async function startMeasured({ folder, profile }: AppPlace): Promise<MeasuredApp> {
  const executable = process.env.HALFMINUTE_ELECTRON;
  if (!executable) throw new Error('HALFMINUTE_ELECTRON is not set: run this by npm run bench');
  const switches = (process.env.HALFMINUTE_ELECTRON_SWITCHES ?? '').split(' ').filter(Boolean);
  const startedAtMs = performance.timeOrigin + performance.now();
  const child = spawn(executable, [...switches, '-r', PROBE, folder, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let lastId = 0;
  const ask = (request: string, argument?: unknown) => {
    lastId += 1;
    const answer = untilAnswer(child, lastId);
    child.send({ id: lastId, request, argument });
    return answer;
  };
  try {
    const firstKeyAtMs = asMs(await untilAnswer(child, 'first-key'));
    if (child.pid === undefined) throw new Error('Electron did not start');
    return {
      pid: child.pid,
      startMs: firstKeyAtMs - startedAtMs,
      unlock: async (password) => {
        const { totalMs, kdfMs } = (await ask('unlock', password)) as Record<string, unknown>;
        return { totalMs: asMs(totalMs), kdfMs: asMs(kdfMs) };
      },
      search: async (text) => (await ask('search', text)) as readonly KeyTime[],
      scroll: async (motion) => ((await ask('scroll', motion)) as readonly unknown[]).map(asMs),
      hide: async () => void (await ask('hide')),
      stop: () => end(child),
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}
