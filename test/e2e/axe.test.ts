/**
 * Accessibility of every screen and dialog in the real window, light and dark, by axe-core.
 * Runs in the real app. The rule: no violations; the one thing left out is named below with its reason.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { look, takeProblems } from './driver/axe.ts';
import { profileWithFile, profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import { answerSaveDialog } from './driver/save-dialog.ts';
import * as screens from './driver/screens.ts';

let folder: string;
let apps: RunningApp[] = [];

async function start(profile?: string): Promise<RunningApp> {
  const app = await startApp(profile === undefined ? {} : { profile });
  apps.push(app);
  // Colours in the middle of a change are nobody's to read.
  await app.page.emulateMedia({ reducedMotion: 'reduce' });
  return app;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-axe-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(async () => {
  await discardApps(apps);
  apps = [];
  expect(takeProblems()).toEqual([]);
});

test('axe finds what is wrong when something is', async () => {
  const { page } = await start();
  await page.evaluate(() => document.body.append(document.createElement('button')));
  await look(page, 'spoilt');
  expect(takeProblems().join()).toContain('button-name');
});

test('the first start and an empty vault', async () => {
  const { page } = await start();
  await look(page, 'welcome');
  await page.getByRole('button', { name: 'Restore from a backup' }).click();
  await page.getByRole('button', { name: 'Open backup' }).click();
  await page.getByText('Choose a backup file first.').waitFor();
  await look(page, 'restore, with errors');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('button', { name: 'Create a vault' }).click();
  await page.getByLabel('Password', { exact: true }).fill('abc');
  await page.getByRole('button', { name: 'Create vault' }).click();
  await page.getByText('Use at least 8 characters.').waitFor();
  await look(page, 'create, with errors');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await screens.createVault(page);
  await look(page, 'empty vault');
});

test('unlocking, and a vault that cannot be opened', async () => {
  const locked = await start(await profileWithVault());
  await screens.typePassword(locked.page, 'wrong horse battery');
  await locked.page.getByText('That is not the password. Try again.').waitFor();
  await look(locked.page, 'unlock, with an error');
  const damaged = await start(await profileWithFile(Buffer.from('x')));
  await damaged.page.getByRole('heading', { name: 'The vault file is damaged' }).waitFor();
  await look(damaged.page, 'damaged vault');
});

test('the list and every dialog', async () => {
  const app = await start(await profileWithVault({ damagedRecords: ['{}'] }));
  const { page } = app;
  const close = async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: /./ }).first().waitFor({ state: 'detached' });
  };
  const rowMenu = async (item: string) => {
    await screens
      .row(page, 'GitHub')
      .getByRole('button', { name: /^More for / })
      .click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  };
  await screens.unlock(page);
  await screens.shownCode(page, 'GitHub');
  await look(page, 'codes');
  await page.getByRole('searchbox').fill('nothing like this');
  await look(page, 'no match');
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Lock', exact: true }).waitFor();
  await look(page, 'menu');
  await page.keyboard.press('Escape');

  await screens.chooseFromMenu(page, 'More', 'Settings');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
  await look(page, 'settings');
  await close();
  await screens.chooseFromMenu(page, 'More', 'Restore…');
  await look(page, 'restore');
  await close();
  await rowMenu('Edit');
  await page.getByRole('dialog').getByRole('button', { name: 'More' }).click();
  await look(page, 'edit');
  await close();
  await rowMenu('Show QR code');
  await look(page, 'QR code, password');
  await page.getByLabel('Vault password').fill(screens.PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: /^QR code of/ }).waitFor();
  await look(page, 'QR code');
  await close();
  await answerSaveDialog(app, path.join(folder, 'a.halfminute-backup'));
  await screens.backUpNow(page, 'wrong horse battery');
  await page.getByText('That is not the password. Try again.').waitFor();
  await look(page, 'backup, with an error');
  await page.getByLabel('Vault password').fill(screens.PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('Verified 2 of 2').waitFor();
  await look(page, 'backup, verified');
  await close();
  await screens.chooseFromMenu(page, 'Add account', 'Enter a setup key');
  await look(page, 'setup key');
  await close();
  await screens.enterSetupKey(page, { issuer: 'GitHub', accountName: 'ada', key: 'JBSWY3DPEHPK3PXP' });
  await page.getByRole('dialog', { name: 'Found one account' }).waitFor();
  await look(page, 'review of a conflict');
  await page.getByRole('radio', { name: 'Keep both' }).click();
  await screens.addButton(page).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).waitFor();
  await look(page, 'added');
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await look(page, 'message with undo');
});
