/**
 * One account of two copies of a vault that went apart, member by member. Vault process, CLI, tests.
 * The rule: what one side changed wins; where both did, both are kept, as two accounts. A counter never goes back.
 */
import { createHash } from 'node:crypto';
import { entryOfRecord, recordOf } from './account-record.ts';
import type { JsonObject } from './json-object.ts';
import { mergeExtras, PLACE_MEMBERS, USE_MEMBERS } from './merge-extras.ts';
import type { AccountEntry } from './vault.ts';

/** Members that mean something only together: a secret with another secret's digits would be no account of anyone's. */
const KEY_MEMBERS = ['type', 'secret', 'algorithm', 'digits', 'period', 'pin'] as const;
/** Merged by a rule of their own, so that they are never in conflict. */
const RULED_MEMBERS = new Set<string>([...KEY_MEMBERS, 'id', 'counter', 'createdAt', 'updatedAt']);

/** Names the account that an account was in conflict with, in its record. */
export const CONFLICT_MEMBER = 'conflictOf';

export interface MergedAccount {
  readonly entry: AccountEntry;
  /** The other version, under an id of its own that names this one; null when there was no conflict. */
  readonly conflict: AccountEntry | null;
}

/** @param base as both sides had it; null when they had it not, or it is not known. */
export function mergeAccount(
  base: AccountEntry | null,
  ours: AccountEntry,
  theirs: AccountEntry,
): MergedAccount {
  const left = recordOf(ours);
  const right = recordOf(theirs);
  const old = base === null ? null : recordOf(base);
  const isLeftLater = isLater(left, right);
  const extras = isLeftLater ? mergeExtras(old, left, right) : mergeExtras(old, right, left);
  const fromLeft: JsonObject = {};
  const fromRight: JsonObject = {};
  let isConflict = false;
  for (const unit of unitsOf(left, right, extras.ruled)) {
    const choice = chooseUnit(unit, old, left, right);
    isConflict ||= choice === 'conflict';
    Object.assign(fromLeft, pick(choice === 'theirs' ? right : left, unit));
    Object.assign(fromRight, pick(choice === 'ours' ? left : right, unit));
  }
  const common = {
    id: left.id,
    createdAt: Math.min(left.createdAt as number, right.createdAt as number),
    updatedAt: Math.max(left.updatedAt as number, right.updatedAt as number),
  };
  const withRest = (record: JsonObject) => ({
    ...record,
    ...counterOf(record, left, right),
    ...(extras.ruled.has('verifiedAt') ? verifiedOf(record, old, left, right) : {}),
    ...extras.members,
    ...common,
  });
  const entry = entryOf(withRest(fromLeft));
  if (!isConflict) return { entry, conflict: null };
  const other = entryOf(withRest(fromRight));
  return isLeftLater ? twoOf(entry, other) : twoOf(other, entry);
}

/** Members that change without a person's edit of the account. */
const MOVING_MEMBERS = new Set<string>(['counter', 'updatedAt', ...USE_MEMBERS, ...PLACE_MEMBERS]);

/** Whether a person changed an account: a counter that moved on by itself is no change. */
export function isEdited(base: AccountEntry, now: AccountEntry): boolean {
  const still = (entry: AccountEntry) =>
    Object.fromEntries(Object.entries(recordOf(entry)).filter(([name]) => !MOVING_MEMBERS.has(name)));
  return textOf(still(base)) !== textOf(still(now));
}

/** The same text for the same members in any order. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_name, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([left], [right]) => (left < right ? -1 : 1)))
      : each,
  );
}

function unitsOf(
  left: JsonObject,
  right: JsonObject,
  ruledExtras: ReadonlySet<string>,
): readonly (readonly string[])[] {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  const others = [...names].filter((name) => !RULED_MEMBERS.has(name) && !ruledExtras.has(name));
  return [KEY_MEMBERS, ...others.map((name) => [name])];
}

function chooseUnit(
  unit: readonly string[],
  old: JsonObject | null,
  left: JsonObject,
  right: JsonObject,
): 'ours' | 'theirs' | 'conflict' {
  const [before, ours, theirs] = [old ?? {}, left, right].map((record) => textOf(pick(record, unit)));
  if (ours === theirs || (old !== null && before === theirs)) return 'ours';
  return old !== null && before === ours ? 'theirs' : 'conflict';
}

function pick(record: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(record, name)).map((name) => [name, record[name]]),
  );
}

/** The highest counter that either side has for the record's own secret. */
function counterOf(record: JsonObject, ...sides: readonly JsonObject[]): JsonObject {
  if (record.type !== 'hotp') return {};
  const counters = sides
    .filter((side) => side.type === 'hotp' && side.secret === record.secret)
    .map((side) => side.counter as number);
  return { counter: Math.max(...counters) };
}

/** When the record's own key was confirmed: as the side has it that changed it, the last time where both did. */
function verifiedOf(record: JsonObject, old: JsonObject | null, ...sides: readonly JsonObject[]): JsonObject {
  const key = textOf(pick(record, KEY_MEMBERS));
  const hasKey = (side: JsonObject) => textOf(pick(side, KEY_MEMBERS)) === key;
  const holders = sides.filter(hasKey);
  const isKnown = old !== null && hasKey(old);
  const changed = isKnown ? holders.filter(({ verifiedAt }) => verifiedAt !== old.verifiedAt) : holders;
  const times = (changed.length > 0 ? changed : holders)
    .filter(({ verifiedAt }) => verifiedAt !== undefined)
    .map(({ verifiedAt }) => verifiedAt as number);
  return times.length === 0 ? {} : { verifiedAt: Math.max(...times) };
}

function isLater(left: JsonObject, right: JsonObject): boolean {
  if (left.updatedAt !== right.updatedAt) return (left.updatedAt as number) > (right.updatedAt as number);
  return textOf(left) > textOf(right);
}

/** The id of the second comes from what it holds, so that both computers that merge the same give it the same. */
function twoOf(first: AccountEntry, second: AccountEntry): MergedAccount {
  const digest = createHash('sha256')
    .update(textOf(recordOf(second)))
    .digest('hex');
  const id = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(12, 16),
    digest.slice(16, 20),
    digest.slice(20, 32),
  ].join('-');
  return {
    entry: first,
    conflict: {
      ...second,
      account: { ...second.account, id },
      unknown: { ...second.unknown, [CONFLICT_MEMBER]: first.account.id },
    },
  };
}

function entryOf(record: JsonObject): AccountEntry {
  const entry = entryOfRecord(record);
  if (entry === null) throw new RangeError('two sound accounts gave one that is not');
  return entry;
}
