/**
 * What the development runtime starts with: opens the app folder that is named on the command line.
 * Runs in main of the runtime of registry-runtime.mjs, which lacks Electron's own default app.
 * The rule: behave as Electron's does for `electron [switches] FOLDER`, so that no app code knows the difference.
 */
const fs = require('node:fs');
const path = require('node:path');

const electron = require('electron');

/**
 * Electron's own default app uses these two undocumented calls as well (electron/electron default_app/main.ts).
 * @typedef {{setVersion: (version: string) => void, setAppPath: (folder: string) => void}} DefaultAppCalls
 */
const app = /** @type {import('electron').App & DefaultAppCalls} */ (electron.app);

/**
 * Splits `-r MODULE` and `--require MODULE` (Playwright passes a loader so) from the folder to open.
 * @param {readonly string[]} values
 */
function readArguments(values) {
  /** @type {string[]} */
  const modules = [];
  let isModule = false;
  for (const value of values) {
    if (isModule) modules.push(value);
    else if (!value.startsWith('-')) return { modules, folder: value };
    isModule = !isModule && (value === '-r' || value === '--require');
  }
  return { modules, folder: null };
}

const { modules, folder } = readArguments(process.argv.slice(1));
if (folder === null) {
  console.error('usage: electron [switches] FOLDER');
  app.exit(1);
} else {
  for (const name of modules) require(path.resolve(name));
  const root = path.resolve(folder);
  const about = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  app.setName(about.productName ?? about.name);
  app.setVersion(about.version);
  app.setAppPath(root);
  app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
  require(path.resolve(root, about.main));
}
