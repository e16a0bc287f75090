/** The bin and the history in the page, on the fake: lists, ways back, undo, a chain that does not hold. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFromList } from './choose-from-list.ts';
import { chooseFromMore, dialog, expectAccessible, row, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const NOON_MS = Date.UTC(2026, 10, 22, 12);
const DAY_MS = 86_400_000;
const accounts = [
  { issuer: 'GitHub', accountName: 'alice', createdAtMs: NOON_MS - 40 * DAY_MS },
  { issuer: 'Proton', accountName: 'bob', createdAtMs: NOON_MS - 2 * DAY_MS },
];
const binned = [
  { issuer: 'Old bank', accountName: 'alice' },
  { issuer: 'Library', accountName: 'card 77' },
];
const unlocked = { status: 'unlocked', accounts, hasHistory: true } as const;
const openBin = async (page: Page) => {
  await chooseFromMore(page, 'Bin');
  await dialog(page, 'Bin').waitFor();
};
const openHistory = async (page: Page) => {
  await chooseFromMore(page, 'History');
  await dialog(page, 'History').waitFor();
};
const chooseFromRow = async (page: Page, name: string, item: string) => {
  await row(page, name)
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
};

describe('the bin', () => {
  it('says that it is empty', async () => {
    const page = await under.open({ fake: unlocked });
    await openBin(page);
    await page.getByText('The bin is empty.').waitFor();
    expect(await page.getByRole('button', { name: 'Empty bin…' }).count()).toBe(0);
    await expectAccessible(page);
  });

  it.each([
    [360, 'light'],
    [480, 'dark'],
    [1100, 'light'],
  ] as const)('at %i px in %s: lists what goes when, and gives one back with undo', async (width, scheme) => {
    const page = await under.open({
      fake: { ...unlocked, binned },
      atMs: NOON_MS,
      viewport: { width, height: 720 },
      colorScheme: scheme,
    });
    await openBin(page);
    const list = page.getByRole('list', { name: 'Deleted accounts' });
    expect(await list.getByRole('listitem').count()).toBe(2);
    await list
      .getByText(/Deleted on Nov 22, 2026 · goes for good on Feb 20, 2027/)
      .first()
      .waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Restore Library (card 77)' }).click();
    await expect.poll(() => list.getByRole('listitem').count()).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => list.getByRole('listitem').count()).toBe(2);
  });

  it('gives several back at once', async () => {
    const page = await under.open({ fake: { ...unlocked, binned } });
    await openBin(page);
    for (const name of ['Choose Old bank (alice)', 'Choose Library (card 77)'])
      await page.getByRole('checkbox', { name }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Restore 2 accounts' }).click();
    await page.getByText('The bin is empty.').waitFor();
    await page.keyboard.press('Escape');
    await rowButton(page, 'Library').waitFor();
    await rowButton(page, 'Old bank').waitFor();
  });

  it('is emptied after asking, and undo brings all back', async () => {
    const page = await under.open({ fake: { ...unlocked, binned } });
    await openBin(page);
    await page.getByRole('button', { name: 'Empty bin…' }).click();
    const ask = dialog(page, 'Empty the bin');
    await ask.getByText('2 accounts go for good').waitFor();
    await expectAccessible(page);
    await ask.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Empty bin…' }).click();
    await ask.getByRole('button', { name: 'Delete 2 accounts for good' }).click();
    await page.getByText('The bin is empty.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Old bank (alice)').waitFor();
  });

  it('keeps accounts for as long as the setting says', async () => {
    const page = await under.open({ fake: { ...unlocked, binned }, atMs: NOON_MS });
    await openBin(page);
    await chooseFromList(page.getByRole('combobox', { name: 'Delete for good after' }), 'Never');
    await page.getByText('stays until you empty the bin').first().waitFor();
  });

  it('takes what is deleted in the list', async () => {
    const page = await under.open({ fake: unlocked });
    await chooseFromRow(page, 'Proton', 'Delete');
    await openBin(page);
    await page.getByRole('button', { name: 'Restore Proton (bob)' }).click();
    await page.keyboard.press('Escape');
    await rowButton(page, 'Proton').waitFor();
  });
});

describe('the history', () => {
  it.each([
    [360, 'dark'],
    [480, 'light'],
    [1100, 'dark'],
  ] as const)('at %i px in %s: tells each change in words, by day', async (width, colorScheme) => {
    const page = await under.open({ fake: unlocked, viewport: { width, height: 720 }, colorScheme });
    await chooseFromRow(page, 'GitHub', 'Edit');
    await page.getByLabel('Account name').fill('ada');
    await page.getByRole('button', { name: 'Save' }).click();
    await chooseFromRow(page, 'Proton', 'Delete');
    await openHistory(page);
    const titles = await dialog(page, 'History').locator('.past-name').allInnerTexts();
    expect(titles).toEqual([
      'Deleted Proton (bob)',
      'Changed GitHub (ada)',
      'Added Proton (bob)',
      'Added GitHub (alice)',
    ]);
    await page.getByText('renamed from GitHub (alice)').waitFor();
    await expectAccessible(page);
  });

  it('goes back to a moment after asking, and undo comes back', async () => {
    const page = await under.open({ fake: unlocked });
    await chooseFromRow(page, 'Proton', 'Delete');
    await openHistory(page);
    await page
      .getByRole('button', { name: /^Bring back the moment of/ })
      .first()
      .click();
    const ask = dialog(page, 'Restore to this moment');
    await ask.getByText('The whole vault goes back').waitFor();
    await expectAccessible(page);
    await ask.getByRole('button', { name: 'Restore to this moment' }).click();
    await page.getByText('Brought back an earlier moment').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undid a change').waitFor();
    await page.keyboard.press('Escape');
    await rowButton(page, 'GitHub').waitFor();
    expect(await rowButton(page, 'Proton').count()).toBe(0);
  });

  it('of one account shows its steps alone', async () => {
    const page = await under.open({ fake: unlocked });
    await chooseFromRow(page, 'Proton', 'History');
    const own = dialog(page, 'History of Proton (bob)');
    await own.getByText('Added Proton (bob)').waitFor();
    expect(await own.locator('.past-name').allInnerTexts()).toEqual(['Added Proton (bob)']);
    expect(await own.getByRole('button', { name: 'Forget history…' }).count()).toBe(0);
  });

  it('comes in pages', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ issuer: `Site ${index}` }));
    const page = await under.open({ fake: { ...unlocked, accounts: many } });
    await openHistory(page);
    const steps = dialog(page, 'History').getByRole('listitem');
    await expect.poll(() => steps.count()).toBe(50);
    await page.getByRole('button', { name: 'Show older changes' }).click();
    await expect.poll(() => steps.count()).toBe(60);
    expect(await page.getByRole('button', { name: 'Show older changes' }).count()).toBe(0);
  });

  it('is forgotten for the password only', async () => {
    const page = await under.open({ fake: unlocked });
    await openHistory(page);
    await page.getByRole('button', { name: 'Forget history…' }).click();
    const ask = dialog(page, 'Forget the history');
    await ask.getByLabel('Vault password').fill('wrong');
    await page.keyboard.press('Enter');
    await ask.getByText('That is not the password.').waitFor();
    await expectAccessible(page);
    await ask.getByLabel('Vault password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing has changed yet.').waitFor();
  });

  it('that does not hold together is said at unlock and in the list, and offers no way back', async () => {
    const page = await under.open({
      fake: { ...unlocked, status: 'locked', isChainBroken: true, notices: ['history-broken'] },
    });
    await page.getByLabel('Password', { exact: true }).fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByText('The history of this vault does not hold together').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Show the history' }).click();
    await page.getByText('This history does not hold together').waitFor();
    await dialog(page, 'History').getByText('Added GitHub (alice)').waitFor();
    expect(await page.getByRole('button', { name: /^Bring back/ }).count()).toBe(0);
    await expectAccessible(page);
  });
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
