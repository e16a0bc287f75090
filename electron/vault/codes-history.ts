/**
 * What the history may hold of recovery codes while they are under a password of their own: nothing that opens without it.
 * Vault process, CLI, tests. The rule: it is applied to every step that is recorded and to every vault that is saved.
 */
import type { Change, Delta } from './change.ts';
import { forgetThrough } from './history.ts';
import { CODES_LOCK_MEMBER } from './sealed-codes.ts';
import type { AccountEntry, UnknownMembers, Vault } from './vault.ts';

/** The vault without the steps up to the last one that holds a code in the clear; the same value where none does. */
export function withoutOpenCodes(vault: Vault): Vault {
  if (!isLocked(vault)) return vault;
  const last = vault.history.records.findLastIndex(({ change }) => change.deltas.some(holdsCodes));
  return last === -1 ? vault : { ...vault, history: forgetThrough(vault.history, last) };
}

/**
 * A change to be recorded in `after` without the codes in the clear that it replaced, while they have a password: the step
 * stays, and with it the chain by which other copies are merged.
 */
export function leavingCodesOut(change: Change, after: Vault): Change {
  if (!isLocked(after) || !change.deltas.some(holdsCodes)) return change;
  return { ...change, deltas: change.deltas.map(withoutCodes) };
}

/** The vault as these changes would leave it, without the codes that they do not tell: nobody knows what they were. */
export function withoutUntoldCodes(vault: Vault, changes: readonly Change[]): Vault {
  const untold = new Set(changes.flatMap(({ deltas }) => deltas.filter(isUntold).map(({ id }) => id)));
  const edited = (entry: AccountEntry): AccountEntry =>
    untold.has(entry.account.id)
      ? { ...entry, account: { ...entry.account, recoveryCodes: [], sealedCodes: [] } }
      : entry;
  return {
    ...vault,
    entries: vault.entries.map((entry) => (entry.kind === 'account' ? edited(entry) : entry)),
    bin: vault.bin.map((binned) => ({ ...binned, entry: edited(binned.entry) })),
  };
}

export function isUntold(delta: Delta): boolean {
  return delta.was === 'other' && delta.keepsCodes === true;
}

export function isLocked({ unknown }: { readonly unknown: UnknownMembers }): boolean {
  return Object.hasOwn(unknown, CODES_LOCK_MEMBER);
}

function holdsCodes(delta: Delta): boolean {
  return delta.was === 'other' && Object.hasOwn(delta.record, 'recoveryCodes');
}

/** Neither as they were sealed: half of them put back would be the others lost. Of an account that left, seals stay. */
function withoutCodes(delta: Delta): Delta {
  if (delta.was !== 'other' || !holdsCodes(delta)) return delta;
  const { recoveryCodes: _open, ...left } = delta.record;
  if (Object.hasOwn(left, 'id')) return { ...delta, record: left, keepsCodes: true };
  const { sealedCodes: _sealed, ...record } = left;
  const without = delta.without.filter((name) => name !== 'sealedCodes');
  return { ...delta, record, without, keepsCodes: true };
}
