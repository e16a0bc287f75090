/**
 * The command line's bundle, made when its sources changed. Runs under Node for `npm run cli` and in its tests.
 * The rule: a bundle is put in its place whole, so that calls side by side never start half of one.
 */
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { hashInputs, isFresh, stamp } from './freshness.mjs';
import { installNpmPackages } from './npm-packages.mjs';
import { CACHE, OUT } from './project.mjs';

const FILE = 'cli.cjs';
/** A place of its own: out/ belongs to whole builds. */
const BUILT = path.join(CACHE, 'cli');

/** Path of a bundle of the sources as they are. */
export async function freshCliBundle() {
  const hash = await hashInputs();
  for (const folder of [OUT, BUILT]) if (await isFresh(folder, hash)) return path.join(folder, FILE);
  // Only what has to be bundled needs the tools.
  await installNpmPackages();
  const { build } = await import('vite');
  const { BUNDLES, bundleConfig } = await import('./vite-bundles.mjs');
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(path.join(CACHE, 'cli-'));
  const bundle = BUNDLES.find(({ file }) => file === FILE);
  if (!bundle) throw new Error(`no bundle is named ${FILE}`);
  await build({ ...bundleConfig(bundle, folder), logLevel: 'silent', mode: 'production' });
  await stamp(folder, hash);
  await rm(BUILT, { recursive: true, force: true });
  // Another call may have been first: then its bundle, of the same sources, is as good.
  await rename(folder, BUILT).catch(() => rm(folder, { recursive: true, force: true }));
  return path.join(BUILT, FILE);
}
