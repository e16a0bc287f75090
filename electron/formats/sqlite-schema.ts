/**
 * Column names out of a CREATE TABLE statement as SQLite stores it. Pure.
 * The rule: only names and their order matter; types and constraints are passed over.
 */

/** Names in order, unquoted; table constraints are no columns. */
export function columnNames(sql: string): readonly string[] {
  const open = sql.indexOf('(');
  if (open < 0) return [];
  return topLevelParts(sql.slice(open + 1, sql.lastIndexOf(')')))
    .map((part) => part.trim())
    .filter((part) => !/^(constraint|primary\s+key|unique|check|foreign\s+key)\b/i.test(part))
    .map(firstName)
    .filter((name) => name !== '');
}

/** The column that stands for the row's own number and is stored as NULL; -1 for none. */
export function rowNumberColumn(sql: string): number {
  const open = sql.indexOf('(');
  const parts = open < 0 ? [] : topLevelParts(sql.slice(open + 1, sql.lastIndexOf(')')));
  return parts.findIndex((part) => /\binteger\s+(not\s+null\s+)?primary\s+key\b/i.test(part));
}

/** Whether its rows are kept in the tree of an index (https://www.sqlite.org/withoutrowid.html). */
export function isWithoutRowId(sql: string): boolean {
  return /\bwithout\s+rowid\b/i.test(sql.slice(sql.lastIndexOf(')')));
}

/** Splits at commas that are not inside parentheses or quotes. */
function topLevelParts(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'" || character === '`') quote = character;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function firstName(definition: string): string {
  const quoted = /^(?:"([^"]*)"|`([^`]*)`|\[([^\]]*)\]|'([^']*)')/.exec(definition);
  if (quoted !== null) return quoted.slice(1).find((name) => name !== undefined) ?? '';
  return /^[^\s(,]+/.exec(definition)?.[0] ?? '';
}
