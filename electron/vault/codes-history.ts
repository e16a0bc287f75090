/**
 * What the history may hold of recovery codes while they are under a password of their own: nothing that opens without it.
 * Vault process, CLI, tests. The rule: it is applied to every vault that is saved, merged ones too.
 */
import type { ChangeRecord } from './history.ts';
import { forgetThrough } from './history.ts';
import { CODES_LOCK_MEMBER } from './sealed-codes.ts';
import type { Vault } from './vault.ts';

/** The vault without the steps up to the last one that holds a code in the clear; the same value where none does. */
export function withoutOpenCodes(vault: Vault): Vault {
  if (!Object.hasOwn(vault.unknown, CODES_LOCK_MEMBER)) return vault;
  const last = vault.history.records.findLastIndex(holdsCodes);
  return last === -1 ? vault : { ...vault, history: forgetThrough(vault.history, last) };
}

function holdsCodes({ change }: ChangeRecord): boolean {
  return change.deltas.some((delta) => delta.was === 'other' && Object.hasOwn(delta.record, 'recoveryCodes'));
}
