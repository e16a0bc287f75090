/** Where the focus goes when what had it is gone: deleted rows, bars, tags and messages, in chromium on the fake. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialog, row, rowButton } from './page-steps.ts';
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

describe('the focus', () => {
  const focused = (page: Page) =>
    expect.poll(() =>
      page.evaluate(() => {
        const element = document.activeElement;
        return element === document.body ? 'nowhere' : (element?.ariaLabel ?? element?.textContent ?? '');
      }),
    );

  it('stays in the list when selected accounts are deleted, brought back, or no longer selected', async () => {
    const page = await open();
    await rowButton(page, 'Bitbucket').focus();
    await page.keyboard.press('Control+Space');
    await bar(page).getByRole('button', { name: 'Delete' }).press('Enter');
    await shows(page).toBe('ACD');
    await focused(page).toContain('Cloudflare');
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await shows(page).toBe('ABCD');
    await focused(page).toContain('Cloudflare');
    await page.keyboard.press('Control+Space');
    await bar(page).getByRole('button', { name: 'Stop selecting' }).press('Enter');
    await focused(page).toContain('Cloudflare');
  });

  it('goes from an account deleted by its menu to the next, and from the only hit to the search', async () => {
    const page = await open();
    await row(page, 'Bitbucket')
      .getByRole('button', { name: /^More for/ })
      .press('Enter');
    await page.getByRole('menuitem', { name: 'Delete' }).press('Enter');
    await shows(page).toBe('ACD');
    await focused(page).toContain('Cloudflare');
    await page.getByRole('searchbox').fill('disc');
    await shows(page).toBe('D');
    await rowButton(page, 'Discord').press('Delete');
    await shows(page).toBe('');
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('search-input');
  });

  it('goes on among the tags when one is renamed or deleted, and to the list after the last', async () => {
    const page = await open();
    await chip(page, 'Work').click();
    await page.getByRole('button', { name: 'Clear tags' }).press('Enter');
    await focused(page).toContain('Apple');
    await page.getByRole('button', { name: 'Rename or delete tags…' }).press('Enter');
    const tags = dialog(page, 'Tags');
    await tags.getByRole('button', { name: 'Rename tag Work' }).press('Enter');
    await tags.getByLabel('New name of Work').fill('Job');
    await page.keyboard.press('Enter');
    await focused(page).toMatch(/^Job/);
    await page.keyboard.press('Tab');
    await focused(page).toBe('Rename tag Job');
    await page.keyboard.press('Enter');
    await tags.getByRole('button', { name: 'Cancel' }).press('Enter');
    await focused(page).toMatch(/^Job/);
    await tags.getByRole('button', { name: 'Delete tag Home' }).press('Enter');
    await focused(page).toMatch(/^Job/);
    await tags.getByRole('button', { name: 'Delete tag Job' }).press('Enter');
    await focused(page).toMatch(/^Code/);
    await tags.getByRole('button', { name: 'Delete tag Code' }).press('Enter');
    await focused(page).toBe('Done');
    await page.keyboard.press('Enter');
    await tags.waitFor({ state: 'detached' });
    await focused(page).toContain('Apple');
  });

  it('that a click led back to a row leaves letters to the search', async () => {
    const page = await open();
    await rowButton(page, 'Bitbucket').focus();
    await page.keyboard.press('Delete');
    await shows(page).toBe('ACD');
    await page.getByRole('button', { name: 'Undo' }).click();
    await shows(page).toBe('ABCD');
    await focused(page).toContain('Cloudflare');
    await page.keyboard.type('e');
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('e');
  });
});
