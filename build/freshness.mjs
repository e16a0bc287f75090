/**
 * Tells whether out/ is what the sources make. Runs under Node before `npm start` and `npm test`.
 * The rule: contents decide, not dates, so that a checkout or a touched file does not rebuild, and an edit does.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT } from './project.mjs';

/** Everything that a build reads. Scripts that only start things are left out. */
const INPUTS = [
  'electron',
  'renderer',
  'build/build.mjs',
  'build/manual-page.mjs',
  'build/mark-files.mjs',
  'build/vite-page.mjs',
  'build/vite-bundles.mjs',
  'docs/manual.md',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const STAMP = '.inputs.sha256';

/** @param {string} relative @param {string} project @returns {Promise<string[]>} files below, sorted */
async function filesBelow(relative, project) {
  const entries = await readdir(path.join(project, relative), { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOTDIR') return null;
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (entries === null) return [relative];
  const names = entries.map((entry) => entry.name).sort();
  return (await Promise.all(names.map((name) => filesBelow(`${relative}/${name}`, project)))).flat();
}

/**
 * SHA-256 over names and contents of all inputs, in hexadecimal.
 * @param {string} [project]
 */
export async function hashInputs(project = PROJECT) {
  const hash = createHash('sha256');
  const files = (await Promise.all(INPUTS.map((input) => filesBelow(input, project)))).flat();
  for (const file of files) {
    const content = await readFile(path.join(project, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Notes in a built folder which inputs made it. */
export async function stamp(/** @type {string} */ folder, /** @type {string} */ hash) {
  await writeFile(path.join(folder, STAMP), `${hash}\n`);
}

/** Whether `folder` was built from inputs with this hash. */
export async function isFresh(/** @type {string} */ folder, /** @type {string} */ hash) {
  const built = await readFile(path.join(folder, STAMP), 'utf8').catch(() => '');
  return built.trim() === hash;
}
