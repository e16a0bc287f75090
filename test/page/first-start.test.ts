/** First start, unlocking, and vaults that cannot be opened, in chromium on the fake. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

describe('first start', () => {
  it('creates a vault, explains a weak password, and shows the empty list', async () => {
    const page = await under.open();
    await expectAccessible(page);
    await page.getByRole('button', { name: /Create a vault/ }).click();
    const password = page.getByLabel('Password', { exact: true });
    await expect.poll(() => password.evaluate((field) => field === document.activeElement)).toBe(true);
    await password.fill('password1');
    await page.getByText('This is a commonly used password.').waitFor();
    await page.getByLabel('Password, once more').fill('password1');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Create vault' }).click();
    await page.getByRole('heading', { name: 'Add your first account' }).waitFor();
    await expectAccessible(page);
  });

  it.each([
    ['short', 'short', 'Use at least 8 characters.'],
    ['long enough', 'long enuogh', 'The two passwords differ.'],
  ])('refuses %s / %s', async (first, second, sentence) => {
    const page = await under.open();
    await page.getByRole('button', { name: /Create a vault/ }).click();
    await page.getByLabel('Password', { exact: true }).fill(first);
    await page.getByLabel('Password, once more').fill(second);
    await page.keyboard.press('Enter');
    await page.getByText(sentence).waitFor();
    await expectAccessible(page);
  });

  it('restores a backup as the vault after a preview', async () => {
    const page = await under.open();
    await page.getByRole('button', { name: /Restore from a backup/ }).click();
    await page.getByRole('button', { name: 'Open backup' }).click();
    await page.getByText('Choose a backup file first.').waitFor();
    await page.locator('input[type=file]').setInputFiles({
      name: 'mine.halfminute-backup',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('backup'),
    });
    await page.getByLabel('Password of the backup').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the password.').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Password of the backup').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '2 accounts in this backup' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Restore', exact: true }).click();
    await rowButton(page, 'one').waitFor();
  });
});

describe('unlocking', () => {
  it('takes the password at once and says when it is wrong', async () => {
    const page = await under.open({ fake: { status: 'locked', accounts: [{ issuer: 'GitHub' }] } });
    await page.getByRole('heading', { name: 'Unlock Halfminute' }).waitFor();
    await page.keyboard.type('nonsense');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'That is not the password.' }).waitFor();
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
    await expectAccessible(page);
    await page.keyboard.type('correct horse');
    await page.keyboard.press('Enter');
    await rowButton(page, 'GitHub').waitFor();
  });

  it.each(['damaged', 'newer', 'unreadable'] as const)(
    'never offers to create over a %s vault',
    async (status) => {
      const page = await under.open({ fake: { status } });
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      expect(await page.getByRole('button', { name: /create/i }).count()).toBe(0);
      await expectAccessible(page);
    },
  );

  it('shows the damaged screen when unlocking finds the damage', async () => {
    const page = await under.open({
      fake: { status: 'locked', failures: { 'vault.unlock': 'vault-damaged' } },
    });
    await page.getByLabel('Password', { exact: true }).fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The vault file is damaged' }).waitFor();
  });

  it('leads back to unlocking when the vault process has ended', async () => {
    const page = await under.open({
      fake: { status: 'unlocked', failures: { 'accounts.list': 'vault-process-ended' } },
    });
    await page.getByText('The part of the app that holds your accounts has stopped.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Go to the unlock screen' }).click();
    await page.getByRole('heading', { name: 'Unlock Halfminute' }).waitFor();
  });
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
