/** Printing a paper vault and reading one, in chromium on the fake: encrypted first, sheets, what is missing, the password. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFromList } from './choose-from-list.ts';
import { chooseFromMore, dialog, expectAccessible, pasteText } from './page-steps.ts';
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
  ],
} as const;
const CODE = /^QR code \d of 9$/;

async function openPaper(fake: object = {}): Promise<Page> {
  const page = await under.open({ fake: { ...open, ...fake } });
  await chooseFromMore(page, 'Print a paper vault…');
  await dialog(page, 'Print a paper vault').waitFor();
  return page;
}

async function makeEncrypted(page: Page): Promise<void> {
  await page.getByLabel('Password of the paper vault').fill('meadow copper ninety');
  await page.getByLabel('Password, once more').fill('meadow copper ninety');
  await page.getByLabel('Vault password').fill('correct horse');
  await page.getByRole('button', { name: 'Make the sheets' }).click();
  await page.getByRole('img', { name: 'QR code 9 of 9' }).waitFor();
}

describe('printing', () => {
  it('offers encrypted first, says what stays behind, and shows the sheets', async () => {
    const page = await openPaper();
    expect(await page.getByRole('radio', { name: 'Encrypted', exact: true }).isChecked()).toBe(true);
    await page.getByText('All 2 accounts fit.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Make the sheets' }).click();
    expect(await page.getByText('Halfminute paper vault · page').count()).toBe(0);
    await makeEncrypted(page);
    await page.getByText('2 sheets with 9 QR codes, read back and compared: 2 accounts.').waitFor();
    await page.getByText('Halfminute paper vault · page 2 of 2').waitFor();
    expect(await page.getByText('Checksum words: abandon ability able about').count()).toBe(2);
    await page.getByText('Code 9 of 9 · abandon zoo').waitFor();
    await expectAccessible(page);
    expect(await page.locator('body').evaluate((body) => body.outerHTML.includes('HALFMINUTE-PAPER'))).toBe(
      false,
    );
  });

  it('puts nothing but the sheets on paper, of the size that was chosen', async () => {
    const page = await openPaper();
    await chooseFromList(page.getByRole('combobox', { name: 'Paper size' }), 'Letter (8.5 × 11 in)');
    await makeEncrypted(page);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('img', { name: CODE }).count()).toBe(9);
    expect(await page.getByRole('button').count()).toBe(0);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 (\d+)[\d.]* (\d+)/g)].map(([, width, height]) => [
      width,
      height,
    ]);
    expect(boxes).toEqual([
      ['612', '792'],
      ['612', '792'],
    ]);
  });

  it('takes the vault’s password, whatever password the sheets get', async () => {
    const page = await openPaper();
    await page.getByLabel('Password of the paper vault').fill('meadow copper ninety');
    await page.getByLabel('Password, once more').fill('meadow copper ninety');
    await page.getByLabel('Vault password').fill('meadow copper ninety');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the password. Try again.').waitFor();
    expect(await page.getByText('Checksum words').count()).toBe(0);
    await expectAccessible(page);
    await makeEncrypted(page);
  });

  it('that is not encrypted says what it means and takes the vault’s password', async () => {
    const page = await openPaper();
    await page.getByRole('radio', { name: 'Not encrypted' }).click();
    await page.getByText('Whoever gets hold of these sheets').waitFor();
    await page.getByLabel('Vault password').fill('wrong password');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the password. Try again.').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Vault password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByText('NOT ENCRYPTED').first().waitFor();
  });

  it('says why it failed', async () => {
    const page = await openPaper({ failures: { 'paper.make': 'paper-too-large' } });
    await page.getByLabel('Password of the paper vault').fill('meadow copper ninety');
    await page.getByLabel('Password, once more').fill('meadow copper ninety');
    await page.getByLabel('Vault password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByText('These accounts need more than a hundred sheets of paper.').waitFor();
  });
});

describe('reading', () => {
  const paper = {
    setId: '0123456789ABCDEF',
    words: ['abandon', 'ability', 'able', 'about'],
    isEncrypted: true,
    codeCount: 14,
    sheetCount: 3,
    missing: [],
    state: 'incomplete',
  } as const;
  const paste = (page: Page) => pasteText(page, 'HALFMINUTE-PAPER:1:E:0123456789ABCDEF:1:9:00000000:AAAA');

  it('names what is missing by page', async () => {
    const missing = [
      { sheet: 1, numbers: [2, 3], isWholeSheet: false },
      { sheet: 3, numbers: [13, 14], isWholeSheet: true },
    ];
    const page = await under.open({ fake: { ...open, paper: [{ ...paper, missing }] } });
    await page.getByRole('button', { name: 'More', exact: true }).waitFor();
    await paste(page);
    await dialog(page, 'Paper vault').waitFor();
    await page.getByText('Paper vault “abandon ability able about”: 10 of 14 codes read.').waitFor();
    await page.getByText('Still missing: page 1 (codes 2 and 3) and page 3 (all of it).').waitFor();
    await expectAccessible(page);
  });

  it('asks for the password when all is there, and shows the accounts', async () => {
    const page = await under.open({ fake: { ...open, paper: [{ ...paper, state: 'password-needed' }] } });
    await page.getByRole('button', { name: 'More', exact: true }).waitFor();
    await paste(page);
    await page.getByText('Compare the words with those on the paper').waitFor();
    await expectAccessible(page);
    const field = page.getByLabel('Password of this paper vault');
    await field.press('Enter');
    await page.getByText('Type the password.').waitFor();
    await field.fill('wrong password');
    await field.press('Enter');
    await page.getByText('That is not the password. Try again.').waitFor();
    expect(await field.inputValue()).toBe('');
    await field.fill('correct horse');
    await field.press('Enter');
    await dialog(page, 'Found one account').waitFor();
    await page.getByText('all pages read and opened').waitFor();
    await page.getByRole('button', { name: 'Add account' }).waitFor();
  });

  it('says when codes do not belong together', async () => {
    const page = await under.open({ fake: { ...open, paper: [{ ...paper, state: 'damaged' }] } });
    await page.getByRole('button', { name: 'More', exact: true }).waitFor();
    await paste(page);
    await page.getByText('they do not belong together').waitFor();
  });
});
