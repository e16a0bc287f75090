/**
 * Reads tables out of an SQLite 3 file, nothing else of SQL. Pure.
 * The rule: every page is visited once at most, and every length is checked against the file before use.
 * Format: https://www.sqlite.org/fileformat.html
 */
import { viewOf } from './bytes.ts';
import { ENTRIES_MAX } from './limits.ts';
import { FileProblem } from './problem.ts';
import { HEADER_BYTES, isSqlite } from './sqlite-header.ts';
import { columnNames, isWithoutRowId, rowNumberColumn } from './sqlite-schema.ts';

/** By the header's number; 0 in a file without content. */
const ENCODINGS = ['utf-8', 'utf-8', 'utf-16le', 'utf-16be'];
const INTERIOR_TABLE = 5;
const LEAF_TABLE = 13;
/** A table's root is reached through a few levels; a page holds hundreds of children. */
const LEVELS_MAX = 20;

export type SqliteValue = string | number | bigint | Uint8Array | null;
interface Table {
  readonly root: number;
  readonly columns: readonly string[];
  readonly rowNumber: number;
  readonly isWithoutRowId: boolean;
}

export type SqliteRow = ReadonlyMap<string, SqliteValue>;

export interface SqliteFile {
  hasTable(name: string): boolean;
  /** Column names of a table as its definition spells them, in order; none for a table that is not there. */
  columns(table: string): readonly string[];
  /** Rows by column name. @throws FileProblem `damaged`, `too-large`, `table-without-rowid`. */
  rows(table: string): Iterable<SqliteRow>;
}

/** @throws FileProblem `damaged` when the file's schema cannot be read. */
export function openSqlite(bytes: Uint8Array): SqliteFile {
  const pages = new Pages(bytes);
  const tables = new Map<string, Table>();
  for (const { values } of tableRecords(pages, 1)) {
    const [type, name, , root, sql] = values;
    if (type === 'table' && typeof name === 'string' && typeof root === 'number' && typeof sql === 'string')
      tables.set(name.toLowerCase(), {
        root,
        columns: columnNames(sql),
        rowNumber: rowNumberColumn(sql),
        isWithoutRowId: isWithoutRowId(sql),
      });
  }
  return {
    hasTable: (name) => tables.has(name.toLowerCase()),
    columns: (name) => tables.get(name.toLowerCase())?.columns ?? [],
    *rows(name) {
      const table = tables.get(name.toLowerCase());
      if (table === undefined) return;
      // No app that we know keeps its accounts in such a table.
      if (table.isWithoutRowId) throw new FileProblem('table-without-rowid', 'sqlite');
      for (const { values, rowId } of tableRecords(pages, table.root))
        yield new Map(
          table.columns.map((column, at) => [column, at === table.rowNumber ? rowId : (values[at] ?? null)]),
        );
    },
  };
}

type TextOf = (bytes: Uint8Array) => string;

/** The file as numbered pages. */
class Pages {
  readonly #bytes: Uint8Array;
  readonly #size: number;
  /** Bytes of a page that content may use. */
  readonly usable: number;
  readonly textOf: TextOf;

  constructor(bytes: Uint8Array) {
    if (!isSqlite(bytes)) throw damaged();
    const header = viewOf(bytes);
    const size = header.getUint16(16) === 1 ? 65536 : header.getUint16(16);
    this.#bytes = bytes;
    this.#size = size;
    this.usable = size - header.getUint8(20);
    // Section 1.3.13: one encoding for all text of the file.
    const encoding = ENCODINGS[header.getUint32(56)];
    if (size < 512 || (size & (size - 1)) !== 0 || this.usable < 480 || encoding === undefined)
      throw damaged();
    const decoder = new TextDecoder(encoding);
    this.textOf = (bytes) => decoder.decode(bytes);
  }

  get count(): number {
    return Math.floor(this.#bytes.length / this.#size);
  }

  page(number: number): Uint8Array {
    if (number < 1 || number > this.count) throw damaged();
    return this.#bytes.subarray((number - 1) * this.#size, number * this.#size);
  }
}

interface TableRecord {
  readonly rowId: number | bigint;
  readonly values: readonly SqliteValue[];
}

/** Records of the table whose tree starts at a page, in key order. */
function* tableRecords(pages: Pages, root: number): Iterable<TableRecord> {
  const visited = new Set<number>();
  const stack: { readonly number: number; readonly level: number }[] = [{ number: root, level: 0 }];
  let count = 0;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { number, level } = next;
    if (visited.has(number) || level > LEVELS_MAX) throw damaged();
    visited.add(number);
    const node = readNode(pages.page(number), number === 1 ? HEADER_BYTES : 0);
    if (node.kind === INTERIOR_TABLE) {
      const below = node.children().map((child) => ({ number: child, level: level + 1 }));
      stack.push(...below.reverse());
      continue;
    }
    for (const start of node.cells) {
      count += 1;
      if (count > ENTRIES_MAX) throw new FileProblem('too-large');
      yield leafRecord(pages, pages.page(number), start);
    }
  }
}

interface TreeNode {
  readonly kind: number;
  /** Offsets of the cells in the page. */
  readonly cells: readonly number[];
  children(): number[];
}

function readNode(page: Uint8Array, start: number): TreeNode {
  const view = viewOf(page);
  const kind = view.getUint8(start);
  if (kind !== INTERIOR_TABLE && kind !== LEAF_TABLE) throw damaged();
  const cellCount = view.getUint16(start + 3);
  const pointers = start + (kind === INTERIOR_TABLE ? 12 : 8);
  if (pointers + 2 * cellCount > page.length) throw damaged();
  const cells = Array.from({ length: cellCount }, (_, at) => view.getUint16(pointers + 2 * at));
  return {
    kind,
    cells,
    children() {
      if (cells.some((cell) => cell + 4 > page.length)) throw damaged();
      return [...cells.map((cell) => view.getUint32(cell)), view.getUint32(start + 8)];
    },
  };
}

/** A leaf cell: payload length, row number, payload, which may go on in overflow pages. */
function leafRecord(pages: Pages, page: Uint8Array, start: number): TableRecord {
  const [length, afterLength] = varint(page, start);
  const [rowId, payloadStart] = varint(page, afterLength);
  const payload = readPayload(pages, page, payloadStart, Number(length));
  return { rowId: exact(rowId), values: recordValues(payload, pages.textOf) };
}

function readPayload(pages: Pages, page: Uint8Array, start: number, length: number): Uint8Array {
  const { usable } = pages;
  if (length > pages.count * usable) throw damaged();
  const localMax = usable - 35;
  if (length <= localMax) return slice(page, start, length);
  // Section 1.6: how much stays in the page when the rest overflows.
  const localMin = Math.floor(((usable - 12) * 32) / 255) - 23;
  const surplus = localMin + ((length - localMin) % (usable - 4));
  const local = surplus <= localMax ? surplus : localMin;
  const payload = new Uint8Array(length);
  payload.set(slice(page, start, local));
  let at = local;
  let number = viewOf(slice(page, start + local, 4)).getUint32(0);
  while (at < length) {
    const overflow = pages.page(number);
    const part = slice(overflow, 4, Math.min(length - at, usable - 4));
    payload.set(part, at);
    at += part.length;
    number = viewOf(overflow).getUint32(0);
  }
  return payload;
}

/** Section 2.1: a header of serial types, then the values. */
function recordValues(payload: Uint8Array, textOf: TextOf): readonly SqliteValue[] {
  const [headerLength, first] = varint(payload, 0);
  const values: SqliteValue[] = [];
  let typeAt = first;
  let valueAt = Number(headerLength);
  while (typeAt < Number(headerLength)) {
    const [type, next] = varint(payload, typeAt);
    const [value, size] = serialValue(payload, valueAt, Number(type), textOf);
    values.push(value);
    typeAt = next;
    valueAt += size;
  }
  return values;
}

function serialValue(
  payload: Uint8Array,
  at: number,
  type: number,
  textOf: TextOf,
): readonly [value: SqliteValue, size: number] {
  if (type === 0) return [null, 0];
  if (type === 8 || type === 9) return [type - 8, 0];
  if (type === 7) return [viewOf(slice(payload, at, 8)).getFloat64(0), 8];
  if (type >= 12) {
    const size = Math.floor((type - 12) / 2);
    const bytes = slice(payload, at, size);
    return [type % 2 === 0 ? bytes : textOf(bytes), size];
  }
  const size = [0, 1, 2, 3, 4, 6, 8][type];
  if (size === undefined) throw damaged();
  const value = slice(payload, at, size).reduce((whole, byte) => (whole << 8n) | BigInt(byte), 0n);
  return [exact(BigInt.asIntN(8 * size, value)), size];
}

function exact(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Section 1.6: seven bits a byte, highest first, the ninth byte whole. */
function varint(bytes: Uint8Array, start: number): readonly [value: bigint, end: number] {
  let value = 0n;
  for (let at = start; at < start + 9; at += 1) {
    const byte = bytes[at];
    if (byte === undefined) throw damaged();
    if (at === start + 8) return [BigInt.asIntN(64, (value << 8n) | BigInt(byte)), at + 1];
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) return [value, at + 1];
  }
  throw damaged();
}

function slice(bytes: Uint8Array, start: number, length: number): Uint8Array {
  if (length < 0 || start < 0 || start + length > bytes.length) throw damaged();
  return bytes.subarray(start, start + length);
}

function damaged(): FileProblem {
  return new FileProblem('damaged', 'sqlite');
}
