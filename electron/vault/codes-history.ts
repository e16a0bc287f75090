/**
 * What the history may hold of recovery codes while they are under a password of their own: nothing that opens without it.
 * Vault process, CLI, tests. The rule: it is applied to every step that is recorded and to every vault that is saved.
 */
import type { Change, Delta } from './change.ts';
import { forgetThrough } from './history.ts';
import { isJsonObject, type JsonObject } from './json-object.ts';
import { CODES_LOCK_MEMBER } from './sealed-codes.ts';
import { type AccountEntry, accountsOf, type UnknownMembers, type Vault } from './vault.ts';

/** The vault without the steps up to the last one that holds a code in the clear; the same value where none does. */
export function withoutOpenCodes(vault: Vault): Vault {
  if (!isLocked(vault)) return vault;
  const isFormer = formerIn(vault);
  const last = vault.history.records.findLastIndex(({ change }) =>
    change.deltas.some((delta) => holdsOpenable(delta, isFormer)),
  );
  return last === -1 ? vault : { ...vault, history: forgetThrough(vault.history, last) };
}

/**
 * A change to be recorded in `after` without the codes in the clear that it replaced, while they have a password: the step
 * stays, and with it the chain by which other copies are merged.
 */
export function leavingCodesOut(change: Change, after: Vault): Change {
  if (!isLocked(after)) return change;
  const isFormer = formerIn(after);
  return { ...change, deltas: change.deltas.map((delta) => withoutCodes(delta, isFormer)) };
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

/** Whether a lock is one that nothing in the vault has any more: that of a former password. */
function formerIn({ unknown, ...vault }: Vault): (lock: unknown) => boolean {
  const accounts = [...accountsOf({ ...vault, unknown }), ...vault.bin.map(({ entry }) => entry.account)];
  const used = accounts.flatMap(({ sealedCodes }) => sealedCodes.map(({ lock }) => lock));
  const locks = new Set<unknown>([unknown[CODES_LOCK_MEMBER], ...used]);
  return (lock) => !locks.has(lock);
}

/** Whether a delta tells codes that open without the passwords of today. */
function holdsOpenable(delta: Delta, isFormer: (lock: unknown) => boolean): boolean {
  if (delta.was !== 'other') return false;
  const { recoveryCodes, sealedCodes } = delta.record;
  return recoveryCodes !== undefined || sealsOf(sealedCodes).some(({ lock }) => isFormer(lock));
}

/** Neither these nor the others: half of them put back would be the others lost. Of an account that left wholly, seals stay. */
function withoutCodes(delta: Delta, isFormer: (lock: unknown) => boolean): Delta {
  if (delta.was !== 'other' || !holdsOpenable(delta, isFormer)) return delta;
  const { recoveryCodes: _open, sealedCodes, ...record } = delta.record;
  const seals = Object.hasOwn(record, 'id') ? sealsOf(sealedCodes).filter(({ lock }) => !isFormer(lock)) : [];
  return {
    ...delta,
    record: seals.length === 0 ? record : { ...record, sealedCodes: seals },
    without: delta.without.filter((name) => name !== 'sealedCodes' && name !== 'recoveryCodes'),
    keepsCodes: true,
  };
}

function sealsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
