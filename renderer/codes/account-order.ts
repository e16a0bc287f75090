/** The order of the list. Pure; runs in the page, at the start already: it imports nothing that takes long to load. */
import type { AccountView } from '../../electron/ipc/contract.ts';
import { textOrder } from '../locales/text.ts';

/** Pinned ones first; by issuer, then account name, as the language sorts; an account without issuer goes by its name. */
export function sortAccounts(accounts: readonly AccountView[]): readonly AccountView[] {
  const order = textOrder();
  return [...accounts].sort(
    (a, b) =>
      Number(b.isPinned) - Number(a.isPinned) ||
      order.compare(a.issuer || a.accountName, b.issuer || b.accountName) ||
      order.compare(a.accountName, b.accountName) ||
      a.createdAtMs - b.createdAtMs,
  );
}
