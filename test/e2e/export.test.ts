/**
 * Leaving for another app in the real app: an encrypted file that comes back the same, a plain one, codes off the screen.
 * The rule: the vault's own file stays as it is, and no password or secret is printed.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { parseMigrationUri } from '../../electron/otp/migration.ts';
import { chooseFromList } from '../page/choose-from-list.ts';
import { dropFiles } from './driver/giving.ts';
import { foundInPage, foundInPrinted } from './driver/leaks.ts';
import { profileWithVault, readVaultFile } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import { answerSaveDialog } from './driver/save-dialog.ts';
import * as screens from './driver/screens.ts';

const run = promisify(execFile);
const FILE_PASSWORD = 'meadow copper ninety lantern';
let app: RunningApp;
let folder: string;
let vaultBefore: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-exports-'));
  app = await startApp({ profile: await profileWithVault() });
  await screens.unlock(app.page);
  await screens.rows(app.page).first().waitFor();
  vaultBefore = await readVaultFile(app.profile);
});
afterAll(async () => {
  expect(foundInPrinted(app, [FILE_PASSWORD, screens.PASSWORD])).toEqual([]);
  await discardApps([app]);
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  if (await screens.openDialog(app.page).isVisible()) await app.page.keyboard.press('Escape');
  await screens.openDialog(app.page).waitFor({ state: 'detached' });
  expect(await readVaultFile(app.profile)).toEqual(vaultBefore);
});

async function openExport(target: string): Promise<void> {
  await answerSaveDialog(app, target);
  await screens.chooseFromMenu(app.page, 'More', 'Export for another app…');
  await app.page.getByText('All 2 accounts fit.').waitFor();
}
const chooseFormat = (name: string) =>
  chooseFromList(app.page.getByRole('combobox', { name: 'Format' }), name);

async function exportEncrypted(format: string | null, target: string): Promise<void> {
  await openExport(target);
  if (format !== null) await chooseFormat(format);
  await app.page.getByLabel('Password of the file').fill(FILE_PASSWORD);
  await app.page.getByLabel('Password, once more').fill(FILE_PASSWORD);
  await app.page.getByLabel('Vault password').fill(screens.PASSWORD);
  await app.page.getByRole('button', { name: 'Choose where to save…' }).click();
  await app.page.getByText('Verified 2 of 2').waitFor();
}

test('an encrypted Aegis file is verified, is its owner’s alone, and comes back all the same', async () => {
  const file = path.join(folder, 'aegis.json');
  await exportEncrypted(null, file);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const { header, db } = JSON.parse(await readFile(file, 'utf8'));
  expect([header.slots.length, typeof db]).toEqual([1, 'string']);
  await app.page.getByRole('button', { name: 'Done' }).click();
  await screens.openDialog(app.page).waitFor({ state: 'detached' });

  await dropFiles(app.page, [file]);
  await app.page.getByLabel('Password of the export').fill(FILE_PASSWORD);
  await app.page.getByRole('button', { name: 'Open export' }).click();
  await app.page.getByText('Already in your vault').first().waitFor();
  expect(await app.page.getByRole('button', { name: 'Nothing chosen to add' }).isDisabled()).toBe(true);
});

/** Electron's cryptography is not Node's: each format is sealed and opened in it. */
test.each(['2FAS', 'Ente Auth', 'Stratum (Authenticator Pro)', 'age file'])(
  'the encrypted format %s is verified, too',
  async (format) => {
    const file = path.join(folder, `${format}.out`);
    await exportEncrypted(format, file);
    expect((await stat(file)).size).toBeGreaterThan(100);
  },
);

test('a plain list takes the vault’s password, and says that it is not encrypted', async () => {
  const file = path.join(folder, 'uris.txt');
  await openExport(file);
  await app.page.getByRole('radio', { name: 'Not encrypted' }).click();
  await chooseFormat('List of Key URIs (otpauth)');
  await app.page.getByLabel('Vault password').fill(FILE_PASSWORD);
  await app.page.keyboard.press('Enter');
  await app.page.getByText('That is not the password. Try again.').waitFor();
  await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  await app.page.getByLabel('Vault password').fill(screens.PASSWORD);
  await app.page.keyboard.press('Enter');
  await app.page.getByText('Verified 2 of 2').waitFor();
  await app.page.getByText('uris.txt is not encrypted.').waitFor();
  expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(2);
});

test('codes for Google Authenticator are read off the screen by another program', async () => {
  await openExport(path.join(folder, 'unused'));
  await app.page.getByRole('radio', { name: 'Not encrypted' }).click();
  await app.page.getByText('All 2 accounts fit.').waitFor();
  await app.page.getByLabel('Vault password').fill(screens.PASSWORD);
  await app.page.getByRole('button', { name: 'Show QR codes' }).click();
  const drawing = app.page.getByRole('img', { name: 'QR code of Code 1 of 1' });
  await drawing.waitFor();
  const picture = path.join(folder, 'screen.png');
  await drawing.screenshot({ path: picture });
  const { stdout } = await run('zbarimg', ['--quiet', '--raw', picture]);
  const parsed = parseMigrationUri(stdout.trim());
  expect(parsed.ok && parsed.entries.map(({ ok }) => ok)).toEqual([true, true]);
  expect(await foundInPage(app.page, [stdout.trim()])).toEqual([]);
});
