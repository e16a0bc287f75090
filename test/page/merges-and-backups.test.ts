/** Merged copies, conflicts, unread records and automatic backups in the page, on the fake. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Authenticator } from '../../electron/ipc/contract.ts';
import { chooseFromList } from './choose-from-list.ts';
import { chooseFromMore, dialog, expectAccessible, row, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

declare const window: { readonly authenticator: Authenticator };

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const NOON_MS = Date.UTC(2026, 10, 22, 12);
const DAY_MS = 86_400_000;
const accounts = [
  { issuer: 'GitHub', accountName: 'alice' },
  { issuer: 'Proton', accountName: 'bob' },
  { issuer: 'Library', accountName: 'card', type: 'hotp' as const, periodSeconds: null, counter: 1 },
];
const unlocked = { status: 'unlocked', accounts } as const;
const chooseFromRow = async (page: Page, name: string, item: string) => {
  await row(page, name)
    .first()
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
};
const rename = async (page: Page) => {
  await chooseFromRow(page, 'Proton', 'Edit');
  await page.getByLabel('Account name').fill('robert');
  await page.getByRole('button', { name: 'Save' }).click();
};

describe('a merge', () => {
  const merge = { added: [{ issuer: 'From elsewhere' }, { issuer: 'Also new' }] };
  it('found by a change is told until it is dismissed, and what came is in the list', async () => {
    const page = await under.open({ fake: { ...unlocked, merge } });
    await rename(page);
    await page.getByText('Another program had saved this vault, too.').waitFor();
    await page.getByText('2 accounts came in.').waitFor();
    await rowButton(page, 'From elsewhere').waitFor();
    await expectAccessible(page);
    await page.locator('.notice').getByRole('button', { name: 'Dismiss' }).click();
    expect(await page.getByText('Another program had saved').count()).toBe(0);
  });

  it('found by the next code of a counter, or by undo, is told as well', async () => {
    const page = await under.open({ fake: { ...unlocked, merge } });
    await row(page, 'Library')
      .getByRole('button', { name: /^Next code/ })
      .click();
    await page.getByText('Another program had saved this vault, too.').waitFor();
    await rowButton(page, 'From elsewhere').waitFor();

    const other = await under.open({ fake: { ...unlocked, merge } });
    await chooseFromRow(other, 'Proton', 'Delete');
    await other.getByRole('button', { name: 'Undo' }).click();
    await other.getByText('Another program had saved this vault, too.').waitFor();
  });

  it.each([
    [360, 'light'],
    [480, 'dark'],
    [1100, 'light'],
  ] as const)(
    'with a conflict, at %i px in %s: shows both versions and keeps one, with undo',
    async (width, scheme) => {
      const page = await under.open({
        fake: { ...unlocked, merge: { added: [], isInConflict: true } },
        viewport: { width, height: 720 },
        colorScheme: scheme,
      });
      await rename(page);
      await page.getByText('GitHub (alice) was changed in two copies of the vault.').waitFor();
      await row(page, 'second version').waitFor();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Compare…' }).click();
      const compare = dialog(page, 'Two versions of one account');
      await compare.getByRole('region', { name: 'Version 2' }).locator('.code').waitFor();
      await expectAccessible(page);
      await compare.getByRole('button', { name: 'Keep version 1' }).click();
      await expect.poll(() => row(page, 'GitHub').count()).toBe(1);
      expect(await page.getByText('second version').count()).toBe(0);
      await page.getByRole('button', { name: 'Undo' }).click();
      await row(page, 'second version').waitFor();
    },
  );

  it.each([
    ['Keep version 2', 1],
    ['Keep both', 2],
  ] as const)('in conflict is settled by “%s”', async (choice, count) => {
    const page = await under.open({ fake: { ...unlocked, merge: { added: [], isInConflict: true } } });
    await rename(page);
    await page.getByRole('button', { name: 'Compare…' }).click();
    await page.getByRole('button', { name: choice }).click();
    await expect.poll(() => page.getByText('second version').count()).toBe(0);
    expect(await row(page, 'GitHub').count()).toBe(count);
  });
});

describe('records that cannot be read', () => {
  it('are named and saved for the password', async () => {
    const page = await under.open({ fake: { ...unlocked, quarantined: ['Old bank', ''] } });
    await page.getByText('2 records could not be read.').waitFor();
    await page.getByRole('button', { name: 'Save a copy…' }).click();
    const ask = dialog(page, 'Save records that cannot be read');
    await ask.getByText('The file is not encrypted').waitFor();
    await expectAccessible(page);
    await ask.getByLabel('Vault password').fill('wrong');
    await page.keyboard.press('Enter');
    await ask.getByText('That is not the password.').waitFor();
    await ask.getByLabel('Vault password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByText('Saved 2 records as records.txt').first().waitFor();
    await page.getByText('2 records could not be read.').waitFor();
  });
});

describe('automatic backups', () => {
  const openSettings = async (page: Page) => {
    await chooseFromMore(page, 'Settings');
    await page.getByRole('heading', { name: 'Automatic backups' }).scrollIntoViewIfNeeded();
  };

  it.each([
    [360, 'dark'],
    [480, 'light'],
    [1100, 'dark'],
  ] as const)(
    'at %i px in %s: a folder is chosen, backed up into at once, and let go',
    async (width, colorScheme) => {
      const page = await under.open({ fake: unlocked, viewport: { width, height: 720 }, colorScheme });
      await openSettings(page);
      await page.getByText('Off. Choose a folder').waitFor();
      await page.getByRole('button', { name: 'Choose folder…' }).click();
      await page.getByText('Into the folder “Backups” after each change').waitFor();
      await page.getByText('Every change is in it.').waitFor();
      await expectAccessible(page);
      await chooseFromList(page.getByRole('combobox', { name: 'One a day for' }), '30 days');
      await page.getByRole('combobox', { name: 'One a day for' }).filter({ hasText: '30 days' }).waitFor();
      await page.getByRole('button', { name: 'Turn off' }).click();
      await page.getByText('Off. Choose a folder').waitFor();
    },
  );

  it('that failed are told over the codes and in the settings until one succeeds', async () => {
    const automatic = { folderName: 'Stick', failure: 'not-permitted', failedAtMs: NOON_MS } as const;
    const page = await under.open({ fake: { ...unlocked, automatic } });
    const sentence = page.getByText(/^The automatic backup of Nov 22, 2026, .* failed\. Halfminute may not/);
    await sentence.waitFor();
    await expectAccessible(page);
    await openSettings(page);
    await expect.poll(() => sentence.count()).toBe(2);
    await page.getByRole('button', { name: 'Back up now', exact: true }).click();
    await page.getByText('Every change is in it.').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => sentence.count()).toBe(0);
  });

  it('are tried again from the line over the codes', async () => {
    const automatic = { folderName: 'Stick', failure: 'disk-full', failedAtMs: NOON_MS } as const;
    const page = await under.open({ fake: { ...unlocked, automatic } });
    await page.getByText('The disk is full').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => page.getByText('The disk is full').count()).toBe(0);
  });

  it('that succeed by themselves end the line over the codes', async () => {
    const automatic = { folderName: 'Stick', failure: 'disk-full', failedAtMs: NOON_MS } as const;
    const page = await under.open({ fake: { ...unlocked, automatic }, atMs: NOON_MS });
    await page.getByText('The disk is full').waitFor();
    await page.evaluate(() => window.authenticator.backup.runAutomatic());
    await page.clock.runFor(11_000);
    await expect.poll(() => page.getByText('The disk is full').count()).toBe(0);
  });

  it('are reminded of after thirty days, with the way to a backup', async () => {
    const automatic = { isReminderDue: true, notBackedUpSinceMs: NOON_MS - 30 * DAY_MS };
    const page = await under.open({ fake: { ...unlocked, automatic } });
    await page.getByText('Changes since Oct 23, 2026 are in no backup.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Back up now…' }).click();
    await dialog(page, 'Back up now').waitFor();
  });

  it('say nothing over the codes while all is well', async () => {
    const page = await under.open({ fake: unlocked });
    await rowButton(page, 'GitHub').waitFor();
    expect(await page.locator('.notice').count()).toBe(0);
  });
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
