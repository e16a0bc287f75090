/** The app that is carried along with its vault, beside its AppImage. Runs in the real app. */
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
  expect(await readdir(app.profile)).not.toContain('vault.halfminute');
});
