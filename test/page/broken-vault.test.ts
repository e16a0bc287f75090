/** A vault that is damaged, gone, newer or unreadable at start: what is said, and the ways on; in chromium on the fake. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FakeOptions } from '../fakes/fake-authenticator.ts';
import { expectAccessible, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const NOON_MS = Date.UTC(2026, 10, 22, 12);
const HOUR_MS = 3_600_000;
const earlier = [
  {
    kind: 'previous',
    atMs: NOON_MS,
    accounts: [{ issuer: 'GitHub', accountName: 'alice' }, { issuer: 'Proton' }],
  },
  { kind: 'backup', atMs: NOON_MS - HOUR_MS, accounts: [{ issuer: 'GitHub', accountName: 'alice' }] },
  { kind: 'previous', atMs: NOON_MS - 2 * HOUR_MS, state: 'damaged' },
] as const;
const damaged: FakeOptions = { status: 'damaged', earlier, keys: { recoveryKeyNumber: '1A2B-3C4D' } };

describe('a damaged vault', () => {
  it.each([
    [360, 'light'],
    [480, 'dark'],
    [1100, 'light'],
  ] as const)(
    'at %i px in %s: lists earlier versions, shows what each holds, restores one',
    async (width, scheme) => {
      const page = await under.open({ fake: damaged, viewport: { width, height: 720 }, colorScheme: scheme });
      await page.getByRole('heading', { name: 'The vault file is damaged' }).waitFor();
      const list = page.getByRole('list', { name: 'Earlier versions' });
      expect(await list.getByRole('listitem').count()).toBe(3);
      await list.getByText('Automatic backup · 8 kB').waitFor();
      await list.getByText('Previous version · 8 kB · damaged').waitFor();
      await expectAccessible(page);

      await page.getByRole('button', { name: 'Show what they hold' }).click();
      await page.getByText('Type the password.').waitFor();
      await page.getByLabel('Password', { exact: true }).fill('wrong');
      await page.keyboard.press('Enter');
      await page.getByText('That is not the password. Try again.').waitFor();
      await page.getByLabel('Password', { exact: true }).fill('correct horse');
      await page.keyboard.press('Enter');
      const choices = page.getByRole('radio');
      await expect.poll(() => choices.count()).toBe(3);
      expect(await choices.nth(0).isChecked()).toBe(true);
      expect(await choices.nth(2).isDisabled()).toBe(true);
      await page.getByText('2 accounts', { exact: true }).click();
      await page.getByText('GitHub (alice)').first().waitFor();
      await page.getByText('The damaged file stays beside it').waitFor();
      await expectAccessible(page);
      await choices.nth(1).click();
      await page.getByRole('button', { name: 'Restore this version' }).click();
      await rowButton(page, 'GitHub').waitFor();
      expect(await rowButton(page, 'Proton').count()).toBe(0);
    },
  );

  it('is opened by the recovery key, too', async () => {
    const page = await under.open({ fake: damaged });
    await page.getByRole('button', { name: 'Use the recovery key' }).click();
    await page.getByLabel('Words').fill(`${'abandon '.repeat(23)}art`);
    await page.getByRole('button', { name: 'Show what they hold' }).click();
    await page.getByRole('button', { name: 'Restore this version' }).click();
    await rowButton(page, 'Proton').waitFor();
  });

  it('tells of a restore that fails, and stays', async () => {
    const page = await under.open({ fake: { ...damaged, failures: { 'earlier.restore': 'disk-full' } } });
    await page.getByLabel('Password', { exact: true }).fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Restore this version' }).click();
    await page.getByText('The disk is full').waitFor();
    await page.getByRole('radio').first().waitFor();
  });

  it('without earlier versions leads to a backup file', async () => {
    const page = await under.open({ fake: { status: 'damaged' } });
    await page.getByText('There is no earlier version of the vault on this computer.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Restore a backup file…' }).click();
    await page.locator('input[type=file]').setInputFiles({
      name: 'mine.halfminute-backup',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('backup'),
    });
    await page.getByLabel('Password of the backup').fill('correct horse');
    await page.getByRole('button', { name: 'Open backup' }).click();
    await page.getByText('The damaged file stays beside it').waitFor();
    await page.getByRole('button', { name: 'Restore', exact: true }).click();
    await rowButton(page, 'Backed up').first().waitFor();
  });
});

describe('a vault that is gone', () => {
  it('is no first start while earlier versions are there', async () => {
    const page = await under.open({ fake: { ...damaged, status: 'none' } });
    await page.getByRole('heading', { name: 'The vault file is gone' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Start without them' }).click();
    await page.getByRole('button', { name: /Create a vault/ }).waitFor();
  });

  it('is a first start without them', async () => {
    const page = await under.open({ fake: { status: 'none' } });
    await page.getByRole('button', { name: /Create a vault/ }).waitFor();
  });
});

it.each([
  ['newer', 'The vault is from a newer Halfminute'],
  ['unreadable', 'The vault file cannot be read'],
] as const)('a vault that is %s is left alone, with nothing to restore over it', async (status, title) => {
  const page = await under.open({ fake: { ...damaged, status } });
  await page.getByRole('heading', { name: title }).waitFor();
  expect(await page.getByRole('button').allInnerTexts()).toEqual(['Try again']);
  await expectAccessible(page);
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
