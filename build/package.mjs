/**
 * `npm run package`: makes packages with electron-builder; `npm run package -- --dir` only the unpacked app.
 * Runs under Node. The rule: what leaves has our fuses, and never an Electron that is out of support.
 */
import { access } from 'node:fs/promises';
import path from 'node:path';
import { checkFuses } from './fuses.mjs';
import { installNpmPackages } from './npm-packages.mjs';
import { PROJECT, run, runScript, ScriptError, say } from './project.mjs';

const BUILDER = 'node_modules/electron-builder/cli.js';
/** Where electron-builder leaves unpacked apps, by name of the binary that holds the fuses. */
const BINARIES = [
  'linux-unpacked/halfminute',
  'linux-arm64-unpacked/halfminute',
  'win-unpacked/Halfminute.exe',
  'win-arm64-unpacked/Halfminute.exe',
  'mac/Halfminute.app/Contents/Frameworks/Electron Framework.framework/Electron Framework',
  'mac-arm64/Halfminute.app/Contents/Frameworks/Electron Framework.framework/Electron Framework',
];

async function checkAllFuses() {
  let checked = 0;
  for (const binary of BINARIES) {
    const file = path.join(PROJECT, 'dist', binary);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    const problems = await checkFuses(file);
    if (problems.length > 0)
      throw new ScriptError(`The fuses of dist/${binary} are wrong: ${problems.join('; ')}.`);
    checked += 1;
  }
  if (checked === 0) throw new ScriptError('electron-builder left no app whose fuses could be checked.');
  say(`Fuses are as decided (${checked} checked).`);
}

await runScript(async () => {
  const args = process.argv.slice(2);
  await installNpmPackages();
  const { buildApp } = await import('./build.mjs');
  const { findElectron } = await import('./electron-runtime.mjs');
  await buildApp({ ifChanged: true });
  const electron = await findElectron();
  if (electron.isDevelopmentOnly && !args.includes('--dir')) {
    throw new ScriptError(
      `Only Electron ${electron.version} is here, which must not ship. \`npm run package -- --dir\` packages it for a try.`,
    );
  }
  // electron-builder fetches the supported Electron itself, for every platform; others it gets from us.
  const isGiven = electron.isDevelopmentOnly || process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const config = [`-c.electronVersion=${electron.version}`];
  // The fuse came with Electron 29; an older one has no place for it, and the builder then refuses all fuses.
  if (Number.parseInt(electron.version, 10) >= 29)
    config.push('-c.electronFuses.grantFileProtocolExtraPrivileges=false');
  if (isGiven) config.push(`-c.electronDist=${electron.distPath}`);
  const code = await run(process.execPath, [
    BUILDER,
    ...['--config', 'build/electron-builder.yml', '--publish', 'never'],
    ...config,
    ...args,
  ]);
  if (code !== 0) return code;
  await checkAllFuses();
  return 0;
});
