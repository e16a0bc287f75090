/**
 * Counts every test of a run for the last line of `npm test`, and prints why tests were skipped and which took two tries.
 * Runs inside vitest's own process. The rule: a file that does not load and an error outside of tests count as failed.
 */
import { writeFileSync } from 'node:fs';

/** @typedef {import('vitest/node').TestModule} TestModule */
/** @typedef {{passed: number, failed: number, skipped: number}} Outcome */
/** @typedef {Outcome & {parts: Record<string, number>, failedFiles: Record<string, Outcome & {part: string}>}} Counts */

/** The first try's, in a line: a test that fails now and then is to be understood, and seldom fails again at once. */
const problemOf = (/** @type {readonly {message: string}[] | undefined} */ errors) =>
  errors?.[0]?.message.split('\n').slice(0, 3).join(' ').slice(0, 300) ?? 'without a message';

/**
 * @param {readonly TestModule[]} modules
 * @param {number} unhandledErrors
 */
export function countTests(modules, unhandledErrors) {
  /** @type {Counts} */
  const counts = { passed: 0, failed: unhandledErrors, skipped: 0, parts: {}, failedFiles: {} };
  /** @type {string[]} */
  const skips = [];
  /** @type {string[]} */
  const secondTries = [];
  for (const module of modules) {
    // A hook that fails belongs to its file or its group, and the tests after it do not run.
    let errors = module.errors().length;
    for (const suite of module.children.allSuites()) errors += suite.errors().length;
    const part = module.project.name;
    const outcome = { part, passed: 0, failed: errors, skipped: 0 };
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === 'passed' && test.diagnostic()?.flaky)
        secondTries.push(
          `passed at the second try: ${module.relativeModuleId} > ${test.fullName} (${problemOf(result.errors)})`,
        );
      if (result.state === 'passed') outcome.passed += 1;
      else if (result.state === 'failed') outcome.failed += 1;
      else {
        outcome.skipped += 1;
        const note = 'note' in result ? result.note : undefined;
        const why = note ?? (test.options.mode === 'run' ? 'its set-up failed' : 'marked so in its file');
        skips.push(`skipped: ${module.relativeModuleId} > ${test.fullName} (${why})`);
      }
    }
    const { passed, failed, skipped } = outcome;
    counts.passed += passed;
    counts.failed += failed;
    counts.skipped += skipped;
    counts.parts[part] = (counts.parts[part] ?? 0) + passed + failed + skipped;
    if (failed > 0) counts.failedFiles[module.relativeModuleId] = outcome;
  }
  return { counts, skips, secondTries };
}

export default class CountReporter {
  /**
   * @param {readonly TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const { counts, skips, secondTries } = countTests(modules, unhandledErrors.length);
    for (const line of [...skips, ...secondTries]) process.stdout.write(`${line}\n`);
    const file = process.env.HALFMINUTE_TEST_COUNTS;
    if (file) writeFileSync(file, JSON.stringify(counts));
  }
}
