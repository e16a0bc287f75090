/**
 * `npm run bench`: measures the whole app beside a bare Electron window (test/bench/bench.ts). Runs under Node with
 * nothing installed.
 *   --rounds N           measurements of each kind, 5 unless told
 *   --hidden-seconds N   how long CPU time is counted while hidden, 60 unless told
 *   --only app|reading   the app alone, or how long other apps' files take to read, which takes no Electron
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

/** @typedef {{rounds: number, script: string, writeTo: string | null, say: (line: string) => void}} ReadingBenchOptions */

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
        only: { type: 'string' },
        write: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new ScriptError(
      `${error instanceof Error ? error.message : error}\nKnown: --rounds N, --hidden-seconds N, --only app|reading, --write`,
    );
  }
}

/** @param {{rounds: number, hiddenSeconds: number, writeTo: string | null}} options */
async function benchApp(options) {
  if (process.platform !== 'linux') {
    throw new ScriptError(
      'The bench of the app reads /proc: it runs on Linux only (--only reading runs anywhere).',
    );
  }
  await ensureSystemPackages('demo');
  // These need what was installed just now.
  const { prepareElectron } = await import('./prepare-electron.mjs');
  const stop = await prepareElectron();
  try {
    /** @type {{runBench: (options: BenchOptions) => Promise<void>}} */
    const { runBench } = await importBench('bench.ts');
    await runBench({ ...options, say });
  } finally {
    await stop();
  }
}

/** @param {{rounds: number, writeTo: string | null}} options */
async function benchReading(options) {
  const { createServer } = await import('vite');
  const { freshCliBundle } = await import('./cli-bundle.mjs');
  // Formats load parts of themselves when they are first used, which runnerImport has no more runner for.
  const server = await createServer({
    configFile: false,
    root: PROJECT,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const module = await server.ssrLoadModule(path.join(PROJECT, 'test/bench/reading.ts'));
    /** @type {(options: ReadingBenchOptions) => Promise<void>} */
    const runReadingBench = module.runReadingBench;
    await runReadingBench({ ...options, script: await freshCliBundle(), say });
  } finally {
    await server.close();
  }
}

/** @param {string} file @returns {Promise<any>} what the bench's file exports */
async function importBench(file) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(path.join(PROJECT, 'test/bench', file), {
    configFile: false,
    root: PROJECT,
    logLevel: 'error',
  });
  return module;
}

await runScript(async () => {
  const given = readArguments();
  const rounds = readCount(given.rounds, 'rounds');
  const hiddenSeconds = readCount(given['hidden-seconds'], 'hidden-seconds');
  if (given.only !== undefined && given.only !== 'app' && given.only !== 'reading') {
    throw new ScriptError(`--only takes app or reading, not '${given.only}'.`);
  }
  const writeTo = given.write ? path.join(PROJECT, 'docs/performance.md') : null;
  await installNpmPackages();
  if (given.only !== 'app') await benchReading({ rounds, writeTo });
  if (given.only !== 'reading') await benchApp({ rounds, hiddenSeconds, writeTo });
});
