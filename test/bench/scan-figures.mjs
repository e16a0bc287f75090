/**
 * The scanner's figures in docs/performance.md, with the goals that they are judged by. Runs under Node.
 * The rule: every goal is there, also one that is missed; figures come from one run.
 */
import os from 'node:os';

export const SCAN_FIGURES = {
  start: '<!-- scan figures: npm run bench:scan -- --write -->',
  end: '<!-- end of scan figures -->',
};

/** Kinds of the corpus of which every code must be found. */
const WHOLE_KINDS = /^(clean|edges|inverted|colour|logo|jpeg|fractional-scale|multi-|migration-dense)/;

/** @typedef {{name: string, scanner: string, count: number, codes: number, found: number, wrong: number, ms: number}} Row */
/** @typedef {{first: readonly number[], none: readonly number[]}} Ratios own processor time ÷ zxing-wasm's */

/** @param {readonly number[]} numbers */
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
/** @param {Row | undefined} row */
const share = (row) => (row && row.codes > 0 ? (100 * row.found) / row.codes : Number.NaN);
/** @param {number} value */
const percent = (value) => (Number.isNaN(value) ? '–' : `${value.toFixed(1)} %`);

/**
 * Goals of the scanner and what came of them.
 * @param {readonly Row[]} groups
 * @param {readonly Row[]} kinds
 * @param {Ratios} ratios
 */
export function judge(groups, kinds, ratios) {
  const of = (/** @type {string} */ name) =>
    groups.find((row) => row.name === name && row.scanner === 'ours');
  const whole = kinds.filter(({ name, scanner }) => scanner === 'ours' && WHOLE_KINDS.test(name));
  const worstWhole = Math.min(...whole.map(share));
  const wrong = groups.filter(({ scanner }) => scanner === 'ours').reduce((sum, row) => sum + row.wrong, 0);
  /** @type {[string, string, string, boolean][]} */
  const goals = [
    [
      'Synthetic codes found',
      'at least 99.5 %',
      percent(share(of('synthetic'))),
      share(of('synthetic')) >= 99.5,
    ],
    ['Real codes found', 'at least 95 %', percent(share(of('real'))), share(of('real')) >= 95],
    ['Worst of the kinds that must be whole', '100 %', percent(worstWhole), worstWhole === 100],
    ['Wrong readings, and codes where there is none', '0', String(wrong), wrong === 0],
    [
      'First code on a 4K screen, in zxing-wasm’s time',
      'at most 1 ×',
      `${median(ratios.first).toFixed(2)} × (worst ${Math.max(...ratios.first).toFixed(2)})`,
      median(ratios.first) <= 1,
    ],
    [
      '4K screen without a code, likewise',
      'at most 1.5 ×',
      `${median(ratios.none).toFixed(2)} × (worst ${Math.max(...ratios.none).toFixed(2)})`,
      median(ratios.none) <= 1.5,
    ],
  ];
  return goals;
}

/** @param {readonly (readonly string[])[]} rows the first is the head */
function table(rows) {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ row) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

/**
 * The goals as a table, each met or missed.
 * @param {readonly Row[]} groups
 * @param {readonly Row[]} kinds
 * @param {Ratios} ratios
 */
export function goalTable(groups, kinds, ratios) {
  const goals = judge(groups, kinds, ratios).map(([name, goal, got, isMet]) => [
    name,
    goal,
    got,
    isMet ? 'met' : 'missed',
  ]);
  return table([['Goal', 'Wanted', 'Measured', 'Outcome'], ...goals]);
}

/**
 * What stands between the marks.
 * @param {readonly Row[]} groups
 * @param {readonly Row[]} kinds
 * @param {Ratios} ratios
 * @param {string} day
 */
export function scanFigures(groups, kinds, ratios, day) {
  const scanners = groups.map((row) => [
    row.name,
    row.scanner,
    String(row.count),
    String(row.codes),
    percent(share(row)),
    String(row.wrong),
    row.ms.toFixed(1),
  ]);
  return `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}, ${day}.

${goalTable(groups, kinds, ratios)}

${table([['Pictures', 'Scanner', 'Count', 'Codes', 'Found', 'Wrong', 'Median ms'], ...scanners])}`;
}

/**
 * Replaces what stands between the marks.
 * @param {string} page
 * @param {string} figures
 */
export function withScanFigures(page, figures) {
  const { start, end } = SCAN_FIGURES;
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error('docs/performance.md has no marks for the scanner’s figures');
  return `${page.slice(0, from + start.length)}\n\n${figures}\n\n${page.slice(to)}`;
}
