/** The app on other folders than Electron's own: carried along beside its AppImage, and twice at once. Runs in the real app. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

let folder: string;
let app: RunningApp | null = null;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-stick-'));
  process.env.APPIMAGE = path.join(folder, 'Halfminute.AppImage');
});
afterEach(async () => {
  delete process.env.APPIMAGE;
  await discardApps(app ? [app] : []);
  await rm(folder, { recursive: true, force: true });
});

test('keeps its vault and its settings in the folder beside it', async () => {
  const data = path.join(folder, 'halfminute-data');
  await mkdir(data);
  // The last one counts, and an empty one is none.
  app = await startApp({ args: ['--user-data-dir='] });
  await screens.createVault(app.page);
  await app.page.evaluate(() => window.authenticator.settings.set({ theme: 'dark' }));
  expect(await readdir(data)).toEqual(expect.arrayContaining(['settings.json', 'vault.halfminute']));
  const title = app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
  expect(await title).toBe('Halfminute');
  expect(await readdir(app.profile)).not.toContain('vault.halfminute');
});

test('two vaults of two folders are open side by side, each window named by its own', async () => {
  const second = path.join(folder, 'work');
  await mkdir(second);
  const [first, other] = [await startApp(), await startApp({ profile: second })];
  try {
    await screens.createVault(first.page);
    await screens.createVault(other.page, 'meadow copper ninety lantern');
    const titleOf = ({ electron }: RunningApp) =>
      electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
    expect(await titleOf(other)).toBe('Halfminute – work');
    expect(await titleOf(first)).toBe(`Halfminute – ${path.basename(first.profile)}`);
    expect(await readdir(second)).toContain('vault.halfminute');
  } finally {
    await discardApps([first, other]);
  }
});
