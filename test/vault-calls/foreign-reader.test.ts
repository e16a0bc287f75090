/** The thread that reads encrypted files, built as the app has it: same answers as without it, and ended at once. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT } from '../../build/project.mjs';
import { BUNDLES, bundleConfig } from '../../build/vite-bundles.mjs';
import { type ExportRequest, makerInThread } from '../../electron/vault-calls/export-maker.ts';
import { type ReadRequest, readerInThread, readHere } from '../../electron/vault-calls/foreign-reader.ts';
import { totp } from '../vault/vault-samples.ts';

const FILE = 'import-worker.cjs';
const PASSWORD = 'pässword 1';
let folder: string;
let read: ReturnType<typeof readerInThread>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-thread-'));
  const bundle = BUNDLES.find(({ file }) => file === FILE);
  if (!bundle) throw new Error(`no bundle is named ${FILE}`);
  await build({ ...bundleConfig(bundle, folder), logLevel: 'warn', mode: 'production' });
  read = readerInThread(path.join(folder, FILE));
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fixture(fileName: string, password: string | null = PASSWORD): Promise<ReadRequest> {
  const bytes = new Uint8Array(await readFile(path.join(PROJECT, 'test/fixtures/formats', fileName)));
  return { bytes, fileName, password, companions: [] };
}
const never = () => new AbortController().signal;

describe('the thread', () => {
  it.each(['aegis-encrypted.json', 'ente-encrypted.json', 'keepass-argon2id-chacha20.kdbx'])(
    'reads %s as the process itself does',
    async (fileName) => {
      const request = await fixture(fileName);
      expect(await read(request, never())).toEqual(await readHere(request, never()));
    },
  );

  it('that cannot be started leaves the reading to the process', async () => {
    const request = await fixture('aegis-encrypted.json');
    const missing = readerInThread(path.join(folder, 'missing.cjs'));
    expect((await missing(request, never())).accounts.length).toBeGreaterThan(0);
  });

  it('that ends without an answer is an error, and no wait without end', async () => {
    const mute = path.join(folder, 'mute.cjs');
    await writeFile(mute, 'process.exit(0);');
    const request = await fixture('aegis-encrypted.json');
    await expect(readerInThread(mute)(request, never())).rejects.toThrow('without an answer');
  });

  it('says what is wrong with a file', async () => {
    const wrong = await fixture('aegis-encrypted.json', 'not this one');
    await expect(read(wrong, never())).rejects.toMatchObject({ code: 'wrong-password' });
    const request = { ...wrong, bytes: new TextEncoder().encode('ID3') };
    await expect(read(request, never())).rejects.toMatchObject({ code: 'not-recognised' });
  });

  it('ends in the middle of a derivation that would take minutes', async () => {
    const request = await fixture('ente-encrypted.json');
    const sealed = JSON.parse(new TextDecoder().decode(request.bytes));
    const dear = { ...sealed, kdfParams: { ...sealed.kdfParams, memLimit: 64 * 1024 * 1024, opsLimit: 250 } };
    const abort = new AbortController();
    const reading = read({ ...request, bytes: new TextEncoder().encode(JSON.stringify(dear)) }, abort.signal);
    const settled = expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const startMs = performance.now();
    abort.abort();
    await settled;
    expect(performance.now() - startMs).toBeLessThan(500);
    await expect(read(request, abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the thread that makes files', () => {
  const request: ExportRequest = {
    format: 'age',
    accounts: [totp('ann'), totp('bob', 2)],
    nowMs: 1_700_000_000_000,
    password: PASSWORD,
    written: null,
    pageWords: null,
  };
  it('makes one that it proves when it is given back, and tells a file that holds something else', async () => {
    const inThread = makerInThread(path.join(folder, FILE));
    const { bytes, totalCount } = await inThread(request, never());
    expect(totalCount).toBe(2);
    const proved = await inThread({ ...request, written: bytes }, never());
    expect(proved).toMatchObject({ matchedCount: 2, totalCount: 2 });
    const other = { ...request, accounts: [totp('ann'), totp('cid', 3)] };
    expect((await inThread({ ...other, written: bytes }, never())).matchedCount).toBe(1);
    await expect(inThread({ ...request, accounts: [] }, never())).rejects.toMatchObject({ code: 'empty' });
  });

  it('ends in the middle of its derivation', async () => {
    const abort = new AbortController();
    const making = makerInThread(path.join(folder, FILE))(request, abort.signal);
    const settled = expect(making).rejects.toMatchObject({ code: 'cancelled' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    abort.abort();
    const startMs = performance.now();
    await settled;
    expect(performance.now() - startMs).toBeLessThan(500);
  });
});
