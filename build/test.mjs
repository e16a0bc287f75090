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

/** @typedef {{passed: number, failed: number, skipped: number, parts: Record<string, number>}} Counts */

/**
 * What the run amounts to.
 * @param {Counts | null} counts from the reporter; null when vitest ended without a report
 * @param {boolean} isWhole no filter was given, so every part must have run
 * @param {number} exitCode vitest's own
 * @returns {{line: string, problems: string[], hasFailed: boolean}}
 */
export function sumUp(counts, isWhole, exitCode) {
  const { passed, failed, skipped, parts } = counts ?? { passed: 0, failed: 0, skipped: 0, parts: {} };
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

export async function main(/** @type {readonly string[]} */ args) {
  await installNpmPackages();
  await ensureSystemPackages('test');
  const report = path.join(CACHE, 'test-counts', `${process.pid}.json`);
  await mkdir(path.dirname(report), { recursive: true });
  const env = { ...process.env, HALFMINUTE_TEST_COUNTS: report };
  const exitCode = await run(process.execPath, [VITEST, 'run', ...args], { env });
  const counts = await readFile(report, 'utf8').then(JSON.parse, () => null);
  await rm(report, { force: true });
  const { line, problems, hasFailed } = sumUp(counts, args.length === 0, exitCode);
  for (const problem of problems) say(`Failed: ${problem}.`);
  process.stdout.write(`${line}\n`);
  return hasFailed ? 1 : 0;
}

if (isScript(import.meta.url)) await runScript(() => main(process.argv.slice(2)));
