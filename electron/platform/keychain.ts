/**
 * Keeps the one key of the vault's keychain slot in the OS keychain, by `safeStorage`. Runs in main.
 * The rule: a backend that protects nothing is refused, and whatever goes wrong is a state that the page can say;
 * the password opens the vault in each of them.
 */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { KeychainAnswer, KeychainRequest, KeychainView } from '../ipc/key-messages.ts';
import type { KeychainState } from '../ipc/keys.ts';

/** What is used of Electron's safeStorage; an argument, so that a test can stand in for a keychain that fails. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
  /** Linux only, and not in Electron 25. */
  getSelectedStorageBackend?(): string;
}

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
  readonly onProblem: (what: string, error: unknown) => void;
}

export interface Keychain {
  /** One request after the other; never rejects. */
  readonly answer: (request: KeychainRequest) => Promise<KeychainAnswer>;
}

export const KEYCHAIN_FILE = 'keychain-key.json';
const KEY_BYTES = 32;
/** Chromium encrypts with a password that is in its source code under these. */
const UNPROTECTED_BACKENDS: readonly string[] = ['basic_text', 'unknown'];

const keptSchema = v.object({ backend: v.string(), encrypted: v.pipe(v.string(), v.base64()) });
type Kept = v.InferOutput<typeof keptSchema>;

export function createKeychain({ folder, storage, prompt, platform, onProblem }: Parts): Keychain {
  const file = path.join(folder, KEYCHAIN_FILE);
  let last: Promise<unknown> = Promise.resolve();
  /** The last try failed; it is what the page tells until one goes well. */
  let hasFailed = false;

  /** Electron 25 does not name Linux's; without a keyring, encryption is unavailable there. */
  const backend = () =>
    platform === 'linux' ? (storage.getSelectedStorageBackend?.() ?? 'unnamed') : platform;
  const isOffered = () => !UNPROTECTED_BACKENDS.includes(backend()) && storage.isEncryptionAvailable();

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
    if (UNPROTECTED_BACKENDS.includes(backend())) return 'unavailable';
    if (kept.backend !== backend()) return 'changed';
    return storage.isEncryptionAvailable() ? 'ready' : 'locked';
  };
  const decrypt = (kept: Kept): Uint8Array => {
    const text = storage.decryptString(Buffer.from(kept.encrypted, 'base64'));
    const key = new Uint8Array(Buffer.from(text, 'base64'));
    if (key.length !== KEY_BYTES) throw new Error('the keychain gave something else');
    return key;
  };

  const view = async (): Promise<KeychainView> => {
    const state = stateOf(await readKept());
    return {
      state: state === 'ready' && hasFailed ? 'failed' : state,
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
    if (!isOffered()) return answered({ state: 'unavailable' });
    const encrypted = storage.encryptString(Buffer.from(key).toString('base64')).toString('base64');
    const kept: Kept = { backend: backend(), encrypted };
    if (Buffer.compare(decrypt(kept), key) !== 0) throw new Error('the keychain gave something else');
    const temp = `${file}.tmp`;
    await rm(temp, { force: true });
    await writeFile(temp, `${JSON.stringify(kept)}\n`, { mode: 0o600, flag: 'wx' });
    await rename(temp, file);
    hasFailed = false;
    return answered();
  };
  const give = async () => {
    const kept = await readKept();
    if (typeof kept === 'string' || stateOf(kept) !== 'ready') return answered();
    try {
      await prompt.ask();
    } catch {
      return answered({ isCancelled: true });
    }
    const key = decrypt(kept);
    hasFailed = false;
    return answered({ key });
  };
  const run = (request: KeychainRequest): Promise<KeychainAnswer> => {
    if (request.action === 'keep') return keep(request.key);
    if (request.action === 'give') return give();
    if (request.action === 'forget') return rm(file, { force: true }).then(() => answered());
    return answered();
  };

  return {
    answer(request) {
      const turn = last
        .then(() => run(request))
        .catch((error): KeychainAnswer => {
          hasFailed = true;
          onProblem(`keychain ${request.action}`, error);
          const { kind } = prompt;
          return { state: 'failed', isOffered: false, prompt: kind, key: null, isCancelled: false };
        });
      last = turn;
      return turn;
    },
  };
}
