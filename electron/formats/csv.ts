/**
 * Comma-separated tables (RFC 4180) as password managers write them. Pure.
 * The rule: rows may be longer or shorter than the header; a cell that is not there is empty.
 */
import { ENTRIES_MAX } from './limits.ts';
import { FileProblem } from './problem.ts';

export type Row = readonly string[];

export interface Table {
  /** The first row, trimmed. */
  readonly header: Row;
  readonly rows: readonly Row[];
}

/** Commas, or the separator that the first line has most of. @throws FileProblem `too-large`. */
export function parseCsv(text: string): Table {
  const separator = separatorOf(text.slice(0, text.search(/[\r\n]|$/)));
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let start = at;
    // Tables made by hand have a space between a comma and a quote.
    while (text[start] === ' ') start += 1;
    const [cell, end] =
      text[start] === '"' ? quotedCell(text, start, separator) : plainCell(text, at, separator);
    row.push(cell);
    at = end;
    if (text[at] === separator) {
      at += 1;
      if (at === text.length) row.push('');
      continue;
    }
    while (text[at] === '\r' || text[at] === '\n') at += 1;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    if (rows.length > ENTRIES_MAX) throw new FileProblem('too-large');
  }
  if (row.length > 0) rows.push(row);
  const [header = [], ...body] = rows;
  return { header: header.map((cell) => cell.trim()), rows: body };
}

function separatorOf(line: string): string {
  const counts = [',', ';', '\t'].map((separator) => [separator, line.split(separator).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function plainCell(text: string, start: number, separator: string): readonly [cell: string, end: number] {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\r' && text[end] !== '\n') end += 1;
  return [text.slice(start, end), end];
}

/**
 * Two quotes inside stand for one; what follows the closing quote belongs to the cell, unless it is blank. A cell that is
 * never closed is a plain one, so that it does not swallow the rows below it.
 */
function quotedCell(text: string, start: number, separator: string): readonly [cell: string, end: number] {
  let cell = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return plainCell(text, start + 1, separator);
    cell += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const [rest, end] = plainCell(text, quote + 1, separator);
      return [cell + (rest.trim() === '' ? '' : rest), end];
    }
    cell += '"';
    at = quote + 2;
  }
}

/** The cell under a column, '' when the table or the row does not have it. Names are compared without case. */
export function cellReader(table: Table): (row: Row, column: string) => string {
  const columns = new Map(table.header.map((name, at) => [name.toLowerCase(), at] as const).reverse());
  return (row, column) => row[columns.get(column) ?? -1] ?? '';
}

export function hasColumns(table: Table, ...columns: readonly string[]): boolean {
  const names = new Set(table.header.map((name) => name.toLowerCase()));
  return columns.every((column) => names.has(column));
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * The cells without HTML's `&amp;`, `&lt;` and `&gt;`, where all cells are written so: LastPass's extension does that,
 * its site does not (https://github.com/roddhjav/pass-import/issues/35). A bare `&`, `<` or `>` anywhere says that
 * nothing was escaped, and that a `&amp;` elsewhere is the person's own.
 */
export function unescapedTable(table: Table): Table {
  if (table.rows.some((row) => row.some((cell) => /[<>]|&(?!(?:amp|lt|gt);)/.test(cell)))) return table;
  const unescaped = (cell: string) =>
    cell.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
  return { ...table, rows: table.rows.map((row) => row.map(unescaped)) };
}

/** Whether a cell of the first row is a secret or a Key URI, rather than the name of a column. */
export function looksLikeSecret(cell: string): boolean {
  // No heading of a table is one word this long; a key is.
  return /:\/\/|[^\s_-]{16}/.test(cell);
}
