/**
 * The measure of everything: an Electron app of one window with one focused field and nothing else. Runs in the bench.
 * The rule: what Electron itself costs is in it, nothing that we could have saved; its window is as large as ours,
 * and its page is sandboxed and isolated as ours is.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const MAIN = `
const { app, BrowserWindow } = require('electron');
const profile = app.commandLine.getSwitchValue('user-data-dir');
app.setPath('userData', profile);
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 480,
    height: 760,
    autoHideMenuBar: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  window.loadFile('index.html');
});
app.on('window-all-closed', () => app.quit());
`;

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Bare</title></head>
<body><label>Password <input type="password" autofocus></label></body>
</html>
`;

/** Writes the bare app to `folder`, which is made. */
export async function writeBareApp(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const about = { name: 'bare', productName: 'Bare', version: '0.0.0', main: 'main.cjs' };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(about));
  await writeFile(path.join(folder, 'main.cjs'), MAIN);
  await writeFile(path.join(folder, 'index.html'), PAGE);
}
