/**
 * Accessibility of the dialogs around the list in the real window, light and dark, by axe-core: what is kept beside an
 * account, the checks, the bin and the history, the exports, the ways to scan.
 * Runs in the real app. The rule: no violations; each dialog is looked at with something in it.
 */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { look, takeProblems } from './driver/axe.ts';
import { profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import {
  chooseFromMenu,
  closeDialog,
  leaveAll,
  openDialog,
  PASSWORD,
  row,
  shownCode,
  unlock,
} from './driver/screens.ts';

let app: RunningApp;
let page: Page;

beforeAll(async () => {
  app = await startApp({ profile: await profileWithVault() });
  page = app.page;
  // Colours in the middle of a change are nobody's to read.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await unlock(page);
  await shownCode(page, 'GitHub');
});
afterAll(() => discardApps(app ? [app] : []));
afterEach(async () => {
  expect(takeProblems()).toEqual([]);
  await leaveAll(page);
});

const titled = (name: string) => openDialog(page).and(page.getByRole('dialog', { name, exact: true }));

async function chooseFromRow(name: string, item: string): Promise<void> {
  await row(page, name)
    .getByRole('button', { name: /^More for / })
    .click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

test('recovery codes: none, found in a text, kept and shown', async () => {
  await chooseFromRow('GitHub', 'Recovery codes…');
  const form = titled('Recovery codes');
  await form.getByLabel('Codes from the site').waitFor();
  await look(page, 'recovery codes, none');
  await form.getByLabel('Codes from the site').fill('Keep these safe\n\n1a2b3-c4d5e\n5f6a7-b8c9d');
  await form.getByText('2 codes found:').waitFor();
  await look(page, 'recovery codes, found');
  await form.getByRole('button', { name: 'Keep 2 codes' }).click();
  await form.getByRole('button', { name: 'Show codes' }).click();
  await form.getByText('5f6a7-b8c9d').waitFor();
  await look(page, 'recovery codes, shown');
});

test('the check of a code, and of the clock', async () => {
  await chooseFromRow('GitHub', 'Check a code…');
  await titled('Check a code').getByLabel('Code that the site took').fill('12ab');
  await page.keyboard.press('Enter');
  await titled('Check a code').getByText('A code has 5 to 8 digits.').waitFor();
  await look(page, 'check of a code, with an error');
  await closeDialog(page);
  await chooseFromMenu(page, 'More', 'Check the clock…');
  await titled('Check the clock').waitFor();
  await look(page, 'check of the clock');
});

test('the health of the vault', async () => {
  await chooseFromMenu(page, 'More', 'Health…');
  await titled('Health').getByText('Only the password opens the vault').waitFor();
  await look(page, 'health');
});

test('the bin and the history', async () => {
  await chooseFromRow('Proton', 'Delete');
  await row(page, 'Proton').waitFor({ state: 'detached' });
  await chooseFromMenu(page, 'More', 'Bin');
  await titled('Bin').getByText('Proton (bob)').waitFor();
  await look(page, 'bin');
  await titled('Bin').getByRole('button', { name: 'Restore Proton (bob)' }).click();
  await titled('Bin').getByText('The bin is empty.').waitFor();
  await look(page, 'bin, empty');
  await closeDialog(page);
  await row(page, 'Proton').waitFor();
  await chooseFromMenu(page, 'More', 'History');
  await titled('History').getByText('Deleted Proton (bob)').waitFor();
  await look(page, 'history');
  await closeDialog(page);
  await chooseFromRow('Proton', 'History');
  await titled('History of Proton (bob)').getByText('Deleted Proton (bob)').waitFor();
  await look(page, 'history of an account');
});

test('the export, encrypted and plain, and its QR codes', async () => {
  await chooseFromMenu(page, 'More', 'Export for another app…');
  await page.getByText('All 2 accounts fit.').waitFor();
  await look(page, 'export, encrypted');
  await page.getByRole('radio', { name: 'Not encrypted' }).click();
  await page.getByText('Whoever gets hold of this can make your sign-in codes').waitFor();
  await look(page, 'export, plain');
  await page.getByLabel('Vault password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await titled('QR codes').getByRole('img').first().waitFor();
  await look(page, 'export, QR codes');
});

test('import, before a file is chosen', async () => {
  await chooseFromMenu(page, 'More', 'Import from another app…');
  await openDialog(page).waitFor();
  await look(page, 'import');
});

test.each([
  ['More ways to scan', 'Choose a window…'],
  ['More ways to scan', 'Watch the screen…'],
  ['Add account', 'Use the camera…'],
])('%s: %s', async (menu, item) => {
  await chooseFromMenu(page, menu, item);
  await openDialog(page).waitFor();
  await look(page, item);
});
