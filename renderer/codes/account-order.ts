/** The order of the list. Pure; runs in the page, at the start already: it imports nothing that takes long to load. */
import type { AccountView, Settings } from '../../electron/ipc/contract.ts';
import { textOrder } from '../locales/text.ts';

type Compare = (a: AccountView, b: AccountView) => number;

/**
 * Pinned ones first; then by `sort`, equal ones as by issuer: by issuer, then account name, as the language sorts, where an
 * account without issuer goes by its name. In the own order, those that were never placed come last, as the vault lists them.
 */
export function sortAccounts(
  accounts: readonly AccountView[],
  sort: Settings['sort'] = 'issuer',
): readonly AccountView[] {
  const text = textOrder();
  const byIssuer: Compare = (a, b) =>
    text.compare(a.issuer || a.accountName, b.issuer || b.accountName) ||
    text.compare(a.accountName, b.accountName) ||
    a.createdAtMs - b.createdAtMs;
  const byRecency: Compare = (a, b) => (b.lastUsedAtMs ?? 0) - (a.lastUsedAtMs ?? 0);
  const compare: { readonly [Sort in Settings['sort']]: Compare } = {
    issuer: byIssuer,
    name: (a, b) => text.compare(a.accountName || a.issuer, b.accountName || b.issuer) || byIssuer(a, b),
    use: (a, b) => b.useCount - a.useCount || byRecency(a, b) || byIssuer(a, b),
    recent: (a, b) => byRecency(a, b) || byIssuer(a, b),
    own: (a, b) => byRank(a.rank, b.rank),
  };
  return accounts.toSorted((a, b) => Number(b.isPinned) - Number(a.isPinned) || compare[sort](a, b));
}

function byRank(a: number | null, b: number | null): number {
  return a === null || b === null ? Number(a === null) - Number(b === null) : a - b;
}

/** From the first to the last place that an account may be moved to: pinned ones stay among themselves. */
export function placesFor(accounts: readonly AccountView[], isPinned: boolean): readonly [number, number] {
  const pinnedCount = accounts.filter((account) => account.isPinned).length;
  return isPinned ? [0, pinnedCount - 1] : [pinnedCount, accounts.length - 1];
}
