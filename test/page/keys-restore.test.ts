/** Opening a backup with the recovery key instead of its password, in chromium on the fake. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chooseFromMore, dialog, expectAccessible, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const RECOVERY_WORDS = `${'abandon '.repeat(23)}art`;
const file = {
  name: 'mine.halfminute-backup',
  mimeType: 'application/octet-stream',
  buffer: Buffer.from('backup'),
};

it.each([360, 1100])('at %i px: opens the vault of a first start', async (width) => {
  const page = await under.open({ viewport: { width, height: 720 } });
  await page.getByRole('button', { name: /Restore from a backup/ }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Use the recovery key' }).click();
  await page.getByRole('button', { name: 'Open backup' }).click();
  await page.getByText('Type the words from your sheet.').waitFor();
  await page.getByLabel('Words').fill('abandon');
  await page.getByRole('button', { name: 'Open backup' }).click();
  await page.getByText('These words are not a recovery key.').waitFor();
  await expectAccessible(page);
  await page.getByLabel('Words').fill(RECOVERY_WORDS);
  await page.getByRole('button', { name: 'Open backup' }).click();
  await page.getByRole('heading', { name: 'One account in this backup' }).waitFor();
  expect(await page.content()).not.toContain('abandon');
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await rowButton(page, 'one').waitFor();
});

it('opens beside an open vault, and the password stays a way', async () => {
  const page = await under.open({ fake: { status: 'unlocked', accounts: [{ issuer: 'GitHub' }] } });
  await chooseFromMore(page, 'Restore…');
  const form = dialog(page, 'Restore from a backup');
  await form.locator('input[type=file]').setInputFiles(file);
  await form.getByRole('button', { name: 'Use the recovery key' }).click();
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Use the backup’s password' }).click();
  await form.getByLabel('Password of the backup').waitFor();
  await form.getByRole('button', { name: 'Use the recovery key' }).click();
  await form.getByLabel('Words').fill(RECOVERY_WORDS);
  await form.getByRole('button', { name: 'Open backup' }).click();
  await page.getByRole('button', { name: 'Add account', exact: true }).last().waitFor();
  await form.waitFor({ state: 'detached' });
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
