/**
 * What takes back a change of the vault, worked out from the vault before and after it. Vault process, CLI.
 * The rule: undoing puts back what the change did and nothing else, and never makes a used HOTP counter current again.
 */
import type { Account } from '../otp/account.ts';
import { type AccountEntry, accountsOf, positionOf, putAccount, type Vault } from './vault.ts';

/** Gives the vault without the change; the same value when there is nothing left of it to take back. */
export type Inverse = (current: Vault) => Vault;

/** The inverse of a change, to be applied to whatever the vault has become since. */
export function inverseOf(before: Vault, after: Vault): Inverse {
  const accountsBefore = accountsById(before);
  const accountsAfter = accountsById(after);
  const addedIds = new Set([...accountsAfter.keys()].filter((id) => !accountsBefore.has(id)));
  const changed = [...accountsBefore.values()].flatMap((old) => {
    const now = accountsAfter.get(old.id);
    return now === undefined || now === old ? [] : [{ old, now }];
  });
  const removed = before.entries.flatMap((entry, position) =>
    entry.kind === 'account' && !accountsAfter.has(entry.account.id) ? [{ entry, position }] : [],
  );
  return (current) => {
    let vault = withoutAccounts(current, addedIds);
    for (const { old, now } of changed) vault = putBack(vault, old, now);
    for (const { entry, position } of removed) vault = insertAgain(vault, entry, position);
    return vault;
  };
}

function accountsById(vault: Vault): ReadonlyMap<string, Account> {
  return new Map(accountsOf(vault).map((account) => [account.id, account]));
}

function withoutAccounts(vault: Vault, ids: ReadonlySet<string>): Vault {
  const entries = vault.entries.filter((entry) => entry.kind !== 'account' || !ids.has(entry.account.id));
  return entries.length === vault.entries.length ? vault : { ...vault, entries };
}

function putBack(vault: Vault, old: Account, changedTo: Account): Vault {
  const current = accountsOf(vault).find(({ id }) => id === old.id);
  return current === undefined ? vault : putAccount(vault, withUsedCounter(old, changedTo, current));
}

/**
 * The account as it was, but for a counter that moved on since the change: its codes are used up. A counter that
 * the change itself set goes back with it as long as no code was made from it.
 */
function withUsedCounter(old: Account, changedTo: Account, current: Account): Account {
  if (old.otp.type !== 'hotp' || current.otp.type !== 'hotp' || changedTo.otp.type !== 'hotp') return old;
  const isSameSecret = Buffer.compare(old.otp.secret, current.otp.secret) === 0;
  if (!isSameSecret || current.otp.counter === changedTo.otp.counter) return old;
  return { ...old, otp: { ...old.otp, counter: Math.max(old.otp.counter, current.otp.counter) } };
}

function insertAgain(vault: Vault, entry: AccountEntry, position: number): Vault {
  if (positionOf(vault, entry.account.id) !== -1) return vault;
  return { ...vault, entries: vault.entries.toSpliced(position, 0, entry) };
}
