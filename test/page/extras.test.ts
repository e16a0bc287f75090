/** Tags, notes and pins in the list and the edit dialog, in chromium on the fake. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialog, expectAccessible, row } from './page-steps.ts';
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

const fake = {
  status: 'unlocked',
  accounts: [
    { issuer: 'Apple', accountName: 'ann' },
    { issuer: 'GitHub', accountName: 'alice', tags: ['Work, main'], note: 'first\nsecond' },
  ],
} as const;

async function choose(page: Awaited<ReturnType<PageUnderTest['open']>>, name: string, item: string) {
  await row(page, name)
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

describe('an account', () => {
  it('is pinned to the top and unpinned', async () => {
    const page = await under.open({ fake });
    const first = page.getByRole('list', { name: 'Accounts' }).getByRole('listitem').first();
    await first.getByText('Apple').waitFor();
    await choose(page, 'GitHub', 'Pin to the top');
    await first.getByText('GitHub').waitFor();
    await first.getByText('Pinned').waitFor({ state: 'attached' });
    await expectAccessible(page);
    await choose(page, 'GitHub', 'Unpin');
    await first.getByText('Apple').waitFor();
  });

  it('is given tags and a note, undone as one', async () => {
    const page = await under.open({ fake });
    await choose(page, 'GitHub', 'Edit');
    const form = dialog(page, 'Edit account');
    await expect.poll(() => form.getByLabel('Note').inputValue()).toBe('first\nsecond');
    await form.getByLabel('Tags', { exact: true }).fill('Home');
    await page.keyboard.press('Enter');
    await form.getByRole('button', { name: 'Remove tag Home' }).waitFor();
    await form.getByRole('button', { name: 'Remove tag Work, main' }).click();
    await form.getByLabel('Tags', { exact: true }).fill('typed last');
    await form.getByLabel('Note').fill('new');
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').waitFor();
    await choose(page, 'GitHub', 'Edit');
    await form.getByRole('button', { name: 'Remove tag typed last' }).waitFor();
    await form.getByRole('button', { name: 'Remove tag Home' }).waitFor();
    expect(await form.getByRole('button', { name: 'Remove tag Work, main' }).count()).toBe(0);
    await form.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await choose(page, 'GitHub', 'Edit');
    await form.getByRole('button', { name: 'Remove tag Work, main' }).waitFor();
  });
});
