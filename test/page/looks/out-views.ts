/** Views of the ways out and of the keys: backup, restore, export, paper, password, recovery key. Used by the page tests that go over every view. */
import type { Page } from 'playwright-core';
import { dialog } from '../page-steps.ts';
import { fromMore } from './list-views.ts';
import { PASSWORD, twoAccounts, unlocked, type View, WORDS } from './look-view.ts';

const settingsThen = async (page: Page, button: string) => {
  await fromMore('Settings')(page);
  await page.getByRole('button', { name: button }).click();
};
const withKey = { ...twoAccounts, keys: { recoveryKeyNumber: '1A2B-3C4D' } } as const;

export const OUT_VIEWS: readonly View[] = [
  {
    name: 'backup',
    shows: ['backup/backup-dialog.tsx'],
    fake: unlocked,
    reach: async (page) => {
      await fromMore('Back up now…')(page);
      await page.getByText('Your vault’s password protects the backup too.').waitFor();
    },
  },
  {
    name: 'backup-verified',
    shows: ['backup/backup-dialog.tsx'],
    fake: unlocked,
    reach: async (page) => {
      await fromMore('Back up now…')(page);
      await page.getByLabel('Vault password').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByText('Verified 8 of 8').waitFor();
    },
  },
  { name: 'restore', shows: ['backup/restore-dialog.tsx'], fake: twoAccounts, reach: fromMore('Restore…') },
  {
    name: 'export',
    shows: ['export/export-dialog.tsx'],
    fake: unlocked,
    reach: async (page) => {
      await fromMore('Export for another app…')(page);
      await page.getByText(/accounts fit\./).waitFor();
    },
  },
  {
    name: 'export-plain',
    shows: ['export/export-dialog.tsx'],
    fake: unlocked,
    reach: async (page) => {
      await fromMore('Export for another app…')(page);
      await page.getByRole('radio', { name: 'Not encrypted' }).click();
      await page.getByText('Whoever gets hold of this').waitFor();
    },
  },
  {
    name: 'export-verified',
    shows: ['export/export-result.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      await fromMore('Export for another app…')(page);
      await page.getByLabel('Password of the file').fill('a longer password');
      await page.getByLabel('Password, once more').fill('a longer password');
      await page.getByLabel('Vault password').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByText('Verified 2 of 2').waitFor();
    },
  },
  {
    name: 'export-codes',
    shows: ['export/shown-codes.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      await fromMore('Export for another app…')(page);
      await page.getByRole('radio', { name: 'Not encrypted' }).click();
      await page.getByLabel('Vault password').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByRole('img', { name: /^QR code of/ }).waitFor();
    },
  },
  {
    name: 'paper',
    shows: ['paper/paper-dialog.tsx'],
    fake: unlocked,
    reach: async (page) => {
      await fromMore('Print a paper vault…')(page);
      await page.getByText(/accounts fit\./).waitFor();
    },
  },
  {
    name: 'paper-sheets',
    shows: ['paper/paper-sheets.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      await fromMore('Print a paper vault…')(page);
      await page.getByLabel('Password of the paper vault').fill('meadow copper ninety');
      await page.getByLabel('Password, once more').fill('meadow copper ninety');
      await page.getByLabel('Vault password').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByRole('img', { name: 'QR code 9 of 9' }).waitFor();
    },
  },
  {
    name: 'change-password',
    shows: ['keys/change-password.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      await settingsThen(page, 'Change password…');
      await dialog(page, 'Change password').getByRole('button', { name: 'More' }).click();
      await page.getByRole('radio', { name: /128 MiB/ }).waitFor();
    },
  },
  {
    name: 'recovery-key-password',
    shows: ['keys/make-recovery.tsx', 'components/password-dialog.tsx'],
    fake: twoAccounts,
    reach: (page) => settingsThen(page, 'Make a recovery key…'),
  },
  {
    name: 'recovery-key-sheet',
    shows: ['keys/make-recovery.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      await settingsThen(page, 'Make a recovery key…');
      await page.getByLabel('Vault password').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByText('Key 1A2B-3C4D').waitFor();
      await page.getByRole('img', { name: /QR code/ }).waitFor();
    },
  },
  {
    name: 'recovery-key-confirm',
    shows: ['keys/make-recovery.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      await settingsThen(page, 'Make a recovery key…');
      await page.getByLabel('Vault password').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'I have the words' }).click();
      await page.getByLabel('Word 24').waitFor();
    },
  },
  {
    name: 'recovery-key-remove',
    shows: ['keys/keys-group.tsx', 'components/password-dialog.tsx'],
    fake: withKey,
    reach: async (page) => {
      await settingsThen(page, 'Remove…');
      await dialog(page, 'Remove the recovery key').waitFor();
    },
  },
  {
    name: 'recovery-key-split',
    shows: ['keys/split-recovery.tsx'],
    fake: withKey,
    reach: async (page) => {
      await settingsThen(page, 'Split into shares…');
      await page.getByLabel('Words').fill(WORDS);
      await page.getByText('The words are complete').waitFor();
    },
  },
  {
    name: 'recovery-key-shares',
    shows: ['keys/split-recovery.tsx'],
    fake: withKey,
    reach: async (page) => {
      await settingsThen(page, 'Split into shares…');
      await page.getByLabel('Words').fill(WORDS);
      await page.getByRole('button', { name: 'Make shares' }).click();
      await page.getByRole('heading', { name: /share 3 of 3/ }).waitFor();
    },
  },
];
