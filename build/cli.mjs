/**
 * `npm run -s cli -- …`: the command line from a checkout. Runs under Node.
 * The rule: nothing but the command's own output goes to standard output, also when it has to be bundled first.
 */
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { hashInputs, isFresh, stamp } from './freshness.mjs';
import { installNpmPackages } from './npm-packages.mjs';
import { CACHE, OUT, runScript } from './project.mjs';

const FILE = 'cli.cjs';
/** A place of its own: out/ belongs to whole builds. */
const BUILT = path.join(CACHE, 'cli');

/** The folder with a bundle of the sources as they are. */
async function freshFolder() {
  const hash = await hashInputs();
  for (const folder of [OUT, BUILT]) if (await isFresh(folder, hash)) return folder;
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
  return BUILT;
}

await runScript(async () => {
  const script = path.join(await freshFolder(), FILE);
  // npm runs scripts in the project's folder; file names are meant from where the person is.
  if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  process.argv.splice(1, 1, script);
  await import(pathToFileURL(script).href);
});
