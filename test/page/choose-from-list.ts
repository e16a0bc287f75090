/**
 * Choosing from one of the page's own lists, for page tests and end-to-end tests.
 * The rule: the option is one of the list that the field opened, since a list chosen from before may still be closing, and
 * the next step comes when the list is gone, since what lies behind it answers nobody until then.
 */
import type { Locator } from 'playwright-core';

/**
 * Opens a list to choose from, by the keyboard. A click is held as long as the computer is slow, and a long one that
 * ends outside of the list closes it again, as it does in every system's own lists.
 */
export const openList = (combobox: Locator): Promise<void> => combobox.press('ArrowDown');

/** Opens the list of `combobox`, chooses the option of this name and waits until the list is gone. */
export async function chooseFromList(combobox: Locator, option: string): Promise<void> {
  await openList(combobox);
  const id = await combobox.and(combobox.page().locator('[aria-controls]')).getAttribute('aria-controls');
  const list = combobox.page().locator(`[id="${id}"]`);
  await list.getByRole('option', { name: option, exact: true }).click();
  await list.waitFor({ state: 'hidden' });
}
