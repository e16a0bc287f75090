/**
 * `npm test`: sets up what `npm start` sets up, runs every test, and ends with one line that counts them.
 * Runs under Node with nothing installed. The rule: a part that did not run is a failure, never a silence.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { installNpmPackages } from './npm-packages.mjs';
import { CACHE, isScript, run, runScript, say } from './project.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const VITEST = 'node_modules/vitest/vitest.mjs';
const PARTS = ['unit', 'page', 'fault', 'e2e'];
/**
 * Its tests share an app within a file: one that fails in the middle leaves the others, and its own second try, a state
 * that they do not expect, so that only the whole file can be tried again.
 */
const PART_RUN_TWICE = 'e2e';
/** More than these did not fail by chance. */
const FILES_RUN_TWICE_MAX = 3;

/** @typedef {import('./vitest/count-reporter.mjs').Counts} Counts */

/** @type {Counts} */
const NOTHING = { passed: 0, failed: 0, skipped: 0, parts: {}, failedFiles: {} };

/**
 * What the run amounts to.
 * @param {Counts | null} counts from the reporter; null when vitest ended without a report
 * @param {boolean} isWhole no filter was given, so every part must have run
 * @param {number} exitCode vitest's own
 * @returns {{line: string, problems: string[], hasFailed: boolean}}
 */
export function sumUp(counts, isWhole, exitCode) {
  const { passed, failed, skipped, parts } = counts ?? NOTHING;
  const problems = counts ? [] : ['vitest ended without a report'];
  if (counts && isWhole) {
    for (const part of PARTS) if (!parts[part]) problems.push(`no test of the part '${part}' ran`);
  }
  if (counts && !isWhole && passed + failed + skipped === 0) problems.push('no test matches');
  if (exitCode !== 0 && failed + problems.length === 0)
    problems.push(`vitest ended with exit code ${exitCode}`);
  const allFailed = failed + problems.length;
  return {
    line: `${passed} passed, ${allFailed} failed, ${skipped} skipped`,
    problems,
    hasFailed: allFailed > 0,
  };
}

/**
 * The files that get a second run: all that failed, or none.
 * @param {Counts | null} counts
 * @returns {string[]}
 */
export function filesToRunTwice(counts) {
  const failed = Object.entries(counts?.failedFiles ?? {});
  const failures = failed.reduce((sum, [, file]) => sum + file.failed, 0);
  const isByChance = failed.every(([, { part }]) => part === PART_RUN_TWICE) && failures === counts?.failed;
  return isByChance && failed.length <= FILES_RUN_TWICE_MAX ? failed.map(([file]) => file) : [];
}

/**
 * The whole run's counts with those of the files' second run in the place of their first.
 * @param {Counts} first
 * @param {Counts} second
 * @returns {Counts}
 */
export function withSecondRun(first, second) {
  const counts = { ...first, parts: { ...first.parts }, failedFiles: second.failedFiles };
  for (const { part, passed, failed, skipped } of Object.values(first.failedFiles)) {
    counts.passed -= passed;
    counts.failed -= failed;
    counts.skipped -= skipped;
    counts.parts[part] = (counts.parts[part] ?? 0) - passed - failed - skipped;
  }
  counts.passed += second.passed;
  counts.failed += second.failed;
  counts.skipped += second.skipped;
  for (const [part, tests] of Object.entries(second.parts))
    counts.parts[part] = (counts.parts[part] ?? 0) + tests;
  return counts;
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<{counts: Counts | null, exitCode: number}>}
 */
async function runVitest(args) {
  const report = path.join(CACHE, 'test-counts', `${process.pid}.json`);
  await mkdir(path.dirname(report), { recursive: true });
  const env = { ...process.env, HALFMINUTE_TEST_COUNTS: report };
  const exitCode = await run(process.execPath, [VITEST, 'run', ...args], { env });
  const counts = await readFile(report, 'utf8').then(JSON.parse, () => null);
  await rm(report, { force: true });
  return { counts, exitCode };
}

export async function main(/** @type {readonly string[]} */ args) {
  await installNpmPackages();
  await ensureSystemPackages('test');
  const isWhole = args.length === 0;
  let { counts, exitCode } = await runVitest(args);
  const again = isWhole ? filesToRunTwice(counts) : [];
  if (counts && again.length > 0) {
    say(`Failed in the first run, so run a second time, whole: ${again.join(', ')}`);
    const second = await runVitest(['--project', PART_RUN_TWICE, ...again]);
    if (second.counts)
      ({ counts, exitCode } = { counts: withSecondRun(counts, second.counts), exitCode: second.exitCode });
    for (const file of again)
      if (counts && !counts.failedFiles[file]) say(`passed in its second run: ${file}`);
  }
  const { line, problems, hasFailed } = sumUp(counts, isWhole, exitCode);
  for (const problem of problems) say(`Failed: ${problem}.`);
  process.stdout.write(`${line}\n`);
  return hasFailed ? 1 : 0;
}

if (isScript(import.meta.url)) await runScript(() => main(process.argv.slice(2)));
