/** Views of the list and of what floats over it: rows, menus, search, notices, messages; and of the small window. Used by the page tests that go over every view. */
import type { Page } from 'playwright-core';
import { chooseFromMore, row } from '../page-steps.ts';
import { ACCOUNTS, DAY_MS, PASSWORD, STILL_MS, twoAccounts, unlocked, type View } from './look-view.ts';

/** Every code that can be shown is. */
export const codesShown = (page: Page) =>
  page.waitForFunction(
    () =>
      document.querySelectorAll('.row .code').length > 0 &&
      document.querySelectorAll('.row .code-missing').length <= 1,
  );
export async function chooseFromRow(page: Page, name: string, item: string): Promise<void> {
  await row(page, name)
    .first()
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

const openMenu = async (page: Page, name: string | RegExp) => {
  await codesShown(page);
  await page
    .getByRole('button', { name, exact: true })
    .and(page.locator('[aria-haspopup="menu"]'))
    .first()
    .click();
  await page.getByRole('menu').waitFor();
};

/** A message goes by itself, except while another window has the focus: then its time stands still. */
const holdMessages = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('blur')));

export const LIST_VIEWS: readonly View[] = [
  { name: 'list', fake: unlocked, reach: codesShown },
  { name: 'list-two', fake: twoAccounts, reach: codesShown },
  {
    name: 'list-empty',
    fake: { status: 'unlocked' },
    reach: (page) => page.getByRole('heading', { name: 'Add your first account' }).waitFor(),
  },
  {
    name: 'list-compact',
    fake: { ...unlocked, settings: { density: 'compact', sort: 'own' } },
    reach: codesShown,
  },
  { name: 'list-big', fake: { ...unlocked, settings: { density: 'big' } }, reach: codesShown },
  {
    name: 'list-focus',
    fake: unlocked,
    reach: async (page) => {
      await codesShown(page);
      await page.getByRole('searchbox').press('ArrowDown');
      await page.keyboard.press('ArrowDown');
    },
  },
  {
    name: 'list-search',
    fake: unlocked,
    reach: async (page) => {
      await codesShown(page);
      await page.getByRole('searchbox').fill('b');
      await page.waitForFunction(() => document.querySelectorAll('.row').length < 8);
    },
  },
  {
    name: 'list-no-match',
    fake: unlocked,
    reach: async (page) => {
      await codesShown(page);
      await page.getByRole('searchbox').fill('nothing like this');
      await page.getByText('No account matches').waitFor();
    },
  },
  { name: 'menu-more', fake: unlocked, reach: (page) => openMenu(page, 'More') },
  { name: 'menu-view', fake: unlocked, reach: (page) => openMenu(page, 'View') },
  { name: 'menu-add', fake: unlocked, reach: (page) => openMenu(page, 'Add account') },
  { name: 'menu-scan', fake: unlocked, reach: (page) => openMenu(page, 'More ways to scan') },
  { name: 'menu-row', fake: unlocked, reach: (page) => openMenu(page, /^More for Proton/) },
  {
    name: 'message-copied',
    fake: unlocked,
    reach: async (page) => {
      await codesShown(page);
      await row(page, 'Proton')
        .getByRole('button', { name: /code \w/ })
        .first()
        .click();
      await page
        .getByText(/^Copied/)
        .first()
        .waitFor();
      await holdMessages(page);
    },
  },
  {
    name: 'message-undo',
    fake: unlocked,
    reach: async (page) => {
      await codesShown(page);
      await chooseFromRow(page, 'Bundesversicherungsanstalt', 'Delete');
      await page.getByRole('button', { name: 'Undo' }).waitFor();
      await holdMessages(page);
    },
  },
  {
    name: 'notices',
    fake: {
      ...unlocked,
      quarantined: ['Old bank', ''],
      isSupportedElectron: false,
      automatic: { isReminderDue: true, notBackedUpSinceMs: STILL_MS - 30 * DAY_MS },
      merge: { added: [{ issuer: 'From elsewhere' }], isInConflict: true },
    },
    reach: async (page) => {
      await codesShown(page);
      await chooseFromRow(page, 'Proton', 'Pin to the top');
      await page.getByText('Another program had saved this vault, too.').waitFor();
      await page.getByText('was changed in two copies of the vault').waitFor();
      // Opening the menu scrolled the notices away.
      await page.evaluate(() => window.scrollTo(0, 0));
    },
  },
  {
    name: 'notice-rehearsal',
    fake: { ...twoAccounts, status: 'locked', notices: ['rehearse-password'], keys: { keychain: 'ready' } },
    reach: async (page) => {
      await page.getByRole('button', { name: 'Unlock with the system keychain' }).click();
      await page.getByText('You have not typed your password for a while.').waitFor();
      await codesShown(page);
    },
  },
  {
    name: 'notice-new-password',
    shows: ['keys/change-password.tsx'],
    fake: {
      ...twoAccounts,
      status: 'locked',
      notices: ['set-new-password'],
      keys: { recoveryKeyNumber: '1A2B-3C4D' },
    },
    reach: async (page) => {
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'Set a new password' }).waitFor();
    },
  },
  {
    name: 'drop-overlay',
    fake: twoAccounts,
    reach: async (page) => {
      await codesShown(page);
      await page.locator('body').evaluate((body) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['x'], 'code.png', { type: 'image/png' }));
        body.dispatchEvent(new DragEvent('dragenter', { dataTransfer, bubbles: true, cancelable: true }));
      });
      await page.locator('.drop-overlay').waitFor();
    },
  },
  {
    name: 'mini-window',
    file: 'mini.html',
    fake: { status: 'unlocked', accounts: ACCOUNTS.slice(0, 1) },
    reach: (page) => page.getByText(/code \d \d \d, \d \d \d/).waitFor(),
  },
  {
    name: 'small-window',
    file: 'popup.html',
    fake: { status: 'unlocked', accounts: ACCOUNTS.slice(0, 4) },
    reach: (page) => page.getByRole('option').first().waitFor(),
  },
  {
    name: 'small-window-locked',
    file: 'popup.html',
    fake: { status: 'locked' },
    reach: (page) => page.getByRole('heading', { name: 'Unlock Halfminute' }).waitFor(),
  },
  {
    name: 'small-window-no-vault',
    file: 'popup.html',
    fake: { status: 'none' },
    reach: (page) => page.getByRole('heading', { name: 'There is no vault yet' }).waitFor(),
  },
];

export const fromMore = (item: string) => async (page: Page) => {
  await codesShown(page);
  await chooseFromMore(page, item);
  await page.getByRole('dialog').waitFor();
};
