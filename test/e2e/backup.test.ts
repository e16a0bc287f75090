/**
 * "Back up now": a file is called verified only when a fresh process made every code from it.
 * Runs in the real app; the system's save dialog is answered for the person. The rule: whatever goes wrong while
 * backing up, the vault's own file stays as it is.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readBackup } from '../../electron/vault/backup.ts';
import { foundInPage, foundInPrinted } from './driver/leaks.ts';
import { profileWithVault, readVaultFile, vaultFileOf } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import { answerSaveDialog } from './driver/save-dialog.ts';
import * as screens from './driver/screens.ts';

const run = promisify(execFile);
const OTHER_PASSWORD = 'meadow copper ninety lantern';
let app: RunningApp;
let folder: string;
let vaultBefore: Buffer;

const dialog = () => app.page.getByRole('dialog', { name: 'Back up now' });
const failure = (sentence: RegExp | string) => dialog().getByText(sentence).waitFor();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-backups-'));
  app = await startApp({ profile: await profileWithVault() });
  await screens.unlock(app.page);
  await screens.rows(app.page).first().waitFor();
  vaultBefore = await readVaultFile(app.profile);
});
afterAll(async () => {
  expect(foundInPrinted(app, [OTHER_PASSWORD])).toEqual([]);
  await discardApps([app]);
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  expect(await dialog().count()).toBe(0);
});
afterEach(async () => {
  if (await dialog().isVisible()) await app.page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  expect(await readVaultFile(app.profile)).toEqual(vaultBefore);
});

test('with the vault’s password: verified 2 of 2, and the file opens with that password alone', async () => {
  const file = path.join(folder, 'first.halfminute-backup');
  await answerSaveDialog(app, file);
  await screens.backUpNow(app.page);
  await app.page.getByText('Verified 2 of 2').waitFor();
  await failure(/first\.halfminute-backup was read back, opened afresh/);
  const bytes = await readFile(file);
  expect((await readBackup(bytes, screens.PASSWORD)).vault.entries).toHaveLength(2);
  await expect(readBackup(bytes, OTHER_PASSWORD)).rejects.toMatchObject({ code: 'wrong-password' });
  expect(await readdir(folder)).toEqual(['first.halfminute-backup']);
  await app.page.getByRole('button', { name: 'Done' }).click();
});

test('with a password of its own', async () => {
  const file = path.join(folder, 'other.halfminute-backup');
  await answerSaveDialog(app, file);
  await screens.chooseFromMenu(app.page, 'More', 'Back up now…');
  await dialog().getByRole('switch', { name: 'Use another password for this file' }).click();
  await dialog().getByLabel('Password of the backup').fill(OTHER_PASSWORD);
  await dialog().getByLabel('Password, once more').fill(`${OTHER_PASSWORD}x`);
  await dialog().getByRole('button', { name: 'Choose where to save…' }).click();
  await failure('The two passwords differ.');
  await dialog().getByLabel('Password, once more').fill(OTHER_PASSWORD);
  await dialog().getByLabel('Vault password').fill(OTHER_PASSWORD);
  await dialog().getByRole('button', { name: 'Choose where to save…' }).click();
  await failure('That is not the password. Try again.');
  await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  await dialog().getByLabel('Vault password').fill(screens.PASSWORD);
  await dialog().getByRole('button', { name: 'Choose where to save…' }).click();
  await app.page.getByText('Verified 2 of 2').waitFor();
  const bytes = await readFile(file);
  expect((await readBackup(bytes, OTHER_PASSWORD)).vault.entries).toHaveLength(2);
  await expect(readBackup(bytes, screens.PASSWORD)).rejects.toMatchObject({ code: 'wrong-password' });
  await app.page.getByRole('button', { name: 'Done' }).click();
  expect(await foundInPage(app.page, [OTHER_PASSWORD])).toEqual([]);
});

test('a slip in the vault’s password is caught and writes nothing', async () => {
  const file = path.join(folder, 'slip.halfminute-backup');
  await answerSaveDialog(app, file);
  await screens.backUpNow(app.page, `${screens.PASSWORD}n`);
  await failure('That is not the password. Try again.');
  await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('cancelling the save dialog changes nothing and leaves the form as it was', async () => {
  await answerSaveDialog(app, null);
  const files = await readdir(folder);
  await screens.backUpNow(app.page);
  await dialog().getByRole('button', { name: 'Choose where to save…' }).waitFor();
  expect(await dialog().getByRole('alert').count()).toBe(0);
  expect(await readdir(folder)).toEqual(files);
});

test('a place that cannot be written to is told in a sentence', async () => {
  await answerSaveDialog(app, '/proc/no-such-place.halfminute-backup');
  await screens.backUpNow(app.page);
  await failure(/^(?:Halfminute may not write there\.|This could not be saved)/);
});

test('a folder that is gone is told in a sentence', async () => {
  await answerSaveDialog(app, path.join(folder, 'gone', 'a.halfminute-backup'));
  await screens.backUpNow(app.page);
  await failure(/^This could not be saved/);
});

test('a full disk is told in a sentence, and what was there stays', async (context) => {
  if (process.getuid?.() !== 0) context.skip('only root can mount a disk that is full');
  const disk = path.join(folder, 'disk');
  await mkdir(disk);
  await run('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', disk]);
  try {
    const file = path.join(disk, 'full.halfminute-backup');
    await writeFile(file, 'an earlier backup');
    await answerSaveDialog(app, file);
    await screens.backUpNow(app.page);
    await failure(/^The disk is full/);
    expect(await readFile(file, 'utf8')).toBe('an earlier backup');
    expect(await readdir(disk)).toEqual(['full.halfminute-backup']);
  } finally {
    await run('umount', [disk]);
  }
});

test('the vault’s own file is not taken as the backup’s, by another name either', async () => {
  const link = path.join(folder, 'link.halfminute-backup');
  await symlink(vaultFileOf(app.profile), link);
  await answerSaveDialog(app, link);
  await screens.backUpNow(app.page);
  await failure(/^Halfminute may not write there/);
});

test('a file that is damaged before it is read back is not called verified', async () => {
  const file = path.join(folder, 'damaged.halfminute-backup');
  await answerSaveDialog(app, file);
  // The fresh process is started once the file is written; its start is held until the file is damaged.
  await app.electron.evaluate(async ({ utilityProcess }, target) => {
    const fs = process.mainModule?.require('node:fs') as typeof import('node:fs');
    const fork = utilityProcess.fork.bind(utilityProcess);
    utilityProcess.fork = (...given) => {
      const bytes = fs.readFileSync(target);
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 30) ^ 1, bytes.length - 30);
      fs.writeFileSync(target, bytes);
      utilityProcess.fork = fork;
      return fork(...given);
    };
  }, file);
  await screens.backUpNow(app.page);
  await failure(/^The backup was written, but reading it back failed\. Do not rely on it/);
  expect(await app.page.getByText(/Verified/).count()).toBe(0);
});
