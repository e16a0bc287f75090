/**
 * The codes of a paper vault as a set: cut apart for printing, and put together from whatever was scanned so far.
 * Pure; vault process and command line. The rules: codes come in any order and as often as they like, sets that are
 * mixed stay apart, and a set gives its bytes only when all of it is there and its checksum holds.
 */
import { concat } from './bytes.ts';
import {
  CODE_BYTES,
  CODES_MAX,
  CODES_PER_SHEET,
  findPaperCodes,
  formatPaperCode,
  type PaperCode,
  type PaperKind,
  parsePaperCode,
  setIdOf,
  sheetOf,
} from './paper-code.ts';

/** Sets that are collected at once: the sheets on one table are of a few. */
export const SETS_MAX = 8;

/** The codes of one set seen so far. */
export interface PaperSet {
  readonly kind: PaperKind;
  readonly setId: string;
  readonly count: number;
  readonly codes: ReadonlyMap<number, PaperCode>;
}

/** What is still to be found of a set, by the sheet that it is on. */
export interface MissingOnSheet {
  /** From 1. */
  readonly sheet: number;
  /** Numbers of the missing codes, rising. */
  readonly numbers: readonly number[];
  /** No code of this sheet was seen. */
  readonly isWholeSheet: boolean;
}

/** Most bytes that a paper vault holds. */
export const PAPER_BYTES_MAX = CODES_MAX * CODE_BYTES;

/**
 * Cuts a set into its codes.
 * @throws RangeError for no bytes, or more than PAPER_BYTES_MAX.
 */
export function paperCodes(kind: PaperKind, bytes: Uint8Array): readonly PaperCode[] {
  if (bytes.length === 0 || bytes.length > PAPER_BYTES_MAX) throw new RangeError('not a size for paper');
  const setId = setIdOf(kind, bytes);
  const count = Math.ceil(bytes.length / CODE_BYTES);
  return Array.from({ length: count }, (_, at) => ({
    kind,
    setId,
    number: at + 1,
    count,
    bytes: bytes.slice(at * CODE_BYTES, (at + 1) * CODE_BYTES),
  }));
}

/** Why a text that claims to be a code of a paper vault is none of ours. */
export type PaperFault = 'damaged' | 'newer' | 'too-many-sets';

export interface Collected {
  readonly sets: readonly PaperSet[];
  readonly faults: readonly PaperFault[];
}

/** The sets with what a text (one code, or a list of them) adds. */
export function collectPaperCodes(sets: readonly PaperSet[], text: string): Collected {
  const faults: PaperFault[] = [];
  let collected = sets;
  for (const found of findPaperCodes(text)) {
    const read = parsePaperCode(found);
    if (!read.ok) faults.push(read.reason);
    else if (isOneTooMany(collected, read.code)) faults.push('too-many-sets');
    else collected = withCode(collected, read.code);
  }
  return { sets: collected, faults };
}

const isOf = (code: PaperCode) => (set: PaperSet) =>
  set.setId === code.setId && set.kind === code.kind && set.count === code.count;

function isOneTooMany(sets: readonly PaperSet[], code: PaperCode): boolean {
  return sets.length >= SETS_MAX && !sets.some(isOf(code));
}

/** A code that was seen before changes nothing. */
function withCode(sets: readonly PaperSet[], code: PaperCode): readonly PaperSet[] {
  const before = sets.find(isOf(code));
  if (before?.codes.has(code.number)) return sets;
  const { kind, setId, count } = code;
  const after: PaperSet = { kind, setId, count, codes: new Map(before?.codes).set(code.number, code) };
  return before ? sets.map((set) => (set === before ? after : set)) : [...sets, after];
}

/** What of a set was not seen yet; empty when it is whole. */
export function missingOf({ count, codes }: PaperSet): readonly MissingOnSheet[] {
  return Array.from({ length: sheetOf(count) }, (_, at): MissingOnSheet => {
    const first = at * CODES_PER_SHEET + 1;
    const onSheet = Math.min(CODES_PER_SHEET, count - first + 1);
    const numbers = Array.from({ length: onSheet }, (_, place) => first + place);
    const missing = numbers.filter((number) => !codes.has(number));
    return { sheet: at + 1, numbers: missing, isWholeSheet: missing.length === onSheet };
  }).filter(({ numbers }) => numbers.length > 0);
}

/** The bytes of a whole set; null while a code is missing; `damaged` when its codes do not belong together. */
export function bytesOfSet(set: PaperSet): Uint8Array | null | 'damaged' {
  if (set.codes.size < set.count) return null;
  const inOrder = [...set.codes.values()].sort((a, b) => a.number - b.number);
  const bytes = concat(...inOrder.map((code) => code.bytes));
  return setIdOf(set.kind, bytes) === set.setId ? bytes : 'damaged';
}

/** The texts of a set, for the QR codes. */
export function textsOf(codes: readonly PaperCode[]): readonly string[] {
  return codes.map(formatPaperCode);
}
