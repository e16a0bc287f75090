/**
 * The vault's history: its changes as a chain of lines, each naming the hash of the one before. Vault process, CLI, tests.
 * The rule: a line is kept and hashed as the bytes it was stored as; a chain that does not hold is told, never mended.
 */
import { createHash } from 'node:crypto';
import { type Change, type Delta, decodeChange } from './change.ts';
import { isJsonObject, isText, isWhole, type JsonObject } from './json-object.ts';

/** Bounds of what is kept; older changes leave, and the hash of the last that left stays as the chain's anchor. */
export const HISTORY_RECORDS_MAX = 2000;
export const HISTORY_BYTES_MAX = 1024 * 1024;
/** Pictures have a bound of their own, in characters of base64: icons of one import would push out every change before it. */
export const HISTORY_PICTURES_MAX = 8 * 1024 * 1024;

const KIND = 'change';
const WHAT_LENGTH_MAX = 32;
const NO_HASH = '0'.repeat(64);

/** What a change was, in the file's words. A newer version may write others; they are kept and shown as "changed". */
export const CHANGE_KINDS = [
  'added',
  'edited',
  'removed',
  'restored',
  'bin-emptied',
  'undone',
  'restored-to-moment',
  'reordered',
  'merged',
  'changed',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface ChangeRecord {
  /** 1 for a vault's first change, one higher with each. */
  readonly seq: number;
  /** Unix milliseconds. */
  readonly atMs: number;
  readonly what: string;
  /** Made in a copy of the vault that was merged into this one later: told, but not a step of this chain's states. */
  readonly isAside: boolean;
  /** What takes it back. */
  readonly change: Change;
  /** Hash of the line before. */
  readonly previous: string;
  /** As stored, without its line end. */
  readonly line: Uint8Array;
}

export interface History {
  /** Hash of the line before the first one here. */
  readonly anchor: string;
  /** Hash of the last line. */
  readonly head: string;
  /** Of the last change, kept or not; 0 before the first. */
  readonly lastSeq: number;
  readonly records: readonly ChangeRecord[];
}

export const NO_HISTORY: History = { anchor: NO_HASH, head: NO_HASH, lastSeq: 0, records: [] };

type NewRecord = Pick<ChangeRecord, 'atMs' | 'what' | 'isAside' | 'change'>;

/** The history with one change more, and within its bounds. */
export function appendChange(history: History, { atMs, what, isAside, change }: NewRecord): History {
  const seq = history.lastSeq + 1;
  const previous = history.head;
  const aside = isAside ? { aside: true } : {};
  const line = new TextEncoder().encode(
    JSON.stringify({ kind: KIND, seq, at: atMs, what, ...aside, ...change, previous }),
  );
  const record: ChangeRecord = { seq, atMs, what, isAside, change, previous, line };
  return compacted({
    ...history,
    head: hashOf(line),
    lastSeq: seq,
    records: [...history.records, record],
  });
}

/** The history without a single change, its end still known: what is added later chains on. */
export function forgetHistory(history: History): History {
  return { ...history, anchor: history.head, records: [] };
}

/** The history without its records up to an index, that one included. */
export function forgetThrough(history: History, index: number): History {
  const last = history.records[index];
  if (last === undefined) return history;
  return { ...history, anchor: hashOf(last.line), records: history.records.slice(index + 1) };
}

export interface ChainState {
  readonly isWhole: boolean;
  /** Index of the first record from which on every link holds. */
  readonly soundFrom: number;
}

/** Follows the chain from its end. */
export function chainState({ anchor, head, lastSeq, records }: History): ChainState {
  let expected = head;
  let seq = lastSeq;
  for (let index = records.length - 1; index >= 0; index -= 1) {
    const record = records[index] as ChangeRecord;
    if (hashOf(record.line) !== expected || record.seq !== seq)
      return { isWhole: false, soundFrom: index + 1 };
    expected = record.previous;
    seq -= 1;
  }
  return { isWhole: expected === anchor, soundFrom: 0 };
}

/** Every hash at which the chain can be met, oldest first: its anchor, then each line's. */
export function hashesOf({ anchor, records }: History): readonly string[] {
  return [anchor, ...records.map(({ line }) => hashOf(line))];
}

/** The member of the payload's first line; nothing before the first change. */
export function encodeHistoryHead({ anchor, head, lastSeq }: History): JsonObject {
  return lastSeq === 0 ? {} : { history: { anchor, head, seq: lastSeq } };
}

/** A first line without a sound member chains to nothing: records that are there then read as broken. */
export function decodeHistory(member: unknown, records: readonly ChangeRecord[]): History {
  if (!isJsonObject(member)) return { ...NO_HISTORY, records };
  const { anchor, head, seq } = member;
  if (!isHash(anchor) || !isHash(head) || !isWhole(seq, 0, Number.MAX_SAFE_INTEGER)) {
    return { ...NO_HISTORY, records };
  }
  return { anchor, head, lastSeq: seq, records };
}

/** The change that a line is; null when it is none. */
export function decodeChangeRecord(object: JsonObject, line: Uint8Array): ChangeRecord | null {
  const { kind, seq, at, what, aside, previous } = object;
  if (kind !== KIND || !isWhole(seq, 1, Number.MAX_SAFE_INTEGER)) return null;
  if (!isWhole(at, 0, Number.MAX_SAFE_INTEGER) || !isText(what, WHAT_LENGTH_MAX) || !isHash(previous))
    return null;
  const change = decodeChange(object);
  if (change === null) return null;
  return { seq, atMs: at, what, isAside: aside === true, change, previous, line: new Uint8Array(line) };
}

function compacted(history: History): History {
  const sizes = history.records.map(sizeOf);
  let bytes = sizes.reduce((sum, size) => sum + size.bytes, 0);
  let pictures = sizes.reduce((sum, size) => sum + size.pictures, 0);
  let first = 0;
  while (
    first < sizes.length - 1 &&
    (sizes.length - first > HISTORY_RECORDS_MAX ||
      bytes > HISTORY_BYTES_MAX ||
      pictures > HISTORY_PICTURES_MAX)
  ) {
    const size = sizes[first] as Size;
    bytes -= size.bytes;
    pictures -= size.pictures;
    first += 1;
  }
  if (first === 0) return history;
  const lastGone = history.records[first - 1] as ChangeRecord;
  return { ...history, anchor: hashOf(lastGone.line), records: history.records.slice(first) };
}

interface Size {
  /** Of the line with its line end, without its pictures. */
  readonly bytes: number;
  readonly pictures: number;
}

function sizeOf({ line, change }: ChangeRecord): Size {
  const pictures = change.deltas.reduce((sum, delta) => sum + pictureLength(delta), 0);
  return { bytes: line.length + 1 - pictures, pictures };
}

/** Characters of base64, each of which is one byte of the line. Anything else under that name counts with the text. */
function pictureLength(delta: Delta): number {
  if (delta.was !== 'other' || !isJsonObject(delta.record.icon)) return 0;
  const { picture } = delta.record.icon;
  return typeof picture === 'string' && /^[A-Za-z0-9+/=]*$/.test(picture) ? picture.length : 0;
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function hashOf(line: Uint8Array): string {
  return createHash('sha256').update(line).digest('hex');
}
