/**
 * `npm run bench`: measures the whole app beside a bare Electron window (test/bench/bench.ts). Runs under Node with
 * nothing installed.
 *   --rounds N           measurements of each kind, 5 unless told
 *   --hidden-seconds N   how long CPU time is counted while hidden, 60 unless told
 *   --write              puts the figures into docs/performance.md
 * The rule: the exit code says whether it could measure, not whether the goals are met: a busy machine is no fault.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installNpmPackages } from './npm-packages.mjs';
import { PROJECT, runScript, ScriptError, say } from './project.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** What test/bench/bench.ts takes; named here because that side has other types than this one. */
/** @typedef {{rounds: number, hiddenSeconds: number, writeTo: string | null, say: (line: string) => void}} BenchOptions */

/** @param {string} text @param {string} name */
function readCount(text, name) {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new ScriptError(`--${name} takes a whole number from 1, not '${text}'.`);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        rounds: { type: 'string', default: '5' },
        'hidden-seconds': { type: 'string', default: '60' },
        write: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new ScriptError(
      `${error instanceof Error ? error.message : error}\nKnown: --rounds N, --hidden-seconds N, --write`,
    );
  }
}

await runScript(async () => {
  const given = readArguments();
  const rounds = readCount(given.rounds, 'rounds');
  const hiddenSeconds = readCount(given['hidden-seconds'], 'hidden-seconds');
  if (process.platform !== 'linux') {
    throw new ScriptError('The bench reads /proc: it runs on Linux only.');
  }
  await installNpmPackages();
  await ensureSystemPackages('demo');
  // These need what was installed just now.
  const { runnerImport } = await import('vite');
  const { prepareElectron } = await import('./prepare-electron.mjs');
  const stop = await prepareElectron();
  try {
    /** @type {{module: {runBench: (options: BenchOptions) => Promise<void>}}} */
    const { module } = await runnerImport(path.join(PROJECT, 'test/bench/bench.ts'), {
      configFile: false,
      root: PROJECT,
      logLevel: 'error',
    });
    await module.runBench({
      rounds,
      hiddenSeconds,
      writeTo: given.write ? path.join(PROJECT, 'docs/performance.md') : null,
      say,
    });
  } finally {
    await stop();
  }
});
