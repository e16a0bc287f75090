/** Exporting for other apps in chromium on the fake: encrypted first, what is lost by name, codes on the screen. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFromList } from './choose-from-list.ts';
import { chooseFromMore, dialog, expectAccessible } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const open = {
  status: 'unlocked',
  password: 'correct horse',
  accounts: [
    { issuer: 'GitHub', accountName: 'alice' },
    { issuer: 'Blue Bank', accountName: 'bob', digits: 8 },
    { issuer: 'Valve', accountName: 'dora', type: 'steam', digits: 5 },
  ],
} as const;

async function openExport(fake: object = {}, options: object = {}): Promise<Page> {
  const page = await under.open({ fake: { ...open, ...fake }, ...options });
  await chooseFromMore(page, 'Export for another app…');
  return page;
}
const chooseFormat = (page: Page, name: string) =>
  chooseFromList(page.getByRole('combobox', { name: 'Format' }), name);
const choosePlain = (page: Page) => page.getByRole('radio', { name: 'Not encrypted' }).click();

describe('an encrypted export', () => {
  it('is what is offered first, and needs a password typed twice and the vault’s', async () => {
    const page = await openExport();
    expect(await page.getByRole('radio', { name: 'Encrypted', exact: true }).isChecked()).toBe(true);
    await page.getByText('All 3 accounts fit.').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Password of the file').fill('a longer password');
    await page.keyboard.press('Enter');
    await page.getByText('The two passwords differ.').waitFor();
    await page.getByLabel('Password, once more').fill('a longer password');
    await page.getByRole('button', { name: 'Choose where to save…' }).click();
    await page.getByText('Type the password.').waitFor();
    await page.getByLabel('Vault password').fill('a longer password');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the password. Try again.').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Vault password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByText('Verified 3 of 3').waitFor();
    await page.getByText('fake-aegis-encrypted was read back').waitFor();
    expect(await page.getByText('is not encrypted').count()).toBe(0);
    await expectAccessible(page);
  });

  it('is cancelled while it is being written, and the dialog stays', async () => {
    const page = await openExport();
    await page.getByLabel('Password of the file').fill('goes on and on');
    await page.getByLabel('Password, once more').fill('goes on and on');
    await page.getByLabel('Vault password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByRole('progressbar').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Choose where to save…' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await dialog(page, 'Export for another app').waitFor({ state: 'detached' });
  });

  it('names what its format has no place for', async () => {
    const page = await openExport();
    await chooseFormat(page, '2FAS');
    await page.getByText('Without tags: GitHub: alice.').waitFor();
    await page.getByText('Without the note: GitHub: alice.').waitFor();
  });

  it('says why it failed, and a file that was not verified is not praised', async () => {
    const page = await openExport({ failures: { 'export.write': 'export-not-verified' } });
    await page.getByLabel('Password of the file').fill('a longer password');
    await page.getByLabel('Password, once more').fill('a longer password');
    await page.getByLabel('Vault password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Do not rely on it' }).waitFor();
    expect(await page.getByText(/^Verified/).count()).toBe(0);
  });
});

describe('a plain export', () => {
  it('says what it means before and after, and takes the vault’s password', async () => {
    const page = await openExport();
    await choosePlain(page);
    await chooseFormat(page, 'List of Key URIs (otpauth)');
    await page.getByText('Whoever gets hold of this can make your sign-in codes').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Vault password').fill('something else');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the password. Try again.').waitFor();
    await page.getByLabel('Vault password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByText('Verified 3 of 3').waitFor();
    await page.getByText('fake-otpauth-uri-list is not encrypted').waitFor();
    await expectAccessible(page);
  });
});

describe('QR codes for Google Authenticator', () => {
  it('leave out by name what the phone cannot hold, and are shown one after the other', async () => {
    const page = await openExport();
    await choosePlain(page);
    await page.getByText('1 of 3 accounts fit.').waitFor();
    await page.getByText('Blue Bank: bob: the app makes no codes of this length.').waitFor();
    await page.getByText('Valve: dora: the app makes no codes of this kind.').waitFor();
    await page.getByLabel('Vault password').fill('correct horse');
    await page.keyboard.press('Enter');
    await dialog(page, 'QR codes').waitFor();
    await page.getByRole('img', { name: 'QR code of Code 1 of 2' }).waitFor();
    await expectAccessible(page);
    expect(await page.getByRole('button', { name: 'Previous code' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Next code' }).click();
    await page.getByRole('img', { name: 'QR code of Code 2 of 2' }).waitFor();
    expect(await page.getByRole('img', { name: /^QR code of/ }).count()).toBe(1);
  });

  it('are all on paper', async () => {
    const page = await openExport();
    await choosePlain(page);
    await chooseFormat(page, 'A QR code for each account');
    await page.getByLabel('Vault password').fill('correct horse');
    await page.getByRole('button', { name: 'Show QR codes' }).click();
    await page.getByRole('img', { name: 'QR code of GitHub: alice' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('img', { name: /^QR code of/ }).count()).toBe(3);
    expect(await page.getByRole('button').count()).toBe(0);
  });

  it('are not shown where no account fits', async () => {
    const page = await openExport({ accounts: open.accounts.slice(1) });
    await choosePlain(page);
    await page.getByText('0 of 2 accounts fit.').waitFor();
    await page.getByLabel('Vault password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByText('No account of your vault fits into this format').waitFor();
  });
});
