/**
 * Takes the single recovery codes out of the text that a site gives: numbered, in columns, with headings and advice.
 * Pure; runs in the vault process. The rule: what is not taken is told, so that nobody believes a code to be kept.
 */

import { RECOVERY_TEXT_MAX } from './account-extras.ts';

/** Taken out of one text: more than any site gives at once, and fewer than an account may hold. */
export const LISTED_CODES_MAX = 100;
/** Longer runs in a text are keys or links, though an account may hold some. UTF-16 code units. */
const LISTED_CODE_LENGTH_MAX = 128;

export interface RecoveryCodeList {
  /** In the order of the text, each once, as printed but for gaps at its ends. */
  readonly codes: readonly string[];
  /** Lines that hold letters or digits and gave no code, trimmed; of a line that gave one, what else may be a code. */
  readonly otherLines: readonly string[];
}

/** "1." "1)" "(1)" "#1" "1:" "1-" "•" "-" "*" "[ ]" "☐" "✓" before a code. A number alone may be a code, so it needs its mark. */
const ITEM_MARK =
  /^\s*(?:(?:\(?\d{1,3}[.):-]\)?|#\d{1,3}[.:)]?|[-*•·–—]|\[[ xX]?\]|[☐☑□▢✓✔✅✗✘❌]\uFE0F?)\s+)+/u;
/** What people put behind one that they looked at or used; of itself it is no part of the code. */
const TICK_BEHIND = /\s*[☑✓✔✅✗✘❌]\uFE0F?$/u;
/** Around the entries of a table, of JSON or of Markdown. */
const QUOTES = /^[["'“”„«»`]+|[\]"'“”„«»`]+$/gu;
/** What stands between columns. */
const COLUMN_GAP = /\t+|\s{2,}|\s*[|,;]\s*/u;
/** Runs of letters and digits, held together by dashes or single spaces. */
const CODE = /^[\p{L}\p{N}]+(?:[-_‐‑][\p{L}\p{N}]+)*$/u;
const SPACED_CODE = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)+$/;
const ITEM_AMID_LINE = /\s(?=(?:\(?\d{1,2}[.)]\)?|[-*•☐])\s+\S)/u;

interface Found {
  readonly code: string;
  readonly line: number;
}

/**
 * The recovery codes in a text.
 * @param text at most RECOVERY_TEXT_MAX UTF-16 code units of it are looked at.
 */
export function readRecoveryCodes(text: string): RecoveryCodeList {
  const lines = text.slice(0, RECOVERY_TEXT_MAX).split(/\r\n?|\n|\u2028/u);
  const found = lines.flatMap((line, at) => codesOfLine(line).map((code): Found => ({ code, line: at })));
  const alike = mostAlike(found);
  // Each once before they are bounded: a list that was pasted twice is no longer than one.
  const codes = new Set([...new Set(alike.map(({ code }) => code))].slice(0, LISTED_CODES_MAX));
  const takenLines = new Set(alike.filter(({ code }) => codes.has(code)).map(({ line }) => line));
  return {
    codes: [...codes],
    otherLines: lines
      .flatMap((line, at) => (takenLines.has(at) ? cellsLeft(line, codes) : [line.trim()]))
      .filter((line) => /[\p{L}\p{N}]/u.test(line)),
  };
}

const codesOfLine = (line: string) => cellsOfLine(line).flatMap(codesOfCell);

/** What may be a code beside those that were taken: it has a digit, and the length of one. */
const cellsLeft = (line: string, taken: ReadonlySet<string>) =>
  cellsOfLine(line).filter((cell) => {
    const codes = codesOfCell(cell);
    const isTaken = codes.length > 0 && codes.every((code) => taken.has(code));
    return !isTaken && /\d/.test(cell) && letterCount(cell) >= 6;
  });

function cellsOfLine(line: string): readonly string[] {
  return line
    .split(ITEM_AMID_LINE)
    .flatMap((part) => part.replace(ITEM_MARK, '').split(COLUMN_GAP))
    .map((cell) => cell.replace(ITEM_MARK, '').replace(TICK_BEHIND, '').trim())
    .map((cell) => cell.replaceAll(QUOTES, ''))
    .map(afterItsName)
    .filter((cell) => cell !== '');
}

/** "Recovery code: AB12…", "Code 1: AB12…". What is named an ID ("Account ID: 123456789012") keeps its name: it is no code. */
const afterItsName = (cell: string) => cell.replace(/^(?![\p{L} ]*\bID\b)[\p{L} ]+(?:\d{1,3})?:\s*/iu, '');

function codesOfCell(cell: string): readonly string[] {
  if (isCode(cell)) return [cell];
  if (!SPACED_CODE.test(cell) && !/^\S+(?: \S+)+$/u.test(cell)) return [];
  const parts = cell.split(' ');
  // "abcde-12345 fghij-67890": whole codes side by side. "1234 5678": one code in groups.
  if (parts.every((part) => isCode(part) && letterCount(part) >= 8)) return parts;
  return SPACED_CODE.test(cell) && isGrouped(parts) ? [cell] : [];
}

const letterCount = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '').length;

/** Groups of one length that are no words: a code that is printed in groups. */
function isGrouped(parts: readonly string[]): boolean {
  const [first = ''] = parts;
  const isEven = parts.every((part) => part.length === first.length) && first.length >= 2;
  const whole = parts.join('');
  return isEven && whole.length >= 6 && (/\d/.test(whole) || whole === whole.toUpperCase());
}

function isCode(cell: string): boolean {
  if (!CODE.test(cell) || cell.length > LISTED_CODE_LENGTH_MAX) return false;
  const letters = letterCount(cell);
  if (letters < 4) return false;
  if (/\d/.test(cell)) return letters >= 6 || /^\d+$/.test(cell);
  // Codes are made of the letters A to Z; other scripts, many without capitals, are a heading in a reader's language.
  if (/[^\p{ASCII}‐‑]/u.test(cell)) return false;
  const groups = cell.split(/[-_‐‑]/u);
  // Without a digit it may be a word: codes come in even groups, in capitals, or longer than words are.
  if (groups.length > 1) return groups.every((group) => group.length === groups[0]?.length);
  return letters >= 8 && (cell === cell.toUpperCase() || letters >= 16);
}

/** What codes of one list share: how long their groups are, not what they are made of. */
const shapeOf = ({ code }: Found) =>
  code
    .split(/[-_‐‑ ]/u)
    .map((group) => group.length)
    .join('-');

const digitRank = ([first]: readonly Found[]) => (/\d/.test(first?.code ?? '') ? 1 : 0);

/**
 * Those of the shape that most have. A date or a name in the heading has a shape of its own. Where every shape is there
 * once, one with digits is meant, which a long word has not, and then the longest: a single token below a sentence.
 */
function mostAlike(found: readonly Found[]): readonly Found[] {
  const shapes = new Map<string, Found[]>();
  for (const one of found) {
    const alike = shapes.get(shapeOf(one));
    if (alike) alike.push(one);
    else shapes.set(shapeOf(one), [one]);
  }
  const [best = []] = [...shapes.values()].toSorted(
    (a, b) =>
      b.length - a.length ||
      digitRank(b) - digitRank(a) ||
      letterCount(b[0]?.code ?? '') - letterCount(a[0]?.code ?? ''),
  );
  return best;
}
