/** Tags as filters, tags changed everywhere, and several accounts at once, in chromium on the fake. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFromMore, dialog, expectAccessible, row, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';
import { bar, chip, shows, TAGGED_ACCOUNTS } from './tagged-accounts.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(async () => {
  const problems = under?.problems;
  await under?.stop();
  expect(problems).toEqual([]);
});

const open = () => under.open({ fake: { status: 'unlocked', accounts: TAGGED_ACCOUNTS } });

const copied = (page: Page) => page.evaluate(() => window.fake?.copied ?? []);
const undo = (page: Page) => page.getByRole('button', { name: 'Undo' }).click();

describe('tags over the list', () => {
  it('narrow it to accounts that have all of them, with the search, and are cleared', async () => {
    const page = await open();
    await chip(page, 'Work').click();
    await shows(page).toBe('BC');
    expect(await chip(page, 'Work').getAttribute('aria-pressed')).toBe('true');
    expect(await chip(page, 'Home').isDisabled()).toBe(true);
    await page.getByRole('status').getByText('2 accounts').waitFor({ state: 'attached' });
    await page.getByRole('searchbox').fill('bob');
    await shows(page).toBe('C');
    await page.getByRole('searchbox').fill('nobody');
    await page.getByText('No account with the chosen tags matches').waitFor();
    await page.getByRole('searchbox').fill('');
    await chip(page, 'Code').click();
    await shows(page).toBe('B');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Clear tags' }).click();
    await shows(page).toBe('ABCD');
  });

  it('are one stop for Tab and moved among by arrows', async () => {
    const page = await open();
    // The toolbar's menus, where Shift+Tab leads, come a moment after the codes.
    await page.getByRole('button', { name: 'More', exact: true }).waitFor();
    await chip(page, 'Code').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await shows(page).toBe('BC');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Work');
  });

  it('are not there where no account has one', async () => {
    const page = await under.open({ fake: { status: 'unlocked', accounts: [{ issuer: 'Apple' }] } });
    await row(page, 'Apple').waitFor();
    expect(await page.locator('.chips').count()).toBe(0);
  });

  it('are renamed and deleted everywhere; a chosen one stays chosen; each is undone as one', async () => {
    const page = await open();
    await chip(page, 'Work').click();
    await page.getByRole('button', { name: 'Rename or delete tags…' }).click();
    const tags = dialog(page, 'Tags');
    await tags.getByRole('button', { name: 'Rename tag Work' }).click();
    await tags.getByLabel('New name of Work').fill('Code');
    await tags.getByText('There is a tag Code already').waitFor();
    await expectAccessible(page);
    await tags.getByLabel('New name of Work').fill('Job');
    await page.keyboard.press('Enter');
    await page.getByText('Renamed Work to Job on 2 accounts').waitFor();
    await tags.getByRole('button', { name: 'Delete tag Home' }).click();
    await page.getByText('Took tag Home off one account').waitFor();
    await tags.getByRole('button', { name: 'Done' }).click();
    await shows(page).toBe('BC');
    expect(await chip(page, 'Job').getAttribute('aria-pressed')).toBe('true');
    expect(await chip(page, 'Home').count()).toBe(0);
    await undo(page);
    await chip(page, 'Home').waitFor();
  });
});

describe('a tag that narrows the list', () => {
  it('does so again when its new name, or its end, is undone', async () => {
    const page = await open();
    await chip(page, 'Work').click();
    await page.getByRole('button', { name: 'Rename or delete tags…' }).click();
    const tags = dialog(page, 'Tags');
    await tags.getByRole('button', { name: 'Rename tag Work' }).click();
    await tags.getByLabel('New name of Work').fill('Job');
    await page.keyboard.press('Enter');
    await tags.getByRole('button', { name: 'Rename tag Job' }).waitFor();
    await undo(page);
    await tags.getByRole('button', { name: 'Delete tag Work' }).click();
    await tags.getByRole('button', { name: 'Rename tag Work' }).waitFor({ state: 'detached' });
    await shows(page).toBe('ABCD');
    await undo(page);
    await tags.getByRole('button', { name: 'Done' }).click();
    await shows(page).toBe('BC');
    expect(await chip(page, 'Work').getAttribute('aria-pressed')).toBe('true');
  });
});

describe('several accounts', () => {
  it('are selected by keys alone, deleted and brought back as one', async () => {
    const page = await open();
    await rowButton(page, 'Apple').focus();
    await page.keyboard.press('Control+Space');
    await bar(page).getByText('1 selected').waitFor();
    const first = row(page, 'Apple').getByRole('checkbox');
    expect(await first.getAttribute('aria-checked')).toBe('true');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('x');
    await bar(page).getByText('2 selected').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Control+a');
    await bar(page).getByText('4 selected').waitFor();
    await page.keyboard.press('Space');
    await bar(page).getByText('3 selected').waitFor();
    await bar(page).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Deleted 3 accounts').waitFor();
    await shows(page).toBe('B');
    expect(await bar(page).count()).toBe(0);
    await undo(page);
    await shows(page).toBe('ABCD');
    expect(await copied(page)).toEqual([]);
  });

  it('are selected by clicks with Ctrl and Shift; Escape ends it and a click copies again', async () => {
    const page = await open();
    await rowButton(page, 'Apple').click({ modifiers: ['Control'] });
    await row(page, 'Cloudflare')
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] });
    await bar(page).getByText('3 selected').waitFor();
    await row(page, 'Bitbucket').getByRole('checkbox').click();
    await bar(page).getByText('2 selected').waitFor();
    await page.getByRole('searchbox').fill('cloud');
    await bar(page).getByText('1 not shown').waitFor();
    await page.getByRole('searchbox').fill('');
    await rowFocus(page);
    await page.keyboard.press('Escape');
    await bar(page).waitFor({ state: 'detached' });
    expect(await copied(page)).toEqual([]);
    await rowButton(page, 'Apple').click();
    await expect.poll(async () => (await copied(page)).length).toBe(1);
  });

  it('get and lose tags as one change', async () => {
    const page = await open();
    await chooseFromMore(page, 'Select accounts');
    await bar(page).getByText('None selected').waitFor();
    expect(await bar(page).getByRole('button', { name: 'Tag…' }).isDisabled()).toBe(true);
    await bar(page).getByRole('button', { name: 'All' }).click();
    await bar(page).getByRole('button', { name: 'Tag…' }).click();
    const form = dialog(page, 'Tags of 4 accounts');
    const box = (tag: string) => form.getByRole('checkbox', { name: tag });
    expect(await box('Work').getAttribute('aria-checked')).toBe('mixed');
    await box('Work').click();
    expect(await box('Work').getAttribute('aria-checked')).toBe('true');
    await box('Code').click();
    await box('Code').click();
    expect(await box('Code').getAttribute('aria-checked')).toBe('false');
    await form.getByLabel('New tag').fill('Everywhere');
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Changed the tags of 4 accounts').waitFor();
    await page.getByRole('button', { name: 'Everywhere 4 accounts' }).waitFor();
    await page.getByRole('button', { name: 'Work 4 accounts' }).waitFor();
    expect(await chip(page, 'Code').count()).toBe(0);
    await undo(page);
    await chip(page, 'Code').waitFor();
    expect(await chip(page, 'Everywhere').count()).toBe(0);
  });

  it('that a search hides stay selected when those that are shown are', async () => {
    const page = await open();
    await rowButton(page, 'Apple').click({ modifiers: ['Control'] });
    await page.getByRole('searchbox').fill('bob');
    const all = bar(page).getByRole('button', { name: 'All' });
    await all.click();
    await bar(page).getByText('3 selected').waitFor();
    await all.click();
    await bar(page).getByText('1 selected').waitFor();
    await page.getByRole('searchbox').fill('nobody at all');
    await shows(page).toBe('');
    await all.click();
    await bar(page).getByText('1 selected').waitFor();
  });

  it('are what the key for deleting is for, wherever the focus is', async () => {
    const page = await open();
    await rowButton(page, 'Apple').focus();
    await page.keyboard.press('Control+Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('x');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Delete');
    await page.getByText('Deleted 2 accounts').waitFor();
    await shows(page).toBe('CD');
  });

  it('are exported without the others', async () => {
    const page = await open();
    await rowButton(page, 'Apple').click({ modifiers: ['Control'] });
    await row(page, 'Discord').getByRole('checkbox').click();
    await bar(page).getByRole('button', { name: 'Export…' }).click();
    const form = dialog(page, 'Export 2 accounts');
    await form.getByText('All 2 accounts fit').waitFor();
    await form.getByRole('button', { name: 'Cancel' }).click();
    await bar(page).getByText('2 selected').waitFor();
  });
});

const rowFocus = (page: Page) => row(page, 'Apple').getByRole('checkbox').focus();
