/** Which accounts a typed query leaves, and the order of the list. Pure; runs in the page. */
import type { AccountView } from '../../electron/ipc/contract.ts';
import { textOrder } from '../locales/text.ts';

/** Lower case, without accents: "Zürich" is found by "zurich". */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Accounts whose issuer and account name hold every word of the query. */
export function searchAccounts(accounts: readonly AccountView[], query: string): readonly AccountView[] {
  const words = plain(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return accounts;
  return accounts.filter((account) => {
    const text = plain(`${account.issuer} ${account.accountName}`);
    return words.every((word) => text.includes(word));
  });
}

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
