/**
 * The vault process saves without pause and is killed at random moments: no torn file, no acknowledged save lost.
 * The control saves with a plain writeFile and must be caught, or this test could not fail.
 */
import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { realFiles, removeLeftovers } from '../../electron/vault/atomic-file.ts';
import { openVaultWithMasterKey, sealVault } from '../../electron/vault/format.ts';
import { wordsOfKey } from '../../electron/vault/recovery-key.ts';
import { accountsOf } from '../../electron/vault/vault.ts';
import { temporaryFolder } from '../vault/vault-samples.ts';
import { amount, count, figure } from './amounts.ts';
import { bundledChild } from './bundled-child.ts';
import { lastLineBeforeKill } from './killed-child.ts';
import { vaultOf } from './prepared-vaults.ts';

const KILLS = amount(20, 1000);
const CONTROL_KILLS = amount(60, 200);
const ACCOUNTS = 1000;
const LONGEST_WAIT_MS = 60;
const MINUTES = 60_000;
const VAULT_PROCESS = fileURLToPath(new URL('../../out/vault-process.cjs', import.meta.url));

const driver = bundledChild('driven-vault-process');
const child = bundledChild('saving-child');

const filesBesideCopies = async (folder: string) =>
  (await readdir(folder)).filter((name) => !name.includes('.previous-'));

async function thousandAccounts() {
  const path = join(await temporaryFolder(), 'vault.hmv');
  const opened = vaultOf(ACCOUNTS);
  await writeFile(path, sealVault(opened));
  const key = Buffer.from(opened.masterKey).toString('hex');
  return { path, masterKey: opened.masterKey, key, words: wordsOfKey(opened.recoveryKey).join(' ') };
}

it(`keeps the vault whole and every acknowledged save over ${KILLS} kills`, {
  timeout: 20 * MINUTES,
}, async () => {
  const { path, masterKey, words } = await thousandAccounts();
  let renames = 0;
  let midSave = 0;
  let leftovers = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const line = await lastLineBeforeKill(
      [driver, VAULT_PROCESS, path, words, `${renames}`],
      LONGEST_WAIT_MS,
    );
    const acknowledged = Number(line);
    expect(acknowledged).toBeGreaterThanOrEqual(renames);
    const { vault } = openVaultWithMasterKey(await readFile(path), masterKey);
    const accounts = accountsOf(vault);
    expect(accounts).toHaveLength(ACCOUNTS);
    const onDisk = Number(accounts[0]?.accountName.replace('rename ', ''));
    // The save that was running when the kill came may be there, and no later one.
    expect([acknowledged, acknowledged + 1]).toContain(onDisk);
    expect(accounts.slice(1).every(({ accountName }, index) => accountName === `account ${index + 1}`)).toBe(
      true,
    );
    renames = onDisk + 1;
    const left = (await filesBesideCopies(dirname(path))).length - 1;
    if (left > leftovers || onDisk > acknowledged) midSave += 1;
    leftovers = left;
  }
  // Otherwise the kills all came between saves, and nothing was shown.
  expect(midSave).toBeGreaterThan(KILLS / 10);
  await removeLeftovers(path, Date.now() + 60 * MINUTES, realFiles);
  expect(await filesBesideCopies(dirname(path))).toEqual(['vault.hmv']);
  figure(
    2,
    `${count(KILLS)} SIGKILLs of the vault process under saves of ${count(ACCOUNTS)} accounts; ${count(midSave)} came in the middle of a save`,
    `0 torn files, 0 acknowledged saves lost, among ${count(renames)} saves`,
  );
});

it('catches a plain writeFile tearing the vault (the control)', { timeout: 10 * MINUTES }, async () => {
  const { path, masterKey, key } = await thousandAccounts();
  const whole = await readFile(path);
  let torn = 0;
  let kills = 0;
  const isEnough = () => kills >= CONTROL_KILLS || amount(torn > 0, false);
  for (; !isEnough(); kills += 1) {
    await writeFile(path, whole);
    await lastLineBeforeKill([child, 'plain', path, key], LONGEST_WAIT_MS);
    try {
      openVaultWithMasterKey(await readFile(path), masterKey);
    } catch (error) {
      expect(error).toMatchObject({ code: 'vault-damaged' });
      torn += 1;
    }
  }
  expect(torn).toBeGreaterThan(0);
  figure(
    2,
    `the control: ${count(kills)} SIGKILLs under a plain writeFile`,
    `${count(torn)} torn files, as it must be`,
  );
});

// A file size limit makes the kernel itself write short and then refuse: no test double in between.
it.skipIf(process.platform === 'win32')(
  'keeps the vault when the kernel cuts a write short',
  { timeout: 30_000 },
  async () => {
    const { path, key } = await thousandAccounts();
    const old = await readFile(path);
    const blocks = String(Math.floor(old.length / 1024 / 2));
    const script = 'ulimit -f "$1" && shift && exec "$@"';
    const args = ['-c', script, 'bash', blocks, process.execPath, child, 'once', path, key];
    const saving = spawn('bash', args);
    let complaint = '';
    saving.stderr.on('data', (text) => {
      complaint += text;
    });
    const exitCode = await new Promise((resolve) => saving.on('close', resolve));
    expect({ exitCode, complaint }).toEqual({ exitCode: 1, complaint: 'not-saved' });
    expect(await readFile(path)).toEqual(old);
    expect(await filesBesideCopies(dirname(path))).toEqual(['vault.hmv']);
    figure(1, '`ulimit -f` at half the file: the kernel writes short, then refuses', 'told, old file whole');
  },
);
