/**
 * The person's own order of accounts: a rank on each that was placed. Vault process, CLI, tests.
 * The rule: a move changes as few ranks as it can and nothing else, so that two copies' moves merge account by account.
 */
import { CodedError } from '../ipc/failure.ts';
import type { Account } from '../otp/account.ts';
import { RANK_MAX } from '../otp/account-extras.ts';
import { accountsOf, type Vault } from './vault.ts';

/** Between neighbours, so that about twenty accounts can be put into the same gap before all are ranked anew. */
const STEP = 2 ** 20;

/** Every account in the person's own order: by rank, then those without one as the vault lists them. */
export function inOwnOrder(accounts: readonly Account[]): readonly Account[] {
  return accounts.toSorted((left, right) => compareRanks(left.rank, right.rank));
}

/**
 * The vault with an account right before or after another one in the own order. No account counts as edited.
 * @throws CodedError `account-missing` when either is not listed.
 */
export function moveAccount(vault: Vault, id: string, targetId: string, side: 'before' | 'after'): Vault {
  const ordered = inOwnOrder(accountsOf(vault));
  const account = ordered.find((each) => each.id === id);
  const others = ordered.filter((each) => each.id !== id);
  const targetAt = others.findIndex((each) => each.id === targetId);
  if (account === undefined || (targetAt === -1 && targetId !== id)) throw new CodedError('account-missing');
  if (targetId === id) return vault;
  const at = side === 'before' ? targetAt : targetAt + 1;
  const moved = others.toSpliced(at, 0, account);
  return moved.every((each, index) => each === ordered[index])
    ? vault
    : withRanks(vault, newRanks(moved, at));
}

/** Ranks to set so that `accounts` sort as they stand, where only the one at `at` has moved. */
function newRanks(accounts: readonly Account[], at: number): ReadonlyMap<string, number> {
  const { id } = accounts[at] as Account;
  const before = accounts[at - 1]?.rank;
  const after = accounts[at + 1]?.rank ?? null;
  // Those without a rank come last: up to the moved one, each gets its own.
  if (before === null) return ranksFrom(accounts, at + 1);
  const rank = between(before ?? null, after);
  return rank === null ? ranksFrom(accounts, accounts.length, true) : new Map([[id, rank]]);
}

/** A rank between two, of which null is none; null when there is no room. */
function between(before: number | null, after: number | null): number | null {
  if (before === null) return after === null ? 0 : inBounds(after - STEP);
  if (after === null) return inBounds(before + STEP);
  const middle = before + Math.floor((after - before) / 2);
  return middle > before && middle < after ? middle : null;
}

function inBounds(rank: number): number | null {
  return Math.abs(rank) <= RANK_MAX ? rank : null;
}

/** Ranks for the first `count`: where those at the front have some, theirs stay unless `isAnew`. */
function ranksFrom(accounts: readonly Account[], count: number, isAnew = false): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  let last = -STEP;
  for (const [index, account] of accounts.slice(0, count).entries()) {
    const isKept = !isAnew && account.rank !== null && index < count - 1;
    last = isKept ? (account.rank as number) : last + STEP;
    if (!isKept) ranks.set(account.id, last);
  }
  return ranks;
}

function withRanks(vault: Vault, ranks: ReadonlyMap<string, number>): Vault {
  const entries = vault.entries.map((entry) => {
    const rank = entry.kind === 'account' ? ranks.get(entry.account.id) : undefined;
    if (entry.kind !== 'account' || rank === undefined || rank === entry.account.rank) return entry;
    return { ...entry, account: { ...entry.account, rank } };
  });
  return { ...vault, entries };
}

/** Accounts without a rank come last. */
function compareRanks(left: number | null, right: number | null): number {
  return left === null || right === null ? Number(left === null) - Number(right === null) : left - right;
}
