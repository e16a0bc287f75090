/**
 * A change of the vault as what takes it back: for each account only the members and the place that were different.
 * Vault process, CLI, tests. The rule: reversing puts back what the change did and nothing else.
 */
import { entryOfRecord, recordOf } from './account-record.ts';
import { isJsonObject, isText, isWhole, type JsonObject } from './json-object.ts';
import type { AccountEntry, BinnedEntry, Entry, Vault } from './vault.ts';

const ID_LENGTH_MAX = 64;

/** Where an account was: at an index of the entries, or, with `deletedAt` (Unix milliseconds), in the bin from there. */
export interface Place {
  readonly position: number;
  readonly deletedAt?: number;
}

/** How one account was before a change. */
export type Delta =
  | { readonly id: string; readonly was: 'absent' }
  /** It left the bin for good: its secret is in no record, only what it was called. */
  | {
      readonly id: string;
      readonly was: 'forgotten';
      readonly issuer: string;
      readonly accountName: string;
    }
  | {
      readonly id: string;
      readonly was: 'other';
      /** Members that had another value, with that value; all of them when the account left wholly. */
      readonly record: JsonObject;
      /** Members that were not there. */
      readonly without: readonly string[];
      readonly place: Place | null;
      /** Its recovery codes changed, and are not told: taking it back leaves them as they are. */
      readonly keepsCodes?: true;
    };

export interface Change {
  readonly deltas: readonly Delta[];
  /** Ids in their order before, when accounts that stayed changed theirs. */
  readonly order?: readonly string[];
}

interface Item {
  readonly entry: AccountEntry;
  readonly place: Place;
}

/** What takes back the step from `before` to `after`. */
export function changeBetween(before: Vault, after: Vault): Change {
  const were = itemsOf(before);
  const are = itemsOf(after);
  const deltas: Delta[] = [];
  for (const [id, was] of were) {
    const is = are.get(id);
    const delta = is === undefined ? wholeDelta(was) : deltaBetween(was, is);
    if (delta !== null) deltas.push(delta);
  }
  for (const id of are.keys()) if (!were.has(id)) deltas.push({ id, was: 'absent' });
  const listedBefore = listedIds(before);
  const stayed = new Set(listedIds(after));
  const both = new Set(listedBefore.filter((id) => stayed.has(id)));
  const isReordered =
    listedBefore.filter((id) => both.has(id)).join() !==
    listedIds(after)
      .filter((id) => both.has(id))
      .join();
  return isReordered ? { deltas, order: listedBefore } : { deltas };
}

export function isNoChange({ deltas, order }: Change): boolean {
  return deltas.length === 0 && order === undefined;
}

/** The same change without what is in accounts that left the bin for good: only that they did, and their names. */
export function forgetting(change: Change, after: Vault): Change {
  const are = itemsOf(after);
  const deltas = change.deltas.map((delta): Delta => {
    if (delta.was !== 'other' || delta.place?.deletedAt === undefined || are.has(delta.id)) return delta;
    const { issuer, accountName } = delta.record;
    return { id: delta.id, was: 'forgotten', issuer: String(issuer), accountName: String(accountName) };
  });
  return { ...change, deltas };
}

/** The vault with a change taken back, on whatever it has become; the same value when nothing of it is left. */
export function reverseChange(current: Vault, { deltas, order }: Change): Vault {
  const items = new Map(itemsOf(current));
  const moved = new Map<string, Place>();
  let isTouched = false;
  for (const delta of deltas) {
    const item = items.get(delta.id);
    if (delta.was === 'absent') isTouched = items.delete(delta.id) || isTouched;
    if (delta.was !== 'other') continue;
    const entry = entryOfRecord(patched(item === undefined ? {} : recordOf(item.entry), delta));
    if (entry === null) continue;
    const place = delta.place ?? item?.place;
    if (place === undefined) continue;
    items.set(delta.id, { entry, place });
    if (delta.place !== null) moved.set(delta.id, delta.place);
    isTouched = true;
  }
  if (!isTouched && order === undefined) return current;
  return arrange(current, items, moved, order);
}

/** Puts items back into a vault: those that stay in the list in its order, those that moved at their places. */
function arrange(
  vault: Vault,
  items: ReadonlyMap<string, Item>,
  moved: ReadonlyMap<string, Place>,
  order: readonly string[] | undefined,
): Vault {
  let entries = vault.entries.flatMap((entry): Entry[] => {
    if (entry.kind !== 'account') return [entry];
    const item = items.get(entry.account.id);
    return item === undefined || moved.has(entry.account.id) ? [] : [item.entry];
  });
  let bin = vault.bin.flatMap((binned): BinnedEntry[] => {
    const { id } = binned.entry.account;
    const item = items.get(id);
    return item === undefined || moved.has(id) ? [] : [{ ...binned, entry: item.entry }];
  });
  const byPosition = [...moved].sort(([, left], [, right]) => left.position - right.position);
  for (const [id, place] of byPosition) {
    const { entry } = items.get(id) as Item;
    if (place.deletedAt === undefined) entries = entries.toSpliced(place.position, 0, entry);
    else bin = [...bin, { entry, deletedAtMs: place.deletedAt, position: place.position, unknown: {} }];
  }
  bin = bin.toSorted((left, right) => left.deletedAtMs - right.deletedAtMs);
  return { ...vault, entries: order === undefined ? entries : inOrder(entries, order), bin };
}

/** Accounts that `order` names change places among themselves; all else stays where it is. */
function inOrder(entries: readonly Entry[], order: readonly string[]): Entry[] {
  const ranks = new Map(order.map((id, rank) => [id, rank]));
  const rankOf = (entry: Entry) => (entry.kind === 'account' ? ranks.get(entry.account.id) : undefined);
  const ranked = entries.filter((entry) => rankOf(entry) !== undefined);
  ranked.sort((left, right) => (rankOf(left) ?? 0) - (rankOf(right) ?? 0));
  const next = ranked.values();
  return entries.map((entry) => (rankOf(entry) === undefined ? entry : (next.next().value as Entry)));
}

function itemsOf(vault: Vault): ReadonlyMap<string, Item> {
  const listed = vault.entries.flatMap((entry, position): [string, Item][] =>
    entry.kind === 'account' ? [[entry.account.id, { entry, place: { position } }]] : [],
  );
  const binned = vault.bin.map(({ entry, deletedAtMs, position }): [string, Item] => [
    entry.account.id,
    { entry, place: { position, deletedAt: deletedAtMs } },
  ]);
  return new Map([...listed, ...binned]);
}

function listedIds({ entries }: Vault): readonly string[] {
  return entries.flatMap((entry) => (entry.kind === 'account' ? [entry.account.id] : []));
}

function wholeDelta({ entry, place }: Item): Delta {
  return { id: entry.account.id, was: 'other', record: recordOf(entry), without: [], place };
}

/** Null when the account is as it was. A place in the list is the list, whatever the index. */
function deltaBetween(was: Item, is: Item): Delta | null {
  const isMoved = was.place.deletedAt !== is.place.deletedAt;
  if (was.entry === is.entry && !isMoved) return null;
  const before = recordOf(was.entry);
  const after = recordOf(is.entry);
  const changed = Object.entries(before).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(after[name]),
  );
  const without = Object.keys(after).filter((name) => !Object.hasOwn(before, name));
  if (!isMoved && changed.length === 0 && without.length === 0) return null;
  const { id } = was.entry.account;
  return {
    id,
    was: 'other',
    record: Object.fromEntries(changed),
    without,
    place: isMoved ? was.place : null,
  };
}

function patched(record: JsonObject, { record: old, without }: Extract<Delta, { was: 'other' }>): JsonObject {
  const gone = new Set(without);
  return Object.fromEntries(Object.entries({ ...record, ...old }).filter(([name]) => !gone.has(name)));
}

/** A change read from a line's object; null when it is none. */
export function decodeChange({ deltas, order }: JsonObject): Change | null {
  if (!Array.isArray(deltas) || !deltas.every(isDelta)) return null;
  if (order === undefined) return { deltas };
  return Array.isArray(order) && order.every((id) => isText(id, ID_LENGTH_MAX)) ? { deltas, order } : null;
}

function isDelta(value: unknown): value is Delta {
  if (!isJsonObject(value) || !isText(value.id, ID_LENGTH_MAX) || value.id === '') return false;
  if (value.was === 'absent') return true;
  if (value.was === 'forgotten')
    return typeof value.issuer === 'string' && typeof value.accountName === 'string';
  const { was, record, without, place, keepsCodes } = value;
  if (keepsCodes !== undefined && keepsCodes !== true) return false;
  if (was !== 'other' || !isJsonObject(record) || (place !== null && !isPlace(place))) return false;
  return Array.isArray(without) && without.every((name) => typeof name === 'string');
}

function isPlace(value: unknown): value is Place {
  if (!isJsonObject(value) || !isWhole(value.position, 0, Number.MAX_SAFE_INTEGER)) return false;
  return value.deletedAt === undefined || isWhole(value.deletedAt, 0, Number.MAX_SAFE_INTEGER);
}
