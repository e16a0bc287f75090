/**
 * Keeps the one key of the vault's keychain slot in the OS keychain, by `safeStorage`. Runs in main.
 * The rule: a backend that protects nothing is refused, and whatever goes wrong is a state that the page can say;
 * the password opens the vault in each of them.
 *
 * Looking never touches the keychain itself: a locked one makes its first caller wait for a person (or, with nobody to
 * ask, for as long as it likes), and in Electron 25 all of main with it. Only `keep` and `give`, which a person asked for, may wait.
 */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';
import type { KeychainAnswer, KeychainRequest, KeychainView } from '../ipc/key-messages.ts';
import type { KeychainState } from '../ipc/keys.ts';
import type { SafeStorage } from './safe-storage.ts';

/** The system's own question before a key is given. */
export interface KeychainPrompt {
  readonly kind: 'touch-id' | 'none';
  /** Rejects when the person refuses. */
  readonly ask: () => Promise<void>;
}

interface Parts {
  readonly folder: string;
  readonly storage: SafeStorage;
  readonly prompt: KeychainPrompt;
  readonly platform: NodeJS.Platform;
  /** For tests. */
  readonly answerLimitMs?: number;
  readonly onProblem: (what: string, error: unknown) => void;
}

export interface Keychain {
  /** One request after the other; never rejects. */
  readonly answer: (request: KeychainRequest) => Promise<KeychainAnswer>;
  /** Whether an answer is awaited, as from a person whom the system asks. */
  readonly isAsking: () => boolean;
}

export const KEYCHAIN_FILE = 'keychain-key.json';
const KEY_BYTES = 32;
/** For a person to answer what the system asks; past this the password is the way in. */
const ANSWER_LIMIT_MS = 60_000;
/** Chromium encrypts with a password that is in its source code under these. */
const UNPROTECTED_BACKENDS: readonly string[] = ['basic_text', 'unknown'];

const keptSchema = v.object({ backend: v.string(), encrypted: v.pipe(v.string(), v.base64()) });
type Kept = v.InferOutput<typeof keptSchema>;

export function createKeychain({
  folder,
  storage,
  prompt,
  platform,
  onProblem,
  answerLimitMs = ANSWER_LIMIT_MS,
}: Parts): Keychain {
  const file = path.join(folder, KEYCHAIN_FILE);
  let last: Promise<unknown> = Promise.resolve();
  let awaited = 0;
  /** Why the last try failed; it is what the page tells until one goes well. */
  let lastProblem: KeychainState | null = null;

  /** Whatever the backend's name: what Chromium marks v10 on Linux, it encrypted with the password in its source. */
  const isUnprotected = (encrypted: Buffer) =>
    platform === 'linux' && encrypted.subarray(0, 3).toString() === 'v10';
  const isOffered = () => !UNPROTECTED_BACKENDS.includes(storage.backend());

  const readKept = async (): Promise<Kept | 'none' | 'unreadable'> => {
    try {
      const parsed = v.safeParse(keptSchema, JSON.parse(await readFile(file, 'utf8')));
      return parsed.success ? parsed.output : 'unreadable';
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'none' : 'unreadable';
    }
  };
  const stateOf = (kept: Kept | 'none' | 'unreadable'): KeychainState => {
    if (kept === 'none') return 'off';
    if (kept === 'unreadable') return 'failed';
    if (!isOffered()) return 'unavailable';
    return kept.backend === storage.backend() ? 'ready' : 'changed';
  };
  const decrypt = async (kept: Kept): Promise<Uint8Array> => {
    const text = await storage.decrypt(Buffer.from(kept.encrypted, 'base64'));
    const key = new Uint8Array(Buffer.from(text, 'base64'));
    if (key.length !== KEY_BYTES) throw new Error('the keychain gave something else');
    return key;
  };

  const view = async (): Promise<KeychainView> => {
    const state = stateOf(await readKept());
    return {
      state: state === 'ready' ? (lastProblem ?? state) : state,
      isOffered: isOffered(),
      prompt: prompt.kind,
    };
  };
  const answered = async (found: Partial<KeychainAnswer> = {}): Promise<KeychainAnswer> => ({
    ...(await view()),
    key: null,
    isCancelled: false,
    ...found,
  });

  const keep = async (key: Uint8Array) => {
    if (!isOffered() || !(await storage.isAvailable())) return answered({ state: 'unavailable' });
    const encrypted = await storage.encrypt(Buffer.from(key).toString('base64'));
    if (isUnprotected(encrypted)) return answered({ state: 'unavailable' });
    const kept: Kept = { backend: storage.backend(), encrypted: encrypted.toString('base64') };
    if (Buffer.compare(await decrypt(kept), key) !== 0) throw new Error('the keychain gave something else');
    const temp = `${file}.tmp`;
    await rm(temp, { force: true });
    await writeFile(temp, `${JSON.stringify(kept)}\n`, { mode: 0o600, flag: 'wx' });
    await rename(temp, file);
    lastProblem = null;
    return answered();
  };
  const give = async () => {
    const kept = await readKept();
    if (typeof kept === 'string' || stateOf(kept) !== 'ready') return answered();
    if (!(await storage.isAvailable())) {
      lastProblem = 'locked';
      return answered();
    }
    try {
      await prompt.ask();
    } catch {
      return answered({ isCancelled: true });
    }
    const key = await decrypt(kept);
    lastProblem = null;
    return answered({ key });
  };
  const run = (request: KeychainRequest): Promise<KeychainAnswer> => {
    if (request.action === 'keep') return keep(request.key);
    if (request.action === 'give') return give();
    if (request.action === 'forget') return rm(file, { force: true }).then(() => answered());
    return answered();
  };

  return {
    isAsking: () => awaited > 0,
    answer(request) {
      awaited += 1;
      const unanswered = (state: KeychainState): KeychainAnswer => {
        lastProblem = state;
        return { state, isOffered: isOffered(), prompt: prompt.kind, key: null, isCancelled: false };
      };
      const turn = last.then(async () => {
        const limit = new AbortController();
        try {
          const late = wait(answerLimitMs, null, { signal: limit.signal });
          return (await Promise.race([run(request), late])) ?? unanswered('locked');
        } catch (error) {
          onProblem(`keychain ${request.action}`, error);
          return unanswered('failed');
        } finally {
          awaited -= 1;
          limit.abort();
        }
      });
      last = turn;
      return turn;
    },
  };
}
