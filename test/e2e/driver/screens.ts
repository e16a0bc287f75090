/**
 * What a person sees and does, by role and accessible name. Used by the end-to-end tests, the demo tour and the bench.
 * The rule: no selector that a screen reader could not find its way by, but for the code's text.
 */
import type { Locator, Page } from 'playwright-core';

export const PASSWORD = 'plum tractor violin seven';

/** Creates a vault on the first screen. */
export async function createVault(page: Page, password = PASSWORD): Promise<void> {
  await page.getByRole('button', { name: 'Create a vault' }).click();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password, once more').fill(password);
  await page.getByRole('button', { name: 'Create vault' }).click();
  await codesScreen(page).waitFor();
}

/** Unlocks at the unlock screen. Does not wait for the result. */
export async function typePassword(page: Page, password = PASSWORD): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

export async function unlock(page: Page, password = PASSWORD): Promise<void> {
  await typePassword(page, password);
  await codesScreen(page).waitFor();
}

/** The unlock screen, shown after a lock. */
export const unlockScreen = (page: Page): Locator => page.getByRole('heading', { name: 'Unlock Halfminute' });

export const codesScreen = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search accounts' });

/** Waits until the menu is drawn: the button before it is another one, and a click that spans both is none. */
export async function chooseFromMenu(page: Page, menu: string, item: string): Promise<void> {
  const button = page.getByRole('button', { name: menu, exact: true });
  await button.and(page.locator('[aria-haspopup="menu"]')).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

export const lock = (page: Page): Promise<void> => chooseFromMenu(page, 'More', 'Lock');

/** All rows of the list. */
export const rows = (page: Page): Locator =>
  page.getByRole('list', { name: 'Accounts' }).getByRole('listitem');

/** The row of the account whose issuer or account name is shown as `name`. */
export const row = (page: Page, name: string): Locator => rows(page).filter({ hasText: name });

/** The row's own button: copies the code. */
export const rowButton = (page: Page, name: string): Locator => row(page, name).getByRole('button').first();

/** The code that a row shows, without its gaps; waits until there is one. A row has none while it is out of view. */
export async function shownCode(page: Page, name: string): Promise<string> {
  await row(page, name).scrollIntoViewIfNeeded();
  const code = row(page, name).locator('.code:not(.code-missing)');
  await code.waitFor();
  return (await code.innerText()).replaceAll(/\s/g, '');
}

/** The dialog that is open, whatever it is. The notifications' region holds short messages, by role dialogs, too. */
export const openDialog = (page: Page): Locator =>
  page.getByRole('dialog').and(page.locator(':not([role="region"] *)'));

export const reviewSheet = openDialog;

/** The review sheet's Add, with whatever count it has; "Add all new" only chooses. */
export const addButton = (page: Page): Locator =>
  reviewSheet(page).getByRole('button', { name: /^Add (?:account|\d+ accounts)$/ });

/** Presses the review sheet's Add and waits for what follows. */
export async function addReviewed(page: Page): Promise<void> {
  await addButton(page).click();
  await openDialog(page).getByRole('button', { name: 'Done' }).click();
  await openDialog(page).waitFor({ state: 'detached' });
}

/** Fills "Enter a setup key" and goes on to the review sheet. */
export async function enterSetupKey(
  page: Page,
  fields: {
    readonly issuer: string;
    readonly accountName: string;
    readonly key: string;
    readonly kind?: string;
  },
): Promise<void> {
  await chooseFromMenu(page, 'Add account', 'Enter a setup key');
  const dialog = page.getByRole('dialog', { name: 'Enter a setup key' });
  await dialog.getByLabel('Issuer').fill(fields.issuer);
  await dialog.getByLabel('Account name').fill(fields.accountName);
  await dialog.getByLabel('Setup key', { exact: true }).fill(fields.key);
  if (fields.kind) await dialog.getByRole('radio', { name: fields.kind }).click();
  await dialog.getByRole('button', { name: 'Continue' }).click();
}

/** Goes through "Back up now…" up to its result; the save dialog must be answered already. */
export async function backUpNow(page: Page, password = PASSWORD): Promise<void> {
  await chooseFromMenu(page, 'More', 'Back up now…');
  const dialog = page.getByRole('dialog', { name: 'Back up now' });
  await dialog.getByLabel('Vault password').fill(password);
  await dialog.getByRole('button', { name: 'Choose where to save…' }).click();
}

/** Restores a backup on the first screen of a profile without a vault. */
export async function restoreFromBackup(page: Page, file: string, password = PASSWORD): Promise<void> {
  await page.getByRole('button', { name: 'Restore from a backup' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose file…' }).click();
  await (await chooser).setFiles(file);
  await page.getByLabel('Password of the backup').fill(password);
  await page.getByRole('button', { name: 'Open backup' }).click();
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await codesScreen(page).waitFor();
}

/** Leads out of the open dialog as a person would, and waits until it is gone. */
export async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await openDialog(page).waitFor({ state: 'detached' });
}

/** How often a person would press Escape before calling it broken, and how long they look each time. */
const ESCAPES_MAX = 6;
const ESCAPE_MS = 5000;

/**
 * Leads out of whatever a test before this one left open: lists, menus and dialogs, one upon the other. Unlocks the vault
 * where that is what is left.
 * @throws Error where something stays open
 */
export async function leaveAll(page: Page, password = PASSWORD): Promise<void> {
  const open = openDialog(page).or(page.getByRole('listbox')).or(page.getByRole('menu'));
  for (let escapes = 0; escapes < ESCAPES_MAX; escapes += 1) {
    const count = await open.count();
    if (count === 0) break;
    await page.keyboard.press('Escape');
    // What comes before the page's own listener is lost on a busy computer, so the next round may be for the same one.
    await open
      .nth(count - 1)
      .waitFor({ state: 'detached', timeout: ESCAPE_MS })
      .catch(() => undefined);
  }
  if ((await open.count()) > 0) throw new Error('what a test before this one opened does not close');
  if (await unlockScreen(page).isVisible()) await unlock(page, password);
}
