/** Views before the vault is open, and of a vault that does not open. Used by the page tests that go over every view. */
import type { Page } from 'playwright-core';
import { DAY_MS, PASSWORD, STILL_MS, type View, WORDS } from './look-view.ts';

const HOUR_MS = DAY_MS / 24;
const locked = { status: 'locked' } as const;
const earlier = [
  { kind: 'previous', atMs: STILL_MS - HOUR_MS, accounts: [{ issuer: 'GitHub' }, { issuer: 'Proton' }] },
  { kind: 'backup', atMs: STILL_MS - 2 * HOUR_MS, accounts: [{ issuer: 'GitHub' }] },
  { kind: 'previous', atMs: STILL_MS - 3 * HOUR_MS, state: 'damaged' },
] as const;
const damaged = { status: 'damaged', earlier, keys: { recoveryKeyNumber: '1A2B-3C4D' } } as const;
const backupFile = {
  name: 'mine.halfminute-backup',
  mimeType: 'application/octet-stream',
  buffer: Buffer.from('backup'),
};

const heading = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor();
const create = (page: Page) => page.getByRole('button', { name: /Create a vault/ }).click();
const restore = (page: Page) => page.getByRole('button', { name: /Restore from a backup/ }).click();

export const START_VIEWS: readonly View[] = [
  { name: 'welcome', fake: {}, reach: (page) => heading(page, 'Welcome to Halfminute') },
  {
    name: 'create-vault',
    fake: {},
    reach: async (page) => {
      await create(page);
      await page.getByLabel('Password', { exact: true }).waitFor();
    },
  },
  {
    name: 'create-vault-weak-password',
    fake: {},
    reach: async (page) => {
      await create(page);
      await page.getByLabel('Password', { exact: true }).fill('password1');
      await page.getByText('This is a commonly used password.').waitFor();
      await page.getByLabel('Password, once more').fill('passwort1');
      await page.getByRole('button', { name: 'Create vault' }).click();
      await page.getByText('The two passwords differ.').waitFor();
    },
  },
  {
    name: 'restore-without-file',
    fake: {},
    reach: async (page) => {
      await restore(page);
      await page.getByRole('button', { name: 'Open backup' }).click();
      await page.getByText('Choose a backup file first.').waitFor();
    },
  },
  {
    name: 'restore-preview',
    fake: {},
    reach: async (page) => {
      await restore(page);
      await page.locator('input[type=file]').setInputFiles(backupFile);
      await page.getByLabel('Password of the backup').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await heading(page, '2 accounts in this backup');
    },
  },
  { name: 'unlock', fake: locked, reach: (page) => heading(page, 'Unlock Halfminute') },
  {
    name: 'unlock-every-way',
    fake: { ...locked, keys: { recoveryKeyNumber: '1A2B-3C4D', keychain: 'ready' } },
    reach: async (page) => {
      await page.getByLabel('Password', { exact: true }).fill('wrong horse');
      await page.keyboard.press('Enter');
      await page.getByText('That is not the password. Try again.').waitFor();
    },
  },
  {
    name: 'unlock-wait',
    fake: { ...locked, retryAfterMs: 40_000 },
    reach: (page) => page.getByText(/You can try again in/).waitFor(),
  },
  {
    name: 'unlock-recovery-words',
    fake: { ...locked, keys: { recoveryKeyNumber: '1A2B-3C4D' } },
    reach: async (page) => {
      await page.getByRole('button', { name: 'Use the recovery key' }).click();
      await page.getByLabel('Words').fill(WORDS);
      await page.getByText('The words are complete').waitFor();
    },
  },
  {
    name: 'damaged-vault',
    fake: damaged,
    reach: async (page) => {
      await heading(page, 'The vault file is damaged');
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByRole('radio').first().waitFor();
      await page.getByText('2 accounts', { exact: true }).click();
    },
  },
  {
    name: 'missing-vault',
    fake: { status: 'none', earlier: earlier.slice(0, 1) },
    reach: (page) => heading(page, 'The vault file is gone'),
  },
  {
    name: 'newer-vault',
    fake: { status: 'newer' },
    reach: (page) => heading(page, 'The vault is from a newer Halfminute'),
  },
  {
    name: 'unreadable-vault',
    fake: { status: 'unreadable' },
    reach: (page) => heading(page, 'The vault file cannot be read'),
  },
  {
    name: 'vault-process-ended',
    fake: { status: 'unlocked', failures: { 'accounts.list': 'vault-process-ended' } },
    reach: (page) => heading(page, 'The vault is locked'),
  },
];
