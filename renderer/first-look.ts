/**
 * What the main screen shows first: the list, and the codes of its first rows, read before it is drawn. Runs in the page.
 * The rule: it only saves time. Whatever is not here, or is not right any more, the screen reads itself.
 */
import type { AccountList, CodeView, Settings } from '../electron/ipc/contract.ts';
import { authenticator } from './authenticator.ts';
import { sortAccounts } from './codes/account-order.ts';

/** What the window shows at its usual size. */
export const FIRST_ROWS = 10;

export interface FirstLook {
  readonly list: AccountList;
  readonly codes: readonly CodeView[];
}

/** Null when the list cannot be read. */
export async function firstLook(sort: Settings['sort']): Promise<FirstLook | null> {
  const read = await authenticator.accounts.list();
  if (!read.ok) return null;
  const list = { ...read.value, accounts: sortAccounts(read.value.accounts, sort) };
  const ids = list.accounts.slice(0, FIRST_ROWS).map((account) => account.id);
  const codes = await authenticator.codes.at({ ids });
  return { list, codes: codes.ok ? codes.value : [] };
}
