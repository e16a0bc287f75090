/**
 * Takes the single recovery codes out of the text that a site gives: numbered, in columns, with headings and advice.
 * Pure; runs in the vault process. The rule: what is not taken is told, so that nobody believes a code to be kept.
 */

/** Longer texts are no list of recovery codes. UTF-16 code units. */
export const RECOVERY_TEXT_MAX = 20_000;
/** More than any site gives. */
export const RECOVERY_CODES_MAX = 100;
export const RECOVERY_CODE_LENGTH_MAX = 128;

export interface RecoveryCodeList {
  /** In the order of the text, each once, as printed but for gaps at its ends. */
  readonly codes: readonly string[];
  /** Lines that hold letters or digits and gave no code, trimmed. */
  readonly otherLines: readonly string[];
}

/** "1." "1)" "(1)" "#1" "1:" "•" "-" "*" "[ ]" "☐" before a code. A number alone may be a code, so it needs its mark. */
const ITEM_MARK = /^\s*(?:(?:\(?\d{1,3}[.):]\)?|#\d{1,3}[.:)]?|[-*•·–—]|\[[ xX]?\]|[☐☑□▢])\s+)+/u;
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
  const taken = mostAlike(found).slice(0, RECOVERY_CODES_MAX);
  const takenLines = new Set(taken.map(({ line }) => line));
  return {
    codes: [...new Set(taken.map(({ code }) => code))],
    otherLines: lines
      .filter((line, at) => !takenLines.has(at) && /[\p{L}\p{N}]/u.test(line))
      .map((line) => line.trim()),
  };
}

function codesOfLine(line: string): readonly string[] {
  const cells = line
    .split(ITEM_AMID_LINE)
    .flatMap((part) => part.replace(ITEM_MARK, '').split(COLUMN_GAP))
    .map((cell) => cell.replace(ITEM_MARK, '').trim())
    .map(afterItsName)
    .filter((cell) => cell !== '');
  return cells.flatMap(codesOfCell);
}

/** "Recovery code: AB12…" */
const afterItsName = (cell: string) => cell.replace(/^[\p{L} ]+:\s*/u, '');

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
  if (!CODE.test(cell) || cell.length > RECOVERY_CODE_LENGTH_MAX) return false;
  const letters = letterCount(cell);
  if (letters < 4) return false;
  if (/\d/.test(cell)) return letters >= 6 || /^\d+$/.test(cell);
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

/**
 * Those of the shape that most have. A date or a name in the heading has a shape of its own. Where every shape is there
 * once, the longest code is meant: a single recovery token below a sentence.
 */
function mostAlike(found: readonly Found[]): readonly Found[] {
  const shapes = new Map<string, Found[]>();
  for (const one of found) {
    const alike = shapes.get(shapeOf(one));
    if (alike) alike.push(one);
    else shapes.set(shapeOf(one), [one]);
  }
  const [best = []] = [...shapes.values()].toSorted(
    (a, b) => b.length - a.length || letterCount(b[0]?.code ?? '') - letterCount(a[0]?.code ?? ''),
  );
  return best;
}
