/**
 * What the development runtime starts with: opens the app folder that is named on the command line.
 * Runs in main of the runtime of registry-runtime.mjs, which lacks Electron's own default app.
 * The rule: behave as Electron's does for `electron [switches] FOLDER`, so that no app code knows the difference.
 */
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');

/** Splits `-r MODULE` and `--require MODULE` (Playwright passes a loader so) from the folder to open. */
function readArguments(values) {
  const modules = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === '-r' || value === '--require') modules.push(values[++i]);
    else if (!value.startsWith('-')) return { modules, folder: value };
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
