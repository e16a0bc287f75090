/**
 * Two copies of a vault that went apart, made one again: three-way, account by account. Vault process, CLI, tests.
 * The rule: no account of either side vanishes, unless one side had it forgotten and the other left it alone.
 */
import { isLocked, isUntold, leavingCodesOut, withoutUntoldCodes } from './codes-history.ts';
import { appendChange, type ChangeKind, type ChangeRecord, type History, hashesOf } from './history.ts';
import { stateAfter, withChangeRecorded } from './history-walk.ts';
import { isEdited, mergeAccount, textOf } from './merge-record.ts';
import {
  type AccountEntry,
  type BinnedEntry,
  EMPTY_VAULT,
  type Entry,
  type UnknownMembers,
  type Vault,
} from './vault.ts';

interface Held {
  readonly entry: AccountEntry;
  /** Null in the list. */
  readonly bin: BinnedEntry | null;
}

export interface MergedVault {
  readonly vault: Vault;
  /** Ids of the second versions that conflicts left. */
  readonly conflictIds: readonly string[];
}

/**
 * Accounts, bin, quarantined records and unknown members of both sides; the history is ours, as it is.
 * @param base what both sides came from.
 */
export function mergeContents(base: Vault, ours: Vault, theirs: Vault): MergedVault {
  const [was, left, right] = [base, ours, theirs].map(heldOf) as [Holdings, Holdings, Holdings];
  const held = new Map<string, Held>();
  const conflicts = new Map<string, Held>();
  for (const id of new Set([...left.keys(), ...right.keys()])) {
    const merged = mergeHeld(was.get(id) ?? null, left.get(id) ?? null, right.get(id) ?? null, {
      oursForgot: forgotten(ours.history, id),
      theirsForgot: forgotten(theirs.history, id),
    });
    if (merged === null) continue;
    held.set(id, merged.held);
    if (merged.conflict !== null) conflicts.set(id, merged.conflict);
  }
  for (const [id, conflict] of conflicts) {
    if (held.has(conflict.entry.account.id)) conflicts.delete(id);
  }
  const vault = arrange(base, ours, theirs, held, conflicts);
  return { vault, conflictIds: [...conflicts.values()].map(({ entry }) => entry.account.id) };
}

/**
 * As `mergeContents`, histories too. `base` is the vault as this side last read or wrote it; where theirs did not come
 * from that (an older copy put back, a copy changed elsewhere), the last moment that both histories know is taken.
 * `what`: the change that ours is about to save. `nowMs`: Unix milliseconds.
 */
export function mergeVaults(
  base: Vault,
  ours: Vault,
  theirs: Vault,
  what: ChangeKind,
  nowMs: number,
): MergedVault {
  const oursHashes = hashesOf(base.history);
  const theirsHashes = new Set(hashesOf(theirs.history));
  const commonIndex = oursHashes.findLastIndex((hash) => theirsHashes.has(hash));
  const common = commonBase(base, theirs, commonIndex, oursHashes.length);
  const { vault, conflictIds } = mergeContents(common, ours, theirs);
  const isTheirsOlder = oursHashes.includes(theirs.history.head);
  const asides = isTheirsOlder ? [] : base.history.records.slice(Math.max(commonIndex, 0));
  const chain = isTheirsOlder ? base.history : withAsides(theirs.history, asides, vault);
  const before = isTheirsOlder ? base : theirs;
  const revision = Math.max(ours.revision, theirs.revision);
  const merged = { ...vault, revision, history: chain };
  const step = asides.length > 0 ? 'merged' : what;
  return { vault: withChangeRecorded(before, merged, step, nowMs), conflictIds };
}

/** Changes of ours that theirs does not know are told in the chain, but they are no steps of its states. */
function withAsides(history: History, records: readonly ChangeRecord[], merged: Vault): History {
  return records.reduce(
    (chain, record) =>
      appendChange(chain, { ...record, isAside: true, change: leavingCodesOut(record.change, merged) }),
    history,
  );
}

function commonBase(base: Vault, theirs: Vault, commonIndex: number, hashCount: number): Vault {
  if (commonIndex === -1) return EMPTY_VAULT;
  if (commonIndex === hashCount - 1) return base;
  const since = base.history.records.slice(commonIndex);
  const seq = (since[0] as ChangeRecord).seq - 1;
  // Ours put codes under their password since: theirs, which has not, still knows them as they were.
  const isPutUnder = since.some(({ change }) => change.deltas.some(isUntold));
  const known = isPutUnder && !isLocked(theirs) ? stateAfter(theirs, seq) : null;
  const walked = known ?? stateAfter(base, seq);
  if (walked === null || known !== null) return walked ?? EMPTY_VAULT;
  return withoutUntoldCodes(
    walked,
    since.map(({ change }) => change),
  );
}

type Holdings = ReadonlyMap<string, Held>;

function heldOf({ entries, bin }: Vault): Holdings {
  const listed = entries.flatMap((entry): [string, Held][] =>
    entry.kind === 'account' ? [[entry.account.id, { entry, bin: null }]] : [],
  );
  return new Map([
    ...listed,
    ...bin.map((binned): [string, Held] => [binned.entry.account.id, { entry: binned.entry, bin: binned }]),
  ]);
}

function forgotten({ records }: History, id: string): boolean {
  return records.some(({ change }) =>
    change.deltas.some((delta) => delta.id === id && delta.was === 'forgotten'),
  );
}

function mergeHeld(
  base: Held | null,
  ours: Held | null,
  theirs: Held | null,
  { oursForgot, theirsForgot }: { readonly oursForgot: boolean; readonly theirsForgot: boolean },
): { readonly held: Held; readonly conflict: Held | null } | null {
  if (ours === null || theirs === null) {
    const only = (ours ?? theirs) as Held;
    const isForgotten = ours === null ? oursForgot : theirsForgot;
    const isLeftAlone = base !== null && isInBin(base) && isInBin(only) && !isEdited(base.entry, only.entry);
    return isForgotten && isLeftAlone ? null : { held: only, conflict: null };
  }
  const { entry, conflict } = mergeAccount(base?.entry ?? null, ours.entry, theirs.entry);
  const bin = mergedBin(base, ours, theirs);
  return { held: { entry, bin }, conflict: conflict && { entry: conflict, bin } };
}

/** In the bin when both have it there, or one put it there and the other left it alone. */
function mergedBin(base: Held | null, ours: Held, theirs: Held): BinnedEntry | null {
  if (ours.bin !== null && theirs.bin !== null) {
    return ours.bin.deletedAtMs >= theirs.bin.deletedAtMs ? ours.bin : theirs.bin;
  }
  const binned = ours.bin === null ? theirs : ours;
  const listed = ours.bin === null ? ours : theirs;
  if (binned.bin === null || base === null || isInBin(base)) return null;
  return isEdited(base.entry, listed.entry) ? null : binned.bin;
}

function isInBin({ bin }: Held): boolean {
  return bin !== null;
}

/** Our order, what only they list after it, each second version after its first. */
function arrange(
  base: Vault,
  ours: Vault,
  theirs: Vault,
  held: Holdings,
  conflicts: ReadonlyMap<string, Held>,
): Vault {
  const placed = new Set<string>();
  const place = (id: string): Entry[] => {
    const merged = held.get(id);
    if (merged === undefined || merged.bin !== null || placed.has(id)) return [];
    placed.add(id);
    const conflict = conflicts.get(id);
    return conflict === undefined ? [merged.entry] : [merged.entry, conflict.entry];
  };
  const lines = new Map<string, number>();
  const mine = ours.entries.flatMap((entry) => {
    if (entry.kind === 'account') return place(entry.account.id);
    const text = Buffer.from(entry.line).toString('latin1');
    lines.set(text, (lines.get(text) ?? 0) + 1);
    return [entry];
  });
  const others = theirs.entries.flatMap((entry) => {
    if (entry.kind === 'account') return place(entry.account.id);
    const text = Buffer.from(entry.line).toString('latin1');
    const left = lines.get(text) ?? 0;
    lines.set(text, left - 1);
    return left > 0 ? [] : [entry];
  });
  const bin = [...held].flatMap(([id, merged]) =>
    merged.bin === null ? [] : [merged, ...(conflicts.has(id) ? [conflicts.get(id) as Held] : [])],
  );
  return {
    ...ours,
    entries: [...mine, ...others],
    bin: bin
      .map(({ entry, bin: binned }) => ({ ...(binned as BinnedEntry), entry }))
      .sort((left, right) => left.deletedAtMs - right.deletedAtMs),
    unknown: mergedMembers(base.unknown, ours.unknown, theirs.unknown),
  };
}

/** As the side has it that changed it; where both did, whichever both computers would choose. */
function mergedMembers(base: UnknownMembers, ours: UnknownMembers, theirs: UnknownMembers): UnknownMembers {
  const isSame = (one: UnknownMembers, other: UnknownMembers, name: string) =>
    Object.hasOwn(one, name) === Object.hasOwn(other, name) && textOf(one[name]) === textOf(other[name]);
  const chosen = (name: string): UnknownMembers => {
    if (isSame(base, ours, name)) return theirs;
    if (isSame(base, theirs, name)) return ours;
    if (!Object.hasOwn(theirs, name)) return ours;
    return Object.hasOwn(ours, name) && textOf(ours[name]) > textOf(theirs[name]) ? ours : theirs;
  };
  return Object.fromEntries(
    Object.keys({ ...ours, ...theirs }).flatMap((name) => {
      const side = chosen(name);
      return Object.hasOwn(side, name) ? [[name, side[name]]] : [];
    }),
  );
}
