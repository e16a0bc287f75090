/**
 * `npm run build`: bundles everything into out/. Runs under Node. `--if-changed` skips a build that is there;
 * `node build/build.mjs main.cjs page` builds those parts only.
 * The rule: out/ is replaced as a whole, so that nothing ever starts half a build, and no shipped page or
 * process can turn text into code.
 */
import { access, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { hashInputs, isFresh, stamp } from './freshness.mjs';
import { CACHE, isScript, OUT, PROJECT, runScript, ScriptError, say } from './project.mjs';
import { BUNDLES, bundleConfig } from './vite-bundles.mjs';
import { pageConfig } from './vite-page.mjs';

const LOG = /** @type {const} */ ({ logLevel: 'warn', mode: 'production' });
/** Main shows one of them; Electron finds the double size by its name. */
const TRAY_PICTURES = ['trayTemplate.png', 'trayTemplate@2x.png', 'tray-light.png', 'tray-light@2x.png'];
/** Code made from text. The page's policy would stop it at run time; here it stops the build. */
const CODE_FROM_TEXT = /\beval\s*\(|\bnew Function\b|[^.\w]Function\s*\(\s*["'`]/;

const exists = (/** @type {string} */ file) =>
  access(path.join(PROJECT, file)).then(
    () => true,
    () => false,
  );

/**
 * Says why a bundle must not ship.
 * @param {string} file name for the message
 * @param {string} text its code
 * @param {boolean} [isSandboxed]
 * @returns {string | null}
 */
export function findProblem(file, text, isSandboxed = false) {
  const code = CODE_FROM_TEXT.exec(text);
  if (code)
    return `${file} makes code from text: …${text.slice(Math.max(0, code.index - 60), code.index + 60)}…`;
  const required = [...text.matchAll(/\brequire\(\s*["']([^"']+)["']\s*\)/g)].map((match) => match[1]);
  const foreign = isSandboxed && required.find((name) => name !== 'electron');
  return foreign ? `${file} runs sandboxed and requires '${foreign}'` : null;
}

/** @param {string} folder @returns {Promise<string[]>} paths relative to it, with forward slashes, sorted */
async function listFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** @param {string} folder */
async function buildPage(folder) {
  const page = path.join(folder, 'renderer');
  await build({ ...pageConfig(page), ...LOG });
  const files = await listFiles(page);
  await writeFile(path.join(folder, 'renderer-files.json'), `${JSON.stringify(files, null, 2)}\n`);
}

/**
 * Builds the page and the bundles into `folder`, and checks what came out.
 * @param {string} folder
 * @param {(part: string) => boolean} isWanted by name: `page`, or a bundle's file
 */
async function buildInto(folder, isWanted) {
  // Vite and React go by this variable before any configuration; tests that build have it say `test`.
  const mode = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    if (isWanted('page')) await buildPage(folder);
    for (const picture of TRAY_PICTURES) {
      await copyFile(path.join(PROJECT, 'build/icons', picture), path.join(folder, picture));
    }
    await buildBundles(folder, isWanted);
  } finally {
    if (mode === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = mode;
  }
  await checkScripts(folder);
}

/** @param {string} folder @param {(part: string) => boolean} isWanted */
async function buildBundles(folder, isWanted) {
  for (const bundle of BUNDLES.filter(({ file }) => isWanted(file))) {
    if (bundle.isOptional && !(await exists(bundle.entry))) continue;
    await build({ ...bundleConfig(bundle, folder), ...LOG });
  }
}

/** @param {string} folder */
async function checkScripts(folder) {
  const sandboxed = new Set(BUNDLES.filter((bundle) => bundle.isSandboxed).map((bundle) => bundle.file));
  for (const file of await listFiles(folder)) {
    if (!/\.[cm]?js$/.test(file)) continue;
    const problem = findProblem(file, await readFile(path.join(folder, file), 'utf8'), sandboxed.has(file));
    if (problem) throw new ScriptError(`build: ${problem}`);
  }
}

/** Puts `folder` in the place of out/. */
async function replaceOut(/** @type {string} */ folder) {
  const old = `${folder}-old`;
  await rename(OUT, old).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(folder, OUT);
  await rm(old, { recursive: true, force: true });
}

/** Builds out/; with `ifChanged` only when sources changed. Returns whether it built. */
export async function buildApp({ ifChanged = false } = {}) {
  const hash = await hashInputs();
  if (ifChanged && (await isFresh(OUT, hash))) return false;
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(path.join(CACHE, 'build-'));
  try {
    await buildInto(folder, () => true);
    await stamp(folder, hash);
    await replaceOut(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return true;
}

/**
 * Builds some parts into out/ as it is, for `npm run dev` and for work on one side while another is broken.
 * @param {readonly string[]} parts `page`, or names of bundles such as `main.cjs`
 */
export async function buildParts(parts) {
  const known = ['page', ...BUNDLES.map((bundle) => bundle.file)];
  const unknown = parts.find((part) => !known.includes(part));
  if (unknown) throw new ScriptError(`build: no part is named ${unknown}; there are ${known.join(', ')}`);
  await mkdir(OUT, { recursive: true });
  await stamp(OUT, 'parts');
  await buildInto(OUT, (part) => parts.includes(part));
}

if (isScript(import.meta.url)) {
  await runScript(async () => {
    const started = performance.now();
    const parts = process.argv.slice(2).filter((value) => !value.startsWith('--'));
    if (parts.length > 0) return buildParts(parts);
    const hasBuilt = await buildApp({ ifChanged: process.argv.includes('--if-changed') });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    say(hasBuilt ? `Built out/ in ${seconds} s.` : 'out/ is up to date.');
  });
}
