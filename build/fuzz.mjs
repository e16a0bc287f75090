/**
 * `npm run test:fuzz [RUNS] [SEED]`: the long run over mutated files of other apps; 500,000 unless told otherwise.
 * Runs under Node. The rule: it is the same test that `npm test` runs a small part of.
 */
import { PROJECT, run } from './project.mjs';

const [runs = '500000', seed] = process.argv.slice(2);
const env = { ...process.env, HALFMINUTE_FUZZ_RUNS: runs, ...(seed ? { HALFMINUTE_FUZZ_SEED: seed } : {}) };
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', 'test/formats/fuzz.test.ts'];
process.exitCode = await run(process.execPath, vitest, { cwd: PROJECT, env });
