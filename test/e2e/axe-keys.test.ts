/**
 * Accessibility of the dialogs for keys, paper, icons, tags and records in the real window, light and dark, by axe-core.
 * Runs in the real app. The rule: no violations; each dialog is looked at with something in it.
 */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { look, takeProblems } from './driver/axe.ts';
import { profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import { chooseFromMenu, openDialog, PASSWORD, row, rows, shownCode, unlock } from './driver/screens.ts';

let app: RunningApp;
let page: Page;

beforeAll(async () => {
  app = await startApp({ profile: await profileWithVault({ damagedRecords: ['{}'] }) });
  page = app.page;
  // Colours in the middle of a change are nobody's to read.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await unlock(page);
  await shownCode(page, 'GitHub');
});
afterAll(() => discardApps(app ? [app] : []));
afterEach(async () => {
  // One dialog may lie over another; each Escape closes one.
  await expect
    .poll(async () => {
      const count = await openDialog(page).count();
      if (count > 0) await page.keyboard.press('Escape');
      return count;
    })
    .toBe(0);
  expect(takeProblems()).toEqual([]);
});

const titled = (name: string) => page.getByRole('dialog', { name, exact: true });

async function fromSettings(button: string): Promise<void> {
  await chooseFromMenu(page, 'More', 'Settings');
  await titled('Settings').getByRole('button', { name: button, exact: true }).click();
}

test('the change of the password', async () => {
  await fromSettings('Change password…');
  await titled('Change password').getByLabel('Current password').waitFor();
  await look(page, 'change of the password');
});

test('a recovery key, from the password to the words typed back', async () => {
  await fromSettings('Make a recovery key…');
  await titled('Make a recovery key').getByLabel('Vault password').waitFor();
  await look(page, 'recovery key, password');
  await titled('Make a recovery key').getByLabel('Vault password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await titled('Your recovery key')
    .getByRole('img', { name: /QR code/ })
    .waitFor();
  await look(page, 'recovery key, sheet');
  await titled('Your recovery key').getByRole('button', { name: 'I have the words' }).click();
  await titled('Type two words back').waitFor();
  await look(page, 'recovery key, typed back');
});

test('the password of the recovery codes', async () => {
  await fromSettings('Set a password');
  await titled('Password for recovery codes').waitFor();
  await look(page, 'password of the recovery codes');
});

test('the paper vault', async () => {
  await chooseFromMenu(page, 'More', 'Print a paper vault…');
  await titled('Print a paper vault')
    .getByText(/accounts fit\./)
    .waitFor();
  await look(page, 'paper vault');
});

test('records that cannot be read', async () => {
  await page.getByRole('button', { name: 'Save a copy…' }).click();
  await titled('Save records that cannot be read').waitFor();
  await look(page, 'unread records');
});

test('emptying the bin', async () => {
  await row(page, 'Proton')
    .getByRole('button', { name: /^More for / })
    .click();
  await page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
  await row(page, 'Proton').waitFor({ state: 'detached' });
  await chooseFromMenu(page, 'More', 'Bin');
  await titled('Bin').getByRole('button', { name: 'Empty bin…' }).click();
  await titled('Empty the bin').waitFor();
  await look(page, 'emptying the bin');
  await titled('Empty the bin').getByRole('button', { name: 'Cancel' }).click();
  await titled('Bin')
    .getByRole('button', { name: /^Restore Proton/ })
    .click();
  await titled('Bin').getByText('The bin is empty.').waitFor();
});

test('the choice of a logo', async () => {
  await row(page, 'GitHub')
    .getByRole('button', { name: /^More for / })
    .click();
  await page.getByRole('menuitem', { name: 'Edit', exact: true }).click();
  await titled('Edit account').getByRole('button', { name: 'Choose a logo…' }).click();
  await titled('Choose a logo').getByRole('button', { name: 'GitHub', exact: true }).waitFor();
  await look(page, 'choice of a logo');
});

test('a selection and its tags', async () => {
  await expect.poll(() => rows(page).count()).toBeGreaterThan(1);
  await chooseFromMenu(page, 'More', 'Select accounts');
  await look(page, 'selection');
  await page.getByRole('button', { name: 'All', exact: true }).last().click();
  await page.getByRole('button', { name: 'Tag…' }).click();
  await openDialog(page).waitFor();
  await look(page, 'tags of a selection');
  await page.keyboard.press('Escape');
});

test('the review of duplicates', async () => {
  await chooseFromMenu(page, 'More', 'Review duplicates…');
  await titled('Possible duplicates').waitFor();
  await look(page, 'duplicates');
});

test('the keyboard map', async () => {
  await page.keyboard.press('?');
  await openDialog(page).waitFor();
  await look(page, 'keyboard map');
});
