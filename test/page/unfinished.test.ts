/** An export of which a QR code is missing, in chromium on the fake: put aside with its sheet, gone on with, discarded. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dialog, expectAccessible, pasteText } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const MISSING = '3 of 4 codes of this export read. Number 2 is missing.';
const link = 'otpauth://totp/Example:ann?secret=JBSWY3DPEHPK3PXP&issuer=Example';

/** The sheet of an unfinished export was closed. */
async function putAside(): Promise<Page> {
  const page = await under.open({ fake: { status: 'unlocked', batches: [{ size: 4, missing: [2] }] } });
  await page.getByRole('button', { name: 'Scan screen' }).first().waitFor();
  await pasteText(page, link);
  await dialog(page, 'Found one account').getByText(MISSING).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Continue later' }).click();
  await dialog(page, 'Found one account').waitFor({ state: 'detached' });
  return page;
}

const notice = (page: Page) => page.getByRole('status').filter({ hasText: MISSING });

it('waits above the codes and goes on in the same sheet', async () => {
  const page = await putAside();
  await notice(page).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  const sheet = dialog(page, 'Found one account');
  await sheet.getByText(MISSING).waitFor();
  await sheet.getByRole('heading', { name: 'Example (ann)' }).waitFor();
  expect(await notice(page).count()).toBe(1);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await notice(page).waitFor();
});

it('stays after its accounts were added', async () => {
  const page = await under.open({ fake: { status: 'unlocked', batches: [{ size: 4, missing: [2] }] } });
  await page.getByRole('button', { name: 'Scan screen' }).first().waitFor();
  await pasteText(page, link);
  await dialog(page, 'Found one account').getByRole('button', { name: 'Add account', exact: true }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await notice(page).waitFor();
});

it('goes when it is discarded, in the sheet or above the codes', async () => {
  const page = await putAside();
  await page.getByRole('button', { name: 'Discard' }).click();
  await notice(page).waitFor({ state: 'detached' });
  await pasteText(page, link);
  const sheet = dialog(page, 'Found one account');
  await sheet.getByRole('button', { name: 'Discard' }).click();
  await sheet.waitFor({ state: 'detached' });
  expect(await notice(page).count()).toBe(0);
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
