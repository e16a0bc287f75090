/**
 * `npm run demo`: the tour through the real app (test/demo/tour.ts). Runs under Node with nothing installed.
 *   --write           writes the README's pictures to docs/images/
 *   --picture FILE    shows FILE on the screen instead of our own QR code
 *   --json            prints only {"accounts": [{"issuer", "account", "code", "at"}]} on standard output
 * The rule: standard output is the result, all else goes to standard error; the exit code says whether all held.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installNpmPackages } from './npm-packages.mjs';
import { PROJECT, runScript, ScriptError, say } from './project.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { hasDisplay } from './virtual-screen.mjs';

/** What test/demo/tour.ts takes and gives; named here because that side has other types than this one. */
/** @typedef {{picture: string | null, imagesTo: string | null, say: (line: string) => void}} TourOptions */
/** @typedef {{account: {issuer: string, accountName: string}, code: string, at: number}} TourRow */

function readArguments() {
  try {
    return parseArgs({
      options: {
        write: { type: 'boolean', default: false },
        picture: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new ScriptError(
      `${error instanceof Error ? error.message : error}\nKnown: --write, --picture FILE, --json`,
    );
  }
}

await runScript(async () => {
  const options = readArguments();
  const isShown = hasDisplay();
  await installNpmPackages();
  await ensureSystemPackages('demo');
  // These need what was installed just now.
  const { runnerImport } = await import('vite');
  const { prepareElectron } = await import('./prepare-electron.mjs');
  const stop = await prepareElectron();
  try {
    if (!isShown && !options.json) say('No display: the tour runs on a virtual screen.');
    /** @type {{module: {runTour: (options: TourOptions) => Promise<{rows: readonly TourRow[]}>}}} */
    const { module } = await runnerImport(path.join(PROJECT, 'test/demo/tour.ts'), {
      configFile: false,
      root: PROJECT,
      logLevel: 'error',
    });
    const { rows } = await module
      .runTour({
        picture: options.picture === undefined ? null : path.resolve(options.picture),
        imagesTo: options.write ? path.join(PROJECT, 'docs/images') : null,
        say: (line) => (options.json ? undefined : process.stdout.write(`${line}\n`)),
      })
      .catch((error) => {
        throw new ScriptError(error.message);
      });
    if (options.json) {
      const accounts = rows.map(({ account, code, at }) => ({
        issuer: account.issuer,
        account: account.accountName,
        code,
        at,
      }));
      process.stdout.write(`${JSON.stringify({ accounts })}\n`);
    }
  } finally {
    await stop();
  }
});
