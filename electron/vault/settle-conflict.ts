/**
 * What a person decides about an account that two copies of the vault had changed. Vault process, CLI, tests.
 * The rule: the version that is not kept goes to the bin, so that a wrong choice costs nothing.
 */
import { CodedError } from '../ipc/failure.ts';
import { removeAccount } from './bin.ts';
import { CONFLICT_MEMBER } from './merge-record.ts';
import { entryOf, type Vault } from './vault.ts';

/** `this`: the account that is asked about, which names the `other` one as what it is a version of. */
export type KeptVersion = 'this' | 'other' | 'both';

/**
 * @param id of the second version. `nowMs`: Unix milliseconds.
 * @throws CodedError `account-missing` when either is not listed, or `id` is nobody's other version.
 */
export function settleConflict(vault: Vault, id: string, keep: KeptVersion, nowMs: number): Vault {
  const second = entryOf(vault, id);
  const { [CONFLICT_MEMBER]: firstId, ...unknown } = second.unknown;
  if (typeof firstId !== 'string') throw new CodedError('account-missing');
  entryOf(vault, firstId);
  const entries = vault.entries.map((entry) => (entry === second ? { ...second, unknown } : entry));
  const settled = { ...vault, entries };
  if (keep === 'both') return settled;
  return removeAccount(settled, keep === 'this' ? firstId : id, nowMs);
}
