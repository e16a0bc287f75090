/** "Enter a setup key" in the real app: keys as pages print them, every parameter, and what is said of slips. */
import { expect, test } from 'vitest';
import { chooseFromList } from '../page/choose-from-list.ts';
import { pasteText } from './driver/giving.ts';
import { withOpenVault } from './driver/open-vault.ts';
import {
  addReviewed,
  chooseFromMenu,
  closeDialog,
  enterSetupKey,
  openDialog,
  row,
  rows,
  shownCode,
} from './driver/screens.ts';
import { expectAccepted, expectSteamCode } from './driver/verifier.ts';

const app = withOpenVault();
const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

async function openForm() {
  const { page } = app();
  await chooseFromMenu(page, 'Add account', 'Enter a setup key');
  return page.getByRole('dialog', { name: 'Enter a setup key' });
}

test.each([
  ['with spaces and lower case', 'gezd gnbv gy3t qojq gezd gnbv gy3t qojq'],
  ['with dashes', 'GEZD-GNBV-GY3T-QOJQ-GEZD-GNBV-GY3T-QOJQ'],
  ['with padding and a line break', ' GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ====== \n'],
])('takes a key %s', async (how, key) => {
  const { page } = app();
  await enterSetupKey(page, { issuer: 'Printed', accountName: how, key });
  await page.getByRole('dialog', { name: 'Found one account' }).waitFor();
  await addReviewed(page);
  await expectAccepted(`otpauth://totp/x?secret=${KEY}`, await shownCode(page, how));
});

test.each([
  ['0 typed for O', 'GEZDGNBVGY3TQ0JQ', 'It is probably O for 0, I or L for 1, B for 8, g for 9.'],
  ['1 typed for I', 'GEZDGNBVGY3TQ1JQ', 'A key has no 0, 1, 8 or 9.'],
  ['8 typed for B', 'GEZDGN8VGY3TQOJQ', 'A key has no 0, 1, 8 or 9.'],
  ['9 typed for g', 'GEZDGN9VGY3TQOJQ', 'A key has no 0, 1, 8 or 9.'],
  ['another character', 'GEZDGNBVGY3TQO!Q', 'A key has only the letters A to Z and the digits 2 to 7.'],
  ['padding in the middle', 'GEZDGNBV==GY3TQOJQ', 'The sign = may stand only at the end.'],
])('explains %s while it is typed, and goes on once it is mended', async (_what, key, sentence) => {
  const form = await openForm();
  const field = form.getByLabel('Setup key', { exact: true });
  await field.fill(key);
  await form.getByRole('alert').filter({ hasText: sentence }).waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await field.fill('GEZDGNBVGY3TQOJQ');
  await form.getByRole('alert').waitFor({ state: 'detached' });
  await closeDialog(app().page);
});

test.each([
  ['no key', '', 'Type the key that the website shows.'],
  ['half a key', 'A', 'This key is too short.'],
])('does not go on with %s', async (_what, key, sentence) => {
  const form = await openForm();
  await form.getByLabel('Setup key', { exact: true }).fill(key);
  await form.getByRole('button', { name: 'Continue' }).click();
  await form.getByRole('alert').filter({ hasText: sentence }).waitFor();
  await closeDialog(app().page);
});

test('takes algorithm, digits and period under More, and refuses what no code has', async () => {
  const { page } = app();
  const form = await openForm();
  await form.getByLabel('Issuer').fill('Unusual');
  await form.getByLabel('Setup key', { exact: true }).fill(KEY);
  await form.getByRole('button', { name: 'More' }).click();
  await chooseFromList(form.getByRole('combobox', { name: 'Algorithm' }), 'SHA-256');
  for (const digits of ['3', '11', 'six', '']) {
    await form.getByLabel('Digits').fill(digits);
    await form.getByRole('alert').filter({ hasText: 'A whole number from 4 to 10.' }).waitFor();
  }
  await form.getByLabel('Digits').fill('8');
  for (const period of ['0', '3601', '1.5']) {
    await form.getByLabel('Seconds per code').fill(period);
    await form.getByRole('alert').filter({ hasText: 'A whole number from 1 to 3600.' }).waitFor();
  }
  await form.getByRole('button', { name: 'Continue' }).click();
  await form.getByRole('alert').filter({ hasText: 'Something that was entered cannot be used.' }).waitFor();
  await form.getByLabel('Seconds per code').fill('60');
  await form.getByRole('button', { name: 'Continue' }).click();
  await openDialog(page).getByText('SHA-256, 8 digits, every 60 s').waitFor();
  await addReviewed(page);
  const uri = `otpauth://totp/x?secret=${KEY}&algorithm=SHA256&digits=8&period=60`;
  await expectAccepted(uri, await shownCode(page, 'Unusual'));
});

test('takes a counter based key with its counter', async () => {
  const { page } = app();
  const form = await openForm();
  await form.getByLabel('Issuer').fill('Counting');
  await form.getByLabel('Setup key', { exact: true }).fill(KEY);
  await form.getByRole('radio', { name: 'Counter based' }).click();
  await form.getByRole('button', { name: 'More' }).click();
  expect(await form.getByLabel('Seconds per code').count()).toBe(0);
  await form.getByLabel('Counter', { exact: true }).fill('-1');
  await form.getByRole('alert').filter({ hasText: 'A whole number, 0 or more.' }).waitFor();
  await form.getByLabel('Counter', { exact: true }).fill('7');
  await form.getByRole('button', { name: 'Continue' }).click();
  await openDialog(page).getByText('SHA-1, 6 digits, counter 7').waitFor();
  await addReviewed(page);
  await page.getByRole('button', { name: 'Next code for Counting' }).click();
  // RFC 4226 appendix D: the code of counter 7.
  expect(await shownCode(page, 'Counting')).toBe('162583');
});

test('takes a Steam key', async () => {
  const { page } = app();
  await enterSetupKey(page, { issuer: 'Steam', accountName: 'gordon', key: KEY, kind: 'Steam' });
  await openDialog(page).getByText('Steam Guard, 5 characters').waitFor();
  await addReviewed(page);
  expectSteamCode(KEY, await shownCode(page, 'gordon'));
});

const WHOLE = `otpauth://totp/Whole:ada?secret=${KEY}&issuer=Whole&algorithm=SHA512&digits=8`;

test('takes a whole link typed into the key field, with its own parameters', async () => {
  const { page } = app();
  await enterSetupKey(page, { issuer: '', accountName: 'typed', key: WHOLE });
  await openDialog(page).getByText('SHA-512, 8 digits, every 30 s').waitFor();
  await addReviewed(page);
  expect(await row(page, 'Whole').innerText()).toContain('typed');
  await expectAccepted(WHOLE, await shownCode(page, 'Whole'));
});

test('takes a whole link pasted into the key field', async () => {
  const { page } = app();
  const before = await rows(page).count();
  const form = await openForm();
  await form.getByLabel('Setup key', { exact: true }).focus();
  await pasteText(app(), WHOLE.replaceAll('Whole', 'Pasted'));
  const sheet = page.getByRole('dialog', { name: 'Found one account' });
  await sheet
    .or(form.getByRole('button', { name: 'Continue' }))
    .first()
    .waitFor();
  if (!(await sheet.isVisible())) await form.getByRole('button', { name: 'Continue' }).click();
  await sheet.getByText('SHA-512, 8 digits, every 30 s').waitFor();
  await addReviewed(page);
  expect(await rows(page).count()).toBe(before + 1);
});
