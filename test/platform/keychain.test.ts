/**
 * The keychain's file and states over a stand-in for `safeStorage`. The real one is in test/e2e/keychain.test.ts.
 */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeychain, KEYCHAIN_FILE } from '../../electron/platform/keychain.ts';
import { createSafeStorage, type ElectronSafeStorage } from '../../electron/platform/safe-storage.ts';

const KEY = new Uint8Array(32).map((_, index) => index);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-keychain-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Turns bits over, as a keychain that works would hide them. `backend` null: Electron 25, which names none. */
function storage(
  change: { backend?: string | null; isAvailable?: boolean; mask?: number; mark?: string } = {},
): ElectronSafeStorage {
  const { backend = 'gnome_libsecret', isAvailable = true, mask = 0xa5, mark = 'v11' } = change;
  const turn = (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ mask));
  return {
    isEncryptionAvailable: () => isAvailable,
    encryptString: (text) => Buffer.concat([Buffer.from(mark), turn(Buffer.from(text))]),
    decryptString: (encrypted) => {
      const text = turn(encrypted.subarray(3)).toString();
      if (!/^[A-Za-z0-9+/=]*$/.test(text)) throw new Error('cannot decrypt');
      return text;
    },
    ...(backend === null ? {} : { getSelectedStorageBackend: () => backend }),
  };
}

function keychain(
  safeStorage: ElectronSafeStorage = storage(),
  { platform = 'linux' as NodeJS.Platform, refuses = false, onAsk = () => {}, answerLimitMs = 60_000 } = {},
) {
  const problems: unknown[] = [];
  const ask = async () => {
    onAsk();
    if (refuses) throw new Error('refused');
  };
  const made = createKeychain({
    folder,
    storage: createSafeStorage(safeStorage, platform),
    prompt: { kind: platform === 'darwin' ? 'touch-id' : 'none', ask },
    platform,
    answerLimitMs,
    onProblem: (what, error) => problems.push([what, error]),
  });
  return { ...made, problems };
}

const file = () => path.join(folder, KEYCHAIN_FILE);

describe('a keychain that protects', () => {
  it.each(['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6', null])(
    'keeps the key: %s',
    async (backend) => {
      const { answer, problems } = keychain(storage({ backend }));
      expect(await answer({ action: 'look' })).toMatchObject({ state: 'off', isOffered: true, key: null });
      expect(await answer({ action: 'keep', key: KEY })).toMatchObject({ state: 'ready', key: null });
      const later = keychain(storage({ backend }));
      expect((await later.answer({ action: 'give' })).key).toEqual(KEY);
      expect(problems).toEqual([]);
    },
  );

  it('leaves one file of mode 0600 that does not hold the key as it is', async () => {
    const { answer } = keychain();
    await answer({ action: 'keep', key: KEY });
    await answer({ action: 'keep', key: KEY });
    expect(await readdir(folder)).toEqual([KEYCHAIN_FILE]);
    const text = await readFile(file(), 'utf8');
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(text).not.toContain(Buffer.from(KEY).toString('base64'));
    expect(text).not.toContain(Buffer.from(KEY).toString('hex'));
    if (process.platform !== 'win32') expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  it('forgets', async () => {
    const { answer } = keychain();
    await answer({ action: 'keep', key: KEY });
    expect(await answer({ action: 'forget' })).toMatchObject({ state: 'off' });
    expect(await readdir(folder)).toEqual([]);
    expect(await answer({ action: 'give' })).toMatchObject({ state: 'off', key: null });
    expect(await answer({ action: 'forget' })).toMatchObject({ state: 'off' });
  });
});

/** As in Electron 45; the old functions would make all of main wait, so they must not be called. */
function asynchronousStorage(): ElectronSafeStorage {
  const old = storage();
  const refuse = () => {
    throw new Error('the old form was used');
  };
  return {
    isEncryptionAvailable: refuse,
    encryptString: refuse,
    decryptString: refuse,
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text) => old.encryptString(text),
    decryptStringAsync: async (encrypted) => ({ result: old.decryptString(encrypted) }),
    getSelectedStorageBackend: () => 'gnome_libsecret',
  };
}

it('takes the asynchronous form where there is one', async () => {
  const { answer, problems } = keychain(asynchronousStorage());
  expect(await answer({ action: 'keep', key: KEY })).toMatchObject({ state: 'ready' });
  expect((await answer({ action: 'give' })).key).toEqual(KEY);
  expect(problems).toEqual([]);
});

it('stops waiting for a person at its limit, and goes on answering', async () => {
  await keychain(asynchronousStorage()).answer({ action: 'keep', key: KEY });
  const never = {
    ...asynchronousStorage(),
    isAsyncEncryptionAvailable: () => new Promise<boolean>(() => {}),
  };
  const { answer } = keychain(never, { answerLimitMs: 50 });
  expect(await answer({ action: 'give' })).toMatchObject({ state: 'locked', key: null });
  expect(await answer({ action: 'look' })).toMatchObject({ state: 'locked' });
});

describe('a keychain that protects nothing', () => {
  it.each([
    ['basic_text', storage({ backend: 'basic_text' })],
    ['unknown', storage({ backend: 'unknown' })],
    ['none at all', storage({ isAvailable: false })],
    ['none at all, unnamed', storage({ isAvailable: false, backend: null })],
    ['one that marks its output as unprotected', storage({ mark: 'v10' })],
  ])('is refused: %s', async (what, safeStorage) => {
    const { answer } = keychain(safeStorage);
    const isNamed = ['basic_text', 'unknown'].includes(what);
    expect(await answer({ action: 'look' })).toMatchObject({ state: 'off', isOffered: !isNamed });
    expect(await answer({ action: 'keep', key: KEY })).toMatchObject({ state: 'unavailable' });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('later', () => {
  beforeEach(async () => {
    await keychain().answer({ action: 'keep', key: KEY });
  });

  it.each([
    ['changed', 'another backend', storage({ backend: 'kwallet6' })],
    ['unavailable', 'a backend that protects nothing', storage({ backend: 'basic_text' })],
  ] as const)('is %s: %s', async (state, _what, safeStorage) => {
    const { answer } = keychain(safeStorage);
    expect(await answer({ action: 'look' })).toMatchObject({ state });
    expect(await answer({ action: 'give' })).toMatchObject({ state, key: null });
  });

  it('is locked when it does not answer, which only a try tells: looking must not wait for it', async () => {
    let askedCount = 0;
    let isAvailable = false;
    const isEncryptionAvailable = () => {
      askedCount += 1;
      return isAvailable;
    };
    const { answer } = keychain({ ...storage(), isEncryptionAvailable });
    expect(await answer({ action: 'look' })).toMatchObject({ state: 'ready' });
    expect(askedCount).toBe(0);
    expect(await answer({ action: 'give' })).toMatchObject({ state: 'locked', key: null });
    expect(await answer({ action: 'look' })).toMatchObject({ state: 'locked' });
    isAvailable = true;
    expect((await answer({ action: 'give' })).key).toEqual(KEY);
    expect(await answer({ action: 'look' })).toMatchObject({ state: 'ready' });
  });

  it('has failed when it cannot decrypt, says so until it can, and may be tried again', async () => {
    let isBroken = true;
    const [whole, broken] = [storage(), storage({ mask: 0x5a })];
    const decryptString = (encrypted: Buffer) => (isBroken ? broken : whole).decryptString(encrypted);
    const { answer, problems } = keychain({ ...whole, decryptString });
    expect(await answer({ action: 'give' })).toMatchObject({ state: 'failed', key: null });
    expect(problems).toHaveLength(1);
    expect(await answer({ action: 'look' })).toMatchObject({ state: 'failed' });
    isBroken = false;
    expect((await answer({ action: 'give' })).key).toEqual(KEY);
    expect(await answer({ action: 'look' })).toMatchObject({ state: 'ready' });
  });

  it.each(['', 'not JSON', '{}', '{"backend":"gnome_libsecret","encrypted":"§"}'])(
    'has failed when its file is damaged: %j',
    async (text) => {
      await writeFile(file(), text);
      const { answer } = keychain();
      expect(await answer({ action: 'look' })).toMatchObject({ state: 'failed' });
      expect(await answer({ action: 'give' })).toMatchObject({ state: 'failed', key: null });
    },
  );

  it('has failed when what it gives is not a key', async () => {
    const encrypted = storage().encryptString('c2hvcnQ=').toString('base64');
    await writeFile(file(), JSON.stringify({ backend: 'gnome_libsecret', encrypted }));
    expect(await keychain().answer({ action: 'give' })).toMatchObject({ state: 'failed', key: null });
  });
});

describe('the system’s prompt', () => {
  it('comes before the key, and only then', async () => {
    let askedCount = 0;
    const mac = { platform: 'darwin' as const, onAsk: () => (askedCount += 1) };
    const { answer } = keychain(storage({ backend: null }), mac);
    await answer({ action: 'keep', key: KEY });
    expect(await answer({ action: 'look' })).toMatchObject({ state: 'ready', prompt: 'touch-id' });
    expect(askedCount).toBe(0);
    expect((await answer({ action: 'give' })).key).toEqual(KEY);
    expect(askedCount).toBe(1);
  });

  it('keeps the key in when it is refused', async () => {
    const { answer } = keychain(storage({ backend: null }), { platform: 'darwin', refuses: true });
    await answer({ action: 'keep', key: KEY });
    expect(await answer({ action: 'give' })).toMatchObject({ isCancelled: true, key: null, state: 'ready' });
  });
});
