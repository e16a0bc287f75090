/**
 * Going back along the history: the vault as it was after any change, and what each change did. Vault process, CLI, tests.
 * The rule: nothing is read through a broken link, a used counter never comes back, and no account is lost by going back.
 */

import type { Account } from '../otp/account.ts';
import { changeBetween, type Delta, forgetting, isNoChange, reverseChange } from './change.ts';
import { leavingCodesOut } from './codes-history.ts';
import { appendChange, type ChangeKind, type ChangeRecord, chainState } from './history.ts';
import { USE_MEMBERS } from './merge-extras.ts';
import { keepUsedCounters } from './undo.ts';
import type { BinnedEntry, Vault } from './vault.ts';

/** `after` with its difference from `before` in its history; without one, as it is. `nowMs`: Unix milliseconds. */
export function withChangeRecorded(before: Vault, after: Vault, what: ChangeKind, nowMs: number): Vault {
  const change = leavingCodesOut(forgetting(changeBetween(before, after), after), after);
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
    | 'tags'
    | 'note'
    | 'icon'
    | 'pinned'
    | 'recoveryCodes'
    | 'verified'
    | 'place'
    | 'distinct'
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

/** Every change that is kept, newest first. Follows the names alone, so that a long history of a large vault is no wait. */
export function changeSteps(vault: Vault): readonly ChangeStep[] {
  const { records, lastSeq } = vault.history;
  const { soundFrom } = chainState(vault.history);
  const oldestSeq = records[soundFrom] === undefined ? lastSeq : records[soundFrom].seq - 1;
  const names = new Map<string, Name>(namesOf(vault));
  const steps: ChangeStep[] = [];
  for (let index = records.length - 1; index >= 0; index -= 1) {
    const record = records[index] as ChangeRecord;
    const isStep = index >= soundFrom && !record.isAside;
    steps.push({
      record,
      accounts: record.change.deltas.map((delta) => accountChange(delta, names, isStep)),
      isRestorable: !record.isAside && record.seq >= oldestSeq,
    });
  }
  return steps;
}

const PARAMETERS = new Set(['type', 'algorithm', 'digits', 'period', 'counter', 'pin']);
/** Members told by their own name, or another word. */
const WORDS: ReadonlyMap<string, AccountChange['did'][number]> = new Map([
  ['issuer', 'issuer'],
  ['accountName', 'accountName'],
  ['secret', 'secret'],
  ['tags', 'tags'],
  ['note', 'note'],
  ['icon', 'icon'],
  ['pinned', 'pinned'],
  ['recoveryCodes', 'recoveryCodes'],
  ['sealedCodes', 'recoveryCodes'],
  ['verifiedAt', 'verified'],
  ['rank', 'place'],
  ['distinctFrom', 'distinct'],
]);
const NOT_TOLD = new Set<string>(['updatedAt', ...USE_MEMBERS]);

/** Takes the change back in `names` where it is a step of the chain that holds. */
function accountChange(delta: Delta, names: Map<string, Name>, isStep: boolean): AccountChange {
  const { id } = delta;
  const after = names.get(id);
  const before = nameBefore(delta, after);
  if (isStep && before !== undefined) names.set(id, before);
  const { issuer, accountName } = after ?? before ?? { issuer: '', accountName: '' };
  const isRenamed =
    isStep &&
    after !== undefined &&
    before !== undefined &&
    (after.issuer !== before.issuer || after.accountName !== before.accountName);
  const formerName = isRenamed ? before : null;
  return { id, issuer, accountName, formerName, did: didOf(delta) };
}

/** Undefined when nothing tells: an account that came keeps the name that it came with. */
function nameBefore(delta: Delta, after: Name | undefined): Name | undefined {
  if (delta.was === 'forgotten') return { issuer: delta.issuer, accountName: delta.accountName };
  if (delta.was === 'absent') return after;
  const { issuer = after?.issuer, accountName = after?.accountName } = delta.record;
  return typeof issuer === 'string' && typeof accountName === 'string' ? { issuer, accountName } : undefined;
}

function didOf(delta: Delta): AccountChange['did'] {
  if (delta.was === 'absent') return ['came'];
  // Only an account that left wholly is recorded with its id.
  if (delta.was === 'forgotten' || Object.hasOwn(delta.record, 'id')) return ['gone'];
  const did = new Set<AccountChange['did'][number]>();
  if (delta.place !== null) did.add(delta.place.deletedAt === undefined ? 'binned' : 'unbinned');
  if (delta.keepsCodes) did.add('recoveryCodes');
  for (const name of [...Object.keys(delta.record), ...delta.without]) {
    if (NOT_TOLD.has(name)) continue;
    did.add(PARAMETERS.has(name) ? 'parameters' : (WORDS.get(name) ?? 'other'));
  }
  return [...did];
}

function namesOf(vault: Vault): readonly [string, Name][] {
  return [...listed(vault), ...vault.bin.map(({ entry }) => entry.account)].map(
    ({ id, issuer, accountName }) => [id, { issuer, accountName }],
  );
}

function listed({ entries }: Vault): readonly Account[] {
  return entries.flatMap((entry) => (entry.kind === 'account' ? [entry.account] : []));
}
