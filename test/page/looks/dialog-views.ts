/** Views of the dialogs for accounts, settings, the past and the checks. Used by the page tests that go over every view. */

import { openList } from '../choose-from-list.ts';
import { dialog } from '../page-steps.ts';
import { chooseFromRow, codesShown, fromMore } from './list-views.ts';
import { ACCOUNTS, DAY_MS, PASSWORD, STILL_MS, twoAccounts, unlocked, type View } from './look-view.ts';

const RECOVERY_CODES = ['a1b2c-d3e4f', '9z8y7-x6w5v', '5t4r3-e2w1q', '7u8i9-o0p1a'];
const binned = [
  { issuer: 'Old bank', accountName: 'alice' },
  { issuer: 'Bundesversicherungsanstalt für Angestellte', accountName: 'donaudampfschiff@example.org' },
];
const withHistory = {
  ...unlocked,
  hasHistory: true,
  accounts: ACCOUNTS.map((account, index) => ({ ...account, createdAtMs: STILL_MS - (9 - index) * DAY_MS })),
} as const;
const withCodes = {
  ...twoAccounts,
  recoveryCodes: {
    GitHub: RECOVERY_CODES.map((code, index) => ({ code, usedAtMs: index === 1 ? STILL_MS : null })),
  },
} as const;
const health = [
  { kind: 'one-key', ids: [] },
  { kind: 'not-backed-up', ids: ['github', 'proton', 'long'] },
  { kind: 'same-secret', ids: ['github', 'proton'] },
  { kind: 'short-secret', ids: ['bank'] },
  { kind: 'never-verified', ids: ['aws'] },
] as const;
const RIGHT = { algorithm: 'SHA256', digits: 6, periodSeconds: 60, stepsAhead: 0, isOwn: false } as const;

export const DIALOG_VIEWS: readonly View[] = [
  {
    name: 'edit-account',
    shows: ['codes/edit-account.tsx'],
    fake: unlocked,
    reach: async (page) => {
      await codesShown(page);
      await chooseFromRow(page, 'Bundesversicherungsanstalt', 'Edit');
      await dialog(page, 'Edit account').getByRole('button', { name: 'More' }).click();
      await page.getByLabel('Digits').waitFor();
    },
  },
  {
    name: 'choose-logo',
    shows: ['codes/icon-chooser.tsx'],
    fake: unlocked,
    reach: async (page) => {
      await codesShown(page);
      await chooseFromRow(page, 'GitHub', 'Edit');
      await page.getByRole('button', { name: 'Choose a logo…' }).click();
      const chooser = dialog(page, 'Choose a logo');
      await chooser.getByLabel('Search by name').fill('git');
      await chooser.getByRole('button', { name: 'GitHub', exact: true }).locator('.mark-drawn').waitFor();
    },
  },
  {
    name: 'keyboard-map',
    shows: ['keyboard/keyboard-map.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      await codesShown(page);
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'account-qr-password',
    shows: ['components/password-dialog.tsx', 'codes/account-qr.tsx'],
    fake: unlocked,
    reach: async (page) => {
      await codesShown(page);
      await chooseFromRow(page, 'GitHub', 'Show QR code');
      await page.getByLabel('Vault password').fill('wrong');
      await page.keyboard.press('Enter');
      await page.getByText('That is not the password.').waitFor();
    },
  },
  {
    name: 'account-qr',
    shows: ['codes/account-qr.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      await codesShown(page);
      await chooseFromRow(page, 'GitHub', 'Show QR code');
      await page.getByLabel('Vault password').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByRole('img', { name: /^QR code of/ }).waitFor();
    },
  },
  {
    name: 'recovery-codes-none',
    shows: ['recovery-codes/recovery-codes-dialog.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      await codesShown(page);
      await chooseFromRow(page, 'Proton', 'Recovery codes…');
      await page.getByLabel('Codes from the site').fill(`Keep these safe\n\n${RECOVERY_CODES.join('\n')}`);
      await page.getByText('4 codes found:').waitFor();
    },
  },
  {
    name: 'recovery-codes',
    shows: ['recovery-codes/recovery-codes-dialog.tsx'],
    fake: withCodes,
    reach: async (page) => {
      await codesShown(page);
      await chooseFromRow(page, 'GitHub', 'Recovery codes…');
      await page.getByRole('button', { name: 'Show codes' }).click();
      await page.getByText(RECOVERY_CODES[2] ?? '').waitFor();
    },
  },
  {
    name: 'check-code',
    shows: ['checks/check-dialog.tsx'],
    fake: { ...twoAccounts, explanation: { fits: [RIGHT], chanceFits: 0.0001 } },
    reach: async (page) => {
      await codesShown(page);
      await chooseFromRow(page, 'GitHub', 'Check a code…');
      await page.getByLabel('Code that the site took').fill('123 456');
      await page.keyboard.press('Enter');
      await page.getByText('The site makes its codes with SHA-256').waitFor();
    },
  },
  {
    name: 'check-clock',
    shows: ['checks/clock-doctor.tsx'],
    fake: {
      ...twoAccounts,
      drift: { drifts: [{ fromMs: 90_000, toMs: 100_000 }], chanceDrifts: 0.0000001 },
      clockSync: 'not-synchronised',
    },
    reach: async (page) => {
      await fromMore('Check the clock…')(page);
      await page.getByLabel('Its code there', { exact: true }).fill('123456');
      await page.getByLabel('Second code').fill('654321');
      await page.getByRole('button', { name: 'Compare' }).click();
      await page.getByText('this computer’s clock is 95 seconds behind.').waitFor();
    },
  },
  {
    name: 'health',
    shows: ['checks/health-dialog.tsx'],
    fake: { ...unlocked, health },
    reach: async (page) => {
      await fromMore('Health…')(page);
      await page.getByText('Only the password opens the vault').waitFor();
    },
  },
  {
    name: 'health-fine',
    shows: ['checks/health-dialog.tsx'],
    fake: { ...twoAccounts, health: [] },
    reach: async (page) => {
      await fromMore('Health…')(page);
      await page.getByText('All is well.').waitFor();
    },
  },
  {
    name: 'bin',
    shows: ['history/bin-dialog.tsx'],
    fake: { ...twoAccounts, binned },
    reach: async (page) => {
      await fromMore('Bin')(page);
      await page.getByRole('checkbox', { name: 'Choose Old bank (alice)' }).click();
    },
  },
  {
    name: 'bin-empty',
    shows: ['history/bin-dialog.tsx'],
    fake: twoAccounts,
    reach: async (page) => {
      await fromMore('Bin')(page);
      await page.getByText('The bin is empty.').waitFor();
    },
  },
  {
    name: 'bin-confirm',
    shows: ['components/confirm-dialog.tsx', 'history/bin-dialog.tsx'],
    fake: { ...twoAccounts, binned },
    reach: async (page) => {
      await fromMore('Bin')(page);
      await page.getByRole('button', { name: 'Empty bin…' }).click();
      await dialog(page, 'Empty the bin').waitFor();
    },
  },
  {
    name: 'history',
    shows: ['history/history-dialog.tsx'],
    fake: withHistory,
    reach: async (page) => {
      await fromMore('History')(page);
      await page.getByText('Added GitHub (alice@example.com)').waitFor();
    },
  },
  {
    name: 'history-broken',
    shows: ['history/history-dialog.tsx'],
    fake: { ...withHistory, isChainBroken: true },
    reach: async (page) => {
      await fromMore('History')(page);
      await page.getByText('This history does not hold together').waitFor();
    },
  },
  {
    name: 'conflict',
    shows: ['history/conflict-dialog.tsx'],
    fake: { ...unlocked, merge: { added: [], isInConflict: true } },
    reach: async (page) => {
      await codesShown(page);
      await chooseFromRow(page, 'Proton', 'Pin to the top');
      await page.getByRole('button', { name: 'Compare…' }).click();
      const compare = dialog(page, 'Two versions of one account');
      await compare.getByRole('region', { name: 'Version 2' }).locator('.code').waitFor();
    },
  },
  {
    name: 'unread-records',
    shows: ['codes/quarantine-notice.tsx', 'components/password-dialog.tsx'],
    fake: { ...twoAccounts, quarantined: ['Old bank', ''] },
    reach: async (page) => {
      await codesShown(page);
      await page.getByRole('button', { name: 'Save a copy…' }).click();
      await dialog(page, 'Save records that cannot be read').waitFor();
    },
  },
  {
    name: 'settings',
    shows: ['settings/settings-dialog.tsx'],
    fake: unlocked,
    reach: fromMore('Settings'),
  },
  {
    name: 'settings-list',
    fake: unlocked,
    reach: async (page) => {
      await fromMore('Settings')(page);
      await openList(page.getByRole('combobox', { name: 'Clear a copied code after' }));
      await page.getByRole('listbox').waitFor();
    },
  },
  {
    name: 'settings-end',
    shows: ['settings/settings-dialog.tsx', 'keys/keys-group.tsx'],
    fake: {
      ...unlocked,
      shortcut: 'taken',
      keys: { recoveryKeyNumber: '1A2B-3C4D', keychain: 'ready' },
      automatic: { folderName: 'Stick', failure: 'not-permitted', failedAtMs: STILL_MS },
    },
    reach: async (page) => {
      await fromMore('Settings')(page);
      await page.getByRole('heading', { name: 'Keys' }).scrollIntoViewIfNeeded();
      await page.locator('.dialog-body').evaluate((body) => {
        body.scrollTop = body.scrollHeight;
      });
    },
  },
];
