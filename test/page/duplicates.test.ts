/** The review of possible duplicates, from the menu and from Health, in chromium on the fake. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chooseFromMore, dialog, expectAccessible, row } from './page-steps.ts';
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

const accounts = [
  {
    id: 'a',
    issuer: 'GitHub',
    accountName: 'ann',
    secret: 'S1',
    tags: ['Work'],
    verifiedAtMs: 1_700_000_000_000,
  },
  { id: 'b', issuer: 'GitHub', accountName: 'ann', secret: 'S2', tags: ['Home'], note: 'from the old phone' },
  { id: 'c', issuer: 'Mail', accountName: 'bob', secret: 'S3' },
  { id: 'd', issuer: 'Post', accountName: 'bob', secret: 'S3' },
] as const;
const open = () =>
  under.open({
    fake: { status: 'unlocked', accounts, health: [{ kind: 'same-secret', ids: ['c', 'd'] }] },
  });
const review = (page: Page) => dialog(page, 'Possible duplicates');
const undo = (page: Page) => page.getByRole('button', { name: 'Undo' }).click();

it('shows a group side by side; keeping one joins and can be undone', async () => {
  const page = await open();
  await chooseFromMore(page, 'Review duplicates…');
  await review(page).getByText('the same name and different keys').waitFor();
  const second = review(page).getByRole('region', { name: 'Account 2' });
  await second.getByText('from the old phone').waitFor();
  await second.locator('.code').waitFor();
  await expectAccessible(page);
  await review(page).getByRole('button', { name: 'Keep account 1' }).click();
  await page.getByText('Kept GitHub (ann)').waitFor();
  // The next group takes its place.
  await review(page).getByText('have the same key').waitFor();
  expect(await page.locator('.row').filter({ hasText: 'GitHub' }).count()).toBe(1);
  await page.getByRole('button', { name: /^Home 1/, includeHidden: true }).waitFor({ state: 'attached' });
  await undo(page);
  await review(page).getByRole('button', { name: 'Next (1 of 2)' }).waitFor();
});

it('takes "no duplicates" for an answer, and a deletion, until nothing is left', async () => {
  const page = await open();
  await chooseFromMore(page, 'Review duplicates…');
  await review(page).getByRole('button', { name: 'Next (1 of 2)' }).click();
  await review(page).getByText('have the same key').waitFor();
  await review(page).getByRole('button', { name: 'Keep all: no duplicates' }).click();
  await review(page).getByText('the same name and different keys').waitFor();
  await review(page).getByRole('button', { name: 'Delete account 2 alone' }).click();
  await review(page).getByText('No duplicates were found.').waitFor();
  await review(page).getByRole('button', { name: 'Done' }).click();
  expect(await row(page, 'GitHub').count()).toBe(1);
  expect(await row(page, 'bob').count()).toBe(2);
});

it('keeps the focus in the review when the card that had it is gone', async () => {
  const alike = ['S1', 'S2', 'S3'].map((secret, at) => ({
    id: `alike${at}`,
    issuer: 'GitHub',
    accountName: 'ann',
    secret,
  }));
  const page = await under.open({ fake: { status: 'unlocked', accounts: alike } });
  await chooseFromMore(page, 'Review duplicates…');
  const hasFocus = () => review(page).evaluate((popup) => popup === document.activeElement);
  await review(page).getByRole('button', { name: 'Delete account 3 alone' }).press('Enter');
  await review(page).getByRole('region', { name: 'Account 3' }).waitFor({ state: 'detached' });
  await expect.poll(hasFocus).toBe(true);
  await expectAccessible(page);
  await review(page).getByRole('button', { name: 'Delete account 1 alone' }).press('Enter');
  await review(page).getByText('No duplicates were found.').waitFor();
  await expect.poll(hasFocus).toBe(true);
  await undo(page);
  await expect.poll(() => review(page).getByRole('region').count()).toBe(2);
});

it('begins with the group that Health names', async () => {
  const page = await open();
  await chooseFromMore(page, 'Health…');
  await dialog(page, 'Health').getByRole('button', { name: 'Compare…' }).click();
  await review(page).getByText('have the same key').waitFor();
  await review(page).getByRole('button', { name: 'Next (2 of 2)' }).waitFor();
});
