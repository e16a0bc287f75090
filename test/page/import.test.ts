/** Importing another app's export, chosen or dropped, in chromium on the fake. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FakeExport } from '../fakes/fake-import.ts';
import { chooseFromMore, dialog, dropFile, expectAccessible, openList, row } from './page-steps.ts';
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
    await openList(page.getByRole('combobox', { name: 'Setup keys are in' }));
    await page.getByRole('option', { name: 'Column 2' }).click();
    await openList(page.getByRole('combobox', { name: 'Issuers are in' }));
    await page.getByRole('option', { name: 'Column 1: site' }).click();
    await expectAccessible(page);
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
