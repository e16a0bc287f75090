/**
 * The change that `undo` takes back: the last one of the vault's history that still stands. Runs under Node.
 * The rule: changes that were taken back already, here or in the app, are not taken back twice, and no used counter returns.
 */
import { changeBetween, isNoChange, reverseChange } from '../vault/change.ts';
import { type ChangeRecord, chainState } from '../vault/history.ts';
import { stateAfter } from '../vault/history-walk.ts';
import { keepUsedCounters } from '../vault/undo.ts';
import { accountsOf, type Vault } from '../vault/vault.ts';

export interface TakenBack {
  readonly vault: Vault;
  readonly record: ChangeRecord;
}

/** Null when no change is left that could be taken back. */
export function takeBackLast(vault: Vault): TakenBack | null {
  const { history } = vault;
  const { soundFrom } = chainState(history);
  const records = history.records.slice(soundFrom).filter(({ isAside }) => !isAside);
  for (const record of standing(records)) {
    const without = keepUsedCounters(
      reverseChange(vault, record.change),
      vault,
      countersAfter(vault, record),
    );
    // Of a change that was overtaken nothing may be left: accounts forgotten since, values changed back.
    if (!isNoChange(changeBetween(vault, without))) return { vault: without, record };
  }
  return null;
}

/**
 * Newest first, without the undoings and what each of them took back: the latest change before it that was of the same
 * accounts, or of more where some could not be taken back.
 */
function standing(records: readonly ChangeRecord[]): readonly ChangeRecord[] {
  const undoings: (readonly string[])[] = [];
  const left: ChangeRecord[] = [];
  for (const record of records.toReversed()) {
    const ids = new Set(record.change.deltas.map(({ id }) => id));
    const undoing = undoings.findIndex((undone) => undone.every((id) => ids.has(id)));
    if (record.what === 'undone') undoings.push([...ids]);
    else if (undoing >= 0) undoings.splice(undoing, 1);
    else left.push(record);
  }
  return left;
}

/** Counters as the change set them: no code was made from one that is still so. */
function countersAfter(vault: Vault, { seq }: ChangeRecord): ReadonlyMap<string, number> {
  const after = stateAfter(vault, seq);
  const accounts = after === null ? [] : accountsOf(after);
  return new Map(
    accounts.flatMap(({ id, otp }): [string, number][] => (otp.type === 'hotp' ? [[id, otp.counter]] : [])),
  );
}
