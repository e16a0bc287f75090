/**
 * Going back along the history: the vault as it was after any change, and what each change did. Vault process, CLI, tests.
 * The rule: nothing is read through a broken link, a used counter never comes back, and no account is lost by going back.
 */

import type { Account } from '../otp/account.ts';
import { changeBetween, type Delta, forgetting, isNoChange, reverseChange } from './change.ts';
import { appendChange, type ChangeKind, type ChangeRecord, chainState } from './history.ts';
import { keepUsedCounters } from './undo.ts';
import type { BinnedEntry, Vault } from './vault.ts';

/** `after` with its difference from `before` in its history; without one, as it is. `nowMs`: Unix milliseconds. */
export function withChangeRecorded(before: Vault, after: Vault, what: ChangeKind, nowMs: number): Vault {
  const change = forgetting(changeBetween(before, after), after);
  if (isNoChange(change)) return after;
  return {
    ...after,
    history: appendChange(after.history, { atMs: nowMs, what, isAside: false, change }),
  };
}

/**
 * Accounts and bin as they were right after change `seq` (the oldest kept minus one: before all that is kept). Null when
 * the history does not go there: not kept any more, behind a broken link, or a moment of another copy of the vault.
 */
export function stateAfter(vault: Vault, seq: number): Vault | null {
  const { history } = vault;
  const { records } = history;
  const { soundFrom } = chainState(history);
  const firstSeq = records[soundFrom]?.seq;
  if (seq === history.lastSeq) return vault;
  if (firstSeq === undefined || seq < firstSeq - 1 || seq > history.lastSeq) return null;
  const target = records.find((record) => record.seq === seq);
  if (target?.isAside === true) return null;
  return records
    .slice(soundFrom)
    .filter((record) => record.seq > seq && !record.isAside)
    .reduceRight((later, { change }) => reverseChange(later, change), vault);
}

/**
 * The vault with accounts and bin as they were right after change `seq`: a new state to be saved as a change itself.
 * Accounts that came later go to the bin; those forgotten since do not come back. Null as for `stateAfter`.
 */
export function restoreToMoment(vault: Vault, seq: number, nowMs: number): Vault | null {
  const then = stateAfter(vault, seq);
  if (then === null || then === vault) return then;
  const known = new Set([...listed(then), ...then.bin.map(({ entry }) => entry.account)].map(({ id }) => id));
  const newcomers = vault.entries.flatMap((entry, position): BinnedEntry[] =>
    entry.kind === 'account' && !known.has(entry.account.id)
      ? [{ entry, position, deletedAtMs: nowMs, unknown: {} }]
      : [],
  );
  const binnedSince = vault.bin.filter(({ entry }) => !known.has(entry.account.id));
  return keepUsedCounters({ ...then, bin: [...then.bin, ...binnedSince, ...newcomers] }, vault);
}

/** What changed about one account. Names of members only: no value of a secret, and none of a parameter. */
export interface AccountChange {
  readonly id: string;
  /** As it was called right after the change, or last before it left. */
  readonly issuer: string;
  readonly accountName: string;
  /** `gone`: for good. `parameters`: algorithm, digits, period, counter or type. */
  readonly did: readonly (
    | 'came'
    | 'gone'
    | 'binned'
    | 'unbinned'
    | 'issuer'
    | 'accountName'
    | 'secret'
    | 'parameters'
    | 'other'
  )[];
  /** As it was called before, when that changed. */
  readonly formerName: { readonly issuer: string; readonly accountName: string } | null;
}

export interface ChangeStep {
  readonly record: ChangeRecord;
  readonly accounts: readonly AccountChange[];
  /** Whether `restoreToMoment` goes there. */
  readonly isRestorable: boolean;
}

interface Name {
  readonly issuer: string;
  readonly accountName: string;
}

/** Every change that is kept, newest first. */
export function changeSteps(vault: Vault): readonly ChangeStep[] {
  const { records, lastSeq } = vault.history;
  const { soundFrom } = chainState(vault.history);
  const oldestSeq = records[soundFrom] === undefined ? lastSeq : records[soundFrom].seq - 1;
  const forgottenNames = new Map<string, Name>();
  const steps: ChangeStep[] = [];
  let after = vault;
  for (let index = records.length - 1; index >= 0; index -= 1) {
    const record = records[index] as ChangeRecord;
    const before = index >= soundFrom && !record.isAside ? reverseChange(after, record.change) : after;
    for (const delta of record.change.deltas) {
      if (delta.was === 'forgotten') forgottenNames.set(delta.id, delta);
    }
    const names = { before: namesById(before), after: namesById(after), forgotten: forgottenNames };
    steps.push({
      record,
      accounts: record.change.deltas.map((delta) => accountChange(delta, names)),
      isRestorable: !record.isAside && record.seq >= oldestSeq,
    });
    after = before;
  }
  return steps;
}

const PARAMETERS = new Set(['type', 'algorithm', 'digits', 'period', 'counter']);

interface NamesAround {
  readonly before: ReadonlyMap<string, Name>;
  readonly after: ReadonlyMap<string, Name>;
  /** Of accounts that were forgotten later: all that is left of them. */
  readonly forgotten: ReadonlyMap<string, Name>;
}

function accountChange(delta: Delta, names: NamesAround): AccountChange {
  const { id } = delta;
  const was = names.before.get(id);
  const is = names.after.get(id);
  const { issuer, accountName } = is ?? was ?? names.forgotten.get(id) ?? { issuer: '', accountName: '' };
  const isRenamed =
    is !== undefined && was !== undefined && (is.issuer !== was.issuer || is.accountName !== was.accountName);
  const formerName = isRenamed ? { issuer: was.issuer, accountName: was.accountName } : null;
  return { id, issuer, accountName, formerName, did: didOf(delta) };
}

function didOf(delta: Delta): AccountChange['did'] {
  if (delta.was === 'absent') return ['came'];
  // Only an account that left wholly is recorded with its id.
  if (delta.was === 'forgotten' || Object.hasOwn(delta.record, 'id')) return ['gone'];
  const did = new Set<AccountChange['did'][number]>();
  if (delta.place !== null) did.add(delta.place.deletedAt === undefined ? 'binned' : 'unbinned');
  for (const name of [...Object.keys(delta.record), ...delta.without]) {
    if (name === 'issuer' || name === 'accountName' || name === 'secret') did.add(name);
    else if (PARAMETERS.has(name)) did.add('parameters');
    else if (name !== 'updatedAt') did.add('other');
  }
  return [...did];
}

function namesById(vault: Vault): ReadonlyMap<string, Name> {
  const all = [...listed(vault), ...vault.bin.map(({ entry }) => entry.account)];
  return new Map(all.map((account) => [account.id, account]));
}

function listed({ entries }: Vault): readonly Account[] {
  return entries.flatMap((entry) => (entry.kind === 'account' ? [entry.account] : []));
}
