/** Importing another app's export, chosen or dropped, in chromium on the fake. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FakeExport } from '../fakes/fake-import.ts';
import { chooseFromList } from './choose-from-list.ts';
import { chooseFromMore, dialog, dropFile, expectAccessible, findViolations, row } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(async () => {
  const problems = under?.problems;
  await under?.stop();
  expect(problems).toEqual([]);
});

const fake = { status: 'unlocked', accounts: [{ issuer: 'GitHub', accountName: 'alice' }] } as const;
const ACCOUNTS = [
  { issuer: 'Shop', accountName: 'dan', secret: 'A' },
  { issuer: 'Yandex', accountName: 'fay', type: 'yandex', digits: 8, secret: 'B' },
  { issuer: 'Motp', accountName: 'eve', type: 'motp', periodSeconds: 10, secret: 'C' },
] as const;

const base64 = (content: FakeExport) => Buffer.from(JSON.stringify(content)).toString('base64');
async function drop(page: Page, content: FakeExport): Promise<void> {
  await row(page, 'GitHub').waitFor();
  await dropFile(page, 'export.json', 'application/json', base64(content));
}

async function choose(page: Page, content: FakeExport, name = 'export.json'): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Choose (?:another )?file…$/ }).click();
  await (await chooser).setFiles({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(content)),
  });
}

describe('a database whose newest entries may be in a log beside it', () => {
  it('says so above the review, and below why it gave nothing', async () => {
    const page = await under.open({ fake });
    await drop(page, { fakeExport: ACCOUNTS, hasWriteAheadLog: true });
    const sheet = dialog(page, '3 accounts in this export');
    await sheet.getByText('Newer accounts may be in export.json-wal beside this file').waitFor();
    await expectAccessible(page);
    await sheet.getByRole('button', { name: 'Cancel' }).click();
    await drop(page, { fakeExport: [], problem: 'table-without-rowid', hasWriteAheadLog: true });
    const refused = dialog(page, 'Import from another app');
    await refused.getByText('does not read (WITHOUT ROWID). Make an export').waitFor();
    await refused.getByText('Newer accounts may be in export.json-wal').waitFor();
    await expectAccessible(page);
  });
});

describe('an export', () => {
  it('dropped on the window is reviewed, added as one, and undone as one', async () => {
    const page = await under.open({ fake });
    await drop(page, {
      fakeExport: ACCOUNTS,
      leftOut: [
        { name: 'Old', reason: 'no-secret' },
        { name: '', reason: 'no-secret' },
        { name: 'Push', reason: 'push-only' },
      ],
    });
    const sheet = dialog(page, '3 accounts in this export');
    await sheet.getByText('2 left out, as they hold no key: Old and an entry without a name.').waitFor();
    await sheet.getByText('Left out, as it approves sign-ins by message and makes no codes: Push.').waitFor();
    await sheet.getByText('Yandex Key, 8 letters, every 30 s').waitFor();
    await sheet.getByText('Mobile-OTP, 6 characters, every 10 s').waitFor();
    await expectAccessible(page);
    await sheet.getByRole('button', { name: 'Add 3 accounts' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await row(page, 'Motp').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'Motp').waitFor({ state: 'detached' });
    await row(page, 'GitHub').waitFor();
  });

  it('is counted, shows both codes of a conflict, and takes one answer for all conflicts', async () => {
    const existing = [
      { issuer: 'GitHub', accountName: 'alice', secret: 'A' },
      { issuer: 'Shop', accountName: 'dan', secret: 'B' },
      { issuer: 'Mail', accountName: 'eve', secret: 'C' },
    ];
    const page = await under.open({ fake: { status: 'unlocked', accounts: existing } });
    await drop(page, {
      fakeExport: [
        { issuer: 'GitHub', accountName: 'alice', secret: 'NEW' },
        { issuer: 'Shop', accountName: 'dan', secret: 'NEW' },
        { issuer: 'Mail', accountName: 'eve', secret: 'C' },
        { issuer: 'Fresh', accountName: 'fay', secret: 'D', tags: ['Work', 'Home'], note: 'n' },
      ],
      leftOut: [{ name: 'Old', reason: 'no-secret' }],
    });
    const sheet = dialog(page, '4 accounts in this export');
    const counts = sheet.getByRole('list', { name: 'What was found' });
    await counts.getByText('1 new').waitFor();
    await counts.getByText('1 already in your vault').waitFor();
    await counts.getByText('2 with another key').waitFor();
    await counts.getByText('1 left out').waitFor();
    await sheet.getByText('Tags: Work and Home · with a note').waitFor();
    await sheet.getByRole('button', { name: 'Save report…' }).click();
    await page.getByText('Saved report.txt. It has names and reasons, no keys.').waitFor();
    const conflict = sheet.locator('.candidate').filter({ hasText: 'GitHub' });
    await expect.poll(() => conflict.locator('.conflict-code-value').allInnerTexts()).toHaveLength(2);
    const codes = async () =>
      (await conflict.locator('.conflict-code-value [aria-hidden]').allInnerTexts()).filter(Boolean);
    await expect.poll(async () => new Set(await codes()).size).toBe(2);
    await expectAccessible(page);
    const all = sheet.getByRole('radiogroup', { name: 'For every account with another key' });
    await all.getByRole('radio', { name: 'Keep both' }).click();
    await sheet.getByRole('button', { name: 'Add 3 accounts' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => row(page, 'GitHub').count()).toBe(2);
  });

  it('is asked for a PIN that it does not hold', async () => {
    const page = await under.open({ fake });
    await drop(page, { fakeExport: [{ issuer: 'Motp', accountName: 'eve', type: 'motp', secret: '' }] });
    const sheet = dialog(page, 'One account in this export');
    await sheet
      .getByRole('button', { name: 'Choose first' })
      .or(sheet.getByRole('button', { name: 'Add account' }))
      .click();
    await sheet.getByText('Type the PIN, or leave this account out.').waitFor();
    await expectAccessible(page);
    await expect
      .poll(() =>
        sheet.getByLabel('PIN', { exact: true }).evaluate((field) => field === document.activeElement),
      )
      .toBe(true);
    await sheet.getByLabel('PIN', { exact: true }).fill('1234');
    await sheet.getByRole('button', { name: 'Add account' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await row(page, 'Motp').waitFor();
  });

  it('is asked its password, which may be wrong at first', async () => {
    const page = await under.open({ fake });
    await chooseFromMore(page, 'Import from another app…');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Open export' }).click();
    await page.getByText('Choose an export first.').waitFor();
    await choose(page, { fakeExport: ACCOUNTS, password: 'sesame' });
    await page.getByText(/^This export is encrypted\./).waitFor();
    await page.getByLabel('Password of the export').fill('seasam');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the password of this export. Try again.').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Password of the export').fill('sesame');
    await page.keyboard.press('Enter');
    await dialog(page, '3 accounts in this export').waitFor();
  });

  it('that takes long to open says so, and is given up by Cancel', async () => {
    const page = await under.open({ fake });
    await chooseFromMore(page, 'Import from another app…');
    await choose(page, { fakeExport: ACCOUNTS, password: 'sesame', isEndless: true });
    await page.getByLabel('Password of the export').fill('sesame');
    await page.keyboard.press('Enter');
    const sheet = dialog(page, 'Import from another app');
    await sheet.getByRole('progressbar', { name: 'Reading…' }).waitFor();
    // The bar moves all the while, so there is no moment without animations to wait for.
    expect(await findViolations(page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Cancel' }).click();
    await sheet.getByRole('progressbar').waitFor({ state: 'detached' });
    await sheet.getByRole('button', { name: 'Open export' }).waitFor();
    await sheet.getByRole('button', { name: 'Cancel' }).click();
    await sheet.waitFor({ state: 'detached' });
  });

  it('that is damaged says so, and another can be chosen', async () => {
    const page = await under.open({ fake });
    await drop(page, { fakeExport: [], problem: 'damaged' });
    await dialog(page, 'Import from another app')
      .getByText('The file is damaged or incomplete. Export it again.')
      .waitFor();
    await expectAccessible(page);
    await choose(page, { fakeExport: ACCOUNTS.slice(0, 1) });
    await dialog(page, 'One account in this export').waitFor();
  });

  it('that is a table of unknown columns is asked about them', async () => {
    const page = await under.open({ fake });
    await drop(page, { fakeExport: ACCOUNTS, columns: ['site', '', 'remarks'] });
    await page.getByText('Which columns of this table hold what?').waitFor();
    await chooseFromList(page.getByRole('combobox', { name: 'Setup keys are in' }), 'Column 2');
    await chooseFromList(page.getByRole('combobox', { name: 'Issuers are in' }), 'Column 1: site');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Open export' }).click();
    await dialog(page, '3 accounts in this export').waitFor();
  });

  it('that fits two formats is asked which it is', async () => {
    const page = await under.open({ fake });
    await drop(page, { fakeExport: ACCOUNTS, formats: ['otpauth-uri-list', 'csv'], columns: ['a', 'b'] });
    await page.getByText(/^This table holds links and rows without a link\./).waitFor();
    await expectAccessible(page);
    await chooseFromList(page.getByRole('combobox', { name: 'Read it as' }), 'A table');
    await page.getByRole('button', { name: 'Open export' }).click();
    await page.getByText('Which columns of this table hold what?').waitFor();
    await page.getByRole('button', { name: 'Open export' }).click();
    await dialog(page, '3 accounts in this export').waitFor();
  });

  it('that is a picture of QR codes goes to the scanner', async () => {
    const page = await under.open({ fake });
    await chooseFromMore(page, 'Import from another app…');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose file…' }).click();
    await (await chooser).setFiles({ name: 'code.png', mimeType: 'image/png', buffer: Buffer.from('PNG') });
    await page.getByText('code.png is not a picture that Halfminute can read.').waitFor();
  });

  it('is offered where the vault is empty', async () => {
    const page = await under.open({ fake: { status: 'unlocked' } });
    await page.getByRole('button', { name: 'Import from another app…' }).click();
    await dialog(page, 'Import from another app').waitFor();
  });

  it('that no format fits is told as any other file', async () => {
    const page = await under.open({ fake });
    await row(page, 'GitHub').waitFor();
    await dropFile(page, 'song.mp3', 'audio/mpeg', 'SUQz');
    await page.getByText('Halfminute cannot read song.mp3.').waitFor();
  });

  it.each([360, 480])('fits a window of %i px', async (width) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await under.open({ fake, colorScheme, viewport: { width, height: 640 } });
      await chooseFromMore(page, 'Import from another app…');
      await choose(page, { fakeExport: ACCOUNTS, password: 'sesame' }, `${'long-name-'.repeat(12)}.json`);
      await page.getByLabel('Password of the export').waitFor();
      await expectAccessible(page);
      const overflow = () =>
        page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      expect(await overflow()).toBe(false);
      await page.getByLabel('Password of the export').fill('sesame');
      await page.keyboard.press('Enter');
      await dialog(page, '3 accounts in this export').waitFor();
      expect(await overflow()).toBe(false);
    }
  });
});
