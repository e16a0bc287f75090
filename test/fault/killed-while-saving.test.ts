/**
 * A process that saves without pause is killed at random moments: no torn file, no acknowledged save lost.
 * The control saves with a plain writeFile and must be caught, or this test could not fail.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { realFiles, removeLeftovers } from '../../electron/vault/atomic-file.ts';
import { openVaultWithMasterKey } from '../../electron/vault/format.ts';
import { createSession } from '../../electron/vault/session.ts';
import { addAccounts, newAccount } from '../../electron/vault/vault.ts';
import { CHEAP_KDF, NOW_MS, now, PASSWORD, temporaryFolder, totp } from '../vault/vault-samples.ts';

/** Without the previous versions that saving keeps. */
const filesBesideCopies = async (folder: string) =>
  (await readdir(folder)).filter((name) => !name.includes('.previous-'));

const KILLS = 30;
const CONTROL_KILLS_MAX = 60;
const LONGEST_WAIT_MS = 60;

const bundleFolder = mkdtempSync(join(tmpdir(), 'saving-child-'));
const child = join(bundleFolder, 'saving-child.mjs');

beforeAll(async () => {
  // Node 20 does not run TypeScript; the child is bundled once so that each start takes milliseconds.
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(new URL('saving-child.ts', import.meta.url)),
      outDir: bundleFolder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { format: 'es', entryFileNames: 'saving-child.mjs' } },
    },
  });
}, 30_000);

afterAll(() => rmSync(bundleFolder, { recursive: true, force: true }));

/** Starts the child and kills it some time after the first save that it reports; gives the last one reported. */
function killWhileSaving(how: 'session' | 'plain', path: string, key: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const saving = spawn(process.execPath, [child, how, path, key], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let reported = '';
    let complaint = '';
    let isKillPlanned = false;
    saving.stderr.on('data', (text) => {
      complaint += text;
    });
    saving.stdout.on('data', (text) => {
      reported += text;
      if (isKillPlanned) return;
      isKillPlanned = true;
      setTimeout(() => saving.kill('SIGKILL'), randomInt(LONGEST_WAIT_MS));
    });
    saving.on('error', reject);
    saving.on('close', (_code, signal) => {
      const whole = reported.slice(0, reported.lastIndexOf('\n')).split('\n');
      if (signal === 'SIGKILL') resolve(Number(whole.at(-1)));
      else reject(new Error(`the child ended by itself: ${complaint}`));
    });
  });
}

/** A vault large enough that writing it takes a while. */
async function largeVault() {
  const path = join(await temporaryFolder(), 'vault.hmv');
  const session = await createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF });
  const accounts = Array.from({ length: 3000 }, (_, index) => newAccount(totp(`account ${index}`), NOW_MS));
  await session.change((vault) => addAccounts(vault, accounts));
  return { path, masterKey: session.masterKey, key: Buffer.from(session.masterKey).toString('hex') };
}

it(`keeps the vault whole over ${KILLS} kills`, { timeout: 60_000 }, async () => {
  const { path, masterKey, key } = await largeVault();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const acknowledged = await killWhileSaving('session', path, key);
    const { vault } = openVaultWithMasterKey(await readFile(path), masterKey);
    expect(vault.revision).toBeGreaterThanOrEqual(acknowledged);
    expect(vault.entries).toHaveLength(3000);
  }
  await removeLeftovers(path, Date.now() + 60 * 60 * 1000, realFiles);
  expect(await filesBesideCopies(dirname(path))).toEqual(['vault.hmv']);
});

it('catches a plain writeFile tearing the vault (the control)', { timeout: 60_000 }, async () => {
  const { path, masterKey, key } = await largeVault();
  const whole = await readFile(path);
  let tornCount = 0;
  for (let kill = 0; kill < CONTROL_KILLS_MAX && tornCount === 0; kill += 1) {
    await writeFile(path, whole);
    await killWhileSaving('plain', path, key);
    try {
      openVaultWithMasterKey(await readFile(path), masterKey);
    } catch (error) {
      expect(error).toMatchObject({ code: 'vault-damaged' });
      tornCount += 1;
    }
  }
  expect(tornCount).toBe(1);
});

// A file size limit makes the kernel itself write short and then refuse: no test double in between.
it.skipIf(process.platform === 'win32')(
  'keeps the vault when the kernel cuts a write short',
  { timeout: 30_000 },
  async () => {
    const { path, key } = await largeVault();
    const old = await readFile(path);
    const saving = spawn('bash', [
      '-c',
      'ulimit -f "$1" && shift && exec "$@"',
      'bash',
      String(Math.floor(old.length / 1024 / 2)),
      process.execPath,
      child,
      'once',
      path,
      key,
    ]);
    let complaint = '';
    saving.stderr.on('data', (text) => {
      complaint += text;
    });
    const exitCode = await new Promise((resolve) => saving.on('close', resolve));
    expect({ exitCode, complaint }).toEqual({ exitCode: 1, complaint: 'not-saved' });
    expect(await readFile(path)).toEqual(old);
    expect(await filesBesideCopies(dirname(path))).toEqual(['vault.hmv']);
  },
);
