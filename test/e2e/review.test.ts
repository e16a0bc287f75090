/** The review that every way of adding ends in: the same again, conflicts, edited names, and taking it all back. */
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { pasteText } from './driver/giving.ts';
import { withOpenVault } from './driver/open-vault.ts';
import { addReviewed, closeDialog, leaveAll, openDialog, row, rows, shownCode } from './driver/screens.ts';
import { expectAccepted } from './driver/verifier.ts';

const app = withOpenVault();
const OLD_KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const NEW_KEY = 'MFXGCZDBMRQW2ZLTMFXGC3DPMFXGC3DP';
const uriOf = (name: string, key = OLD_KEY) => `otpauth://totp/${name}:ada?secret=${key}&issuer=${name}`;

afterEach(async () => {
  await leaveAll(app().page);
});

async function addOld(name: string): Promise<Page> {
  await pasteText(app(), uriOf(name));
  await addReviewed(app().page);
  return app().page;
}

test('marks what is in the vault already and adds it only when asked', async () => {
  const page = await addOld('Same');
  await pasteText(app(), uriOf('Same'));
  const sheet = openDialog(page);
  await sheet.getByText('Already in your vault').waitFor();
  expect(await sheet.getByRole('button', { name: 'Nothing chosen to add' }).isDisabled()).toBe(true);
  await closeDialog(page);
  expect(await row(page, 'Same').count()).toBe(1);

  await pasteText(app(), [uriOf('Same'), uriOf('Beside')].join('\n'));
  await sheet.getByText('Already in your vault').waitFor();
  await addReviewed(page);
  await page.getByText('One account added. One was skipped.').waitFor();
  expect(await row(page, 'Same').count()).toBe(1);
  expect(await row(page, 'Beside').count()).toBe(1);
});

test('a conflict must be answered', async () => {
  const page = await addOld('Open');
  await pasteText(app(), uriOf('Open', NEW_KEY));
  const sheet = openDialog(page);
  await sheet.getByText('Your vault has this name with another key').waitFor();
  await sheet.getByRole('button', { name: 'Choose what to do first' }).click();
  await sheet.getByRole('alert').filter({ hasText: 'Choose one of the three.' }).waitFor();
  await closeDialog(page);
  await expectAccepted(uriOf('Open'), await shownCode(page, 'Open'));
});

test('replacing changes the key in place, and undo brings the old one back', async () => {
  const page = await addOld('Replaced');
  const before = await rows(page).count();
  await pasteText(app(), uriOf('Replaced', NEW_KEY));
  await openDialog(page).getByRole('radio', { name: 'Replace its key' }).click();
  await addReviewed(page);
  const message = page.getByText('One account has a new key.');
  await message.waitFor();
  expect(await rows(page).count()).toBe(before);
  await expectAccepted(uriOf('Replaced', NEW_KEY), await shownCode(page, 'Replaced'));
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undone').waitFor();
  expect(await rows(page).count()).toBe(before);
  await expect
    .poll(async () => expectAccepted(uriOf('Replaced'), await shownCode(page, 'Replaced')).then(() => true))
    .toBe(true);
});

test('keeping both leaves two rows with the same name and codes of their own', async () => {
  const page = await addOld('Both');
  await pasteText(app(), uriOf('Both', NEW_KEY));
  await openDialog(page).getByRole('radio', { name: 'Keep both' }).click();
  await addReviewed(page);
  await expect.poll(() => row(page, 'Both').count()).toBe(2);
  const codes = row(page, 'Both').locator('.code:not(.code-missing)');
  await expect.poll(() => codes.count()).toBe(2);
  const [first, second] = await codes.allInnerTexts();
  expect(first).not.toBe(second);
});

test('skipping leaves the vault as it is', async () => {
  const page = await addOld('Skipped');
  await pasteText(app(), [uriOf('Skipped', NEW_KEY), uriOf('Taken')].join('\n'));
  await openDialog(page).getByRole('radio', { name: 'Skip' }).click();
  await addReviewed(page);
  await page.getByText('One account added. One was skipped.').waitFor();
  await expectAccepted(uriOf('Skipped'), await shownCode(page, 'Skipped'));
});

test('names can be edited before they are added, and an account can be left out', async () => {
  const { page } = app();
  await pasteText(app(), [uriOf('Edited'), uriOf('Left-out')].join('\n'));
  const card = openDialog(page).getByRole('listitem').filter({ hasText: 'Edited' });
  await card.getByLabel('Account name').fill('  work@example.org  ');
  await card.getByLabel('Issuer').fill('Renamed');
  await openDialog(page).getByRole('checkbox', { name: 'Add Left-out (ada)' }).click();
  await addReviewed(page);
  expect(await row(page, 'Renamed').innerText()).toContain('work@example.org');
  expect(await row(page, 'Left-out').count()).toBe(0);
});

test('an account added by mistake is taken back with one press', async () => {
  const { page } = app();
  const before = await rows(page).count();
  await pasteText(app(), uriOf('Mistake'));
  await addReviewed(page);
  await expect.poll(() => rows(page).count()).toBe(before + 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => rows(page).count()).toBe(before);
});

test('the message about the last change does not lie over the actions of the next review', async () => {
  const { page } = app();
  await pasteText(app(), uriOf('Message'));
  await addReviewed(page);
  await page.getByText('One account added.').waitFor();
  await pasteText(app(), ['Many-a', 'Many-b', 'Many-c', 'Many-d'].map((name) => uriOf(name)).join('\n'));
  // Shorter than the message is shown.
  await openDialog(page).getByRole('button', { name: 'Add 4 accounts' }).click({ timeout: 5000 });
  await openDialog(page).getByRole('button', { name: 'Done' }).click({ timeout: 5000 });
  await expect.poll(() => row(page, 'Many-').count()).toBe(4);
});

test('warns of what is unusual and adds it all the same', async () => {
  const { page } = app();
  await pasteText(app(), 'otpauth://totp/Shop:ada?secret=GEZDGNBV&issuer=Store&digits=5&period=90');
  const sheet = openDialog(page);
  for (const warning of [
    'The key is shorter than recommended',
    'An unusual number of digits.',
    'An unusual period.',
    'The code names two different issuers; check the name.',
  ]) {
    await sheet.getByText(warning).waitFor();
  }
  await addReviewed(page);
  expect(await shownCode(page, 'Sto')).toMatch(/^\d{5}$/);
});
