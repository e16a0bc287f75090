/**
 * The bin: accounts that were removed and wait to be restored or forgotten. Vault process, CLI, tests.
 * The rule: removing an account loses nothing; only emptying the bin does, when a person asks or the chosen time is over.
 */
import { CodedError } from '../ipc/failure.ts';
import { type BinnedEntry, type Entry, entryOf, positionOf, type Vault } from './vault.ts';

/** More than anyone deletes; beyond it the oldest go, so that the file stays within its bounds. */
export const BIN_MAX = 10_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The vault with an account moved to the bin. `nowMs`: Unix milliseconds. @throws CodedError `account-missing`. */
export function removeAccount(vault: Vault, id: string, nowMs: number): Vault {
  const entry = entryOf(vault, id);
  const binned = { entry, deletedAtMs: nowMs, position: positionOf(vault, id), unknown: {} };
  const entries = vault.entries.filter((each) => each !== entry);
  return { ...vault, entries, bin: [...vault.bin, binned].slice(-BIN_MAX) };
}

/** As `removeAccount`, for many at once. @throws CodedError `account-missing` when one is not listed. */
export function removeAccounts(vault: Vault, ids: ReadonlySet<string>, nowMs: number): Vault {
  const removed = vault.entries.flatMap((entry, position): BinnedEntry[] =>
    entry.kind === 'account' && ids.has(entry.account.id)
      ? [{ entry, deletedAtMs: nowMs, position, unknown: {} }]
      : [],
  );
  if (removed.length < ids.size) throw new CodedError('account-missing');
  const gone = new Set<Entry>(removed.map(({ entry }) => entry));
  const entries = vault.entries.filter((entry) => !gone.has(entry));
  return { ...vault, entries, bin: [...vault.bin, ...removed].slice(-BIN_MAX) };
}

/** The vault with an account back from the bin, in its old place where that still is. @throws CodedError `account-missing`. */
export function restoreAccount(vault: Vault, id: string): Vault {
  const binned = binnedOf(vault, id);
  const entries = vault.entries.toSpliced(binned.position, 0, binned.entry);
  return { ...vault, entries, bin: vault.bin.filter((each) => each !== binned) };
}

/** The vault without these accounts of the bin. @throws CodedError `account-missing` when one is not there. */
export function emptyBin(vault: Vault, ids: readonly string[]): Vault {
  const gone = new Set(ids.map((id) => binnedOf(vault, id)));
  return { ...vault, bin: vault.bin.filter((each) => !gone.has(each)) };
}

/** The vault without what has been in the bin for `days` (0: for ever) at `nowMs`; the same value when nothing has. */
export function expireBin(vault: Vault, days: number, nowMs: number): Vault {
  if (days <= 0) return vault;
  const bin = vault.bin.filter(({ deletedAtMs }) => nowMs - deletedAtMs < days * DAY_MS);
  return bin.length === vault.bin.length ? vault : { ...vault, bin };
}

/** When an account of the bin is due to be forgotten, Unix milliseconds; null: never. */
export function forgetAtMs(deletedAtMs: number, days: number): number | null {
  return days > 0 ? deletedAtMs + days * DAY_MS : null;
}

function binnedOf(vault: Vault, id: string): BinnedEntry {
  const binned = vault.bin.find(({ entry }) => entry.account.id === id);
  if (binned === undefined) throw new CodedError('account-missing');
  return binned;
}
