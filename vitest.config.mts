/**
 * The parts that `npm test` runs: unit tests side by side, then the page in a browser, then fault tests, then the real app, one file at a time.
 * Runs in vitest's own process. The rule: every test file belongs to exactly one part.
 */
import { defineConfig } from 'vitest/config';
import { LongFirst } from './build/vitest/long-first.mjs';

/** For what drives a browser beside other work on few cores; each second try is named at the end of the run. */
const RETRY = 1;
/** One core is left idle otherwise: half of a computer with two. */
const EVERY_CORE = '100%';
/** A browser for each core leaves a page less of one than it has for itself; how soon is said by the tests that mean it. */
const PAGE_POLL_MS = 5000;
const reportProblem = './build/vitest/report-setup-problem.mjs';

export default defineConfig({
  cacheDir: 'node_modules/.cache/vitest',
  test: {
    reporters: ['default', './build/vitest/count-reporter.mjs'],
    sequence: { sequencer: LongFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/page/**', 'test/fault/**', 'test/e2e/**'],
          maxWorkers: EVERY_CORE,
          sequence: { groupOrder: 0 },
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'page',
          include: ['test/page/**/*.test.ts'],
          maxWorkers: EVERY_CORE,
          expect: { poll: { timeout: PAGE_POLL_MS } },
          globalSetup: './test/page/built-page.ts',
          setupFiles: reportProblem,
          sequence: { groupOrder: 1 },
          retry: RETRY,
        },
      },
      {
        extends: true,
        test: {
          name: 'fault',
          include: ['test/fault/**/*.test.ts'],
          globalSetup: './build/vitest/built-setup.mjs',
          setupFiles: reportProblem,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: './build/vitest/e2e-setup.mjs',
          setupFiles: [reportProblem, './test/e2e/driver/report-failures.ts'],
          // Windows share one screen, one clipboard and one keyboard focus.
          fileParallelism: false,
          sequence: { groupOrder: 3 },
          retry: RETRY,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
