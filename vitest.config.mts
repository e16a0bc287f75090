/**
 * The parts that `npm test` runs: unit tests side by side, then fault tests, then the real app, one file at a time.
 * Runs in vitest's own process. The rule: every test file belongs to exactly one part.
 */
import { defineConfig } from 'vitest/config';

const PAGE_AND_NODE = 'test/**/*.test.{ts,tsx}';
const reportProblem = './build/vitest/report-setup-problem.mjs';

export default defineConfig({
  cacheDir: 'node_modules/.cache/vitest',
  test: {
    reporters: ['default', './build/vitest/count-reporter.mjs'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [PAGE_AND_NODE],
          exclude: ['test/fault/**', 'test/e2e/**'],
          sequence: { groupOrder: 0 },
          testTimeout: 20_000,
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
          sequence: { groupOrder: 1 },
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
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
