/**
 * Starting at login in the real app on Linux: the setting writes the session's autostart file, and a start by that file's own
 * words comes up in the tray or minimised, in front of nobody. And the manual, which opens in a window of its own.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pressKeys } from './driver/pointer.ts';
import { profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

const config = mkdtempSync(path.join(tmpdir(), 'halfminute-config-'));
const before = process.env.XDG_CONFIG_HOME;
const file = path.join(config, 'autostart/halfminute.desktop');
let app: RunningApp;

beforeAll(async () => {
  process.env.XDG_CONFIG_HOME = config;
  app = await startApp({ profile: await profileWithVault() });
});
afterAll(async () => {
  await discardApps([app]);
  if (before === undefined) delete process.env.XDG_CONFIG_HOME;
  else process.env.XDG_CONFIG_HOME = before;
  rmSync(config, { recursive: true, force: true });
});

const windows = () =>
  app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      url: window.webContents.getURL(),
      isShown: window.isVisible() && !window.isMinimized(),
      title: window.getTitle(),
    })),
  );
const login = () =>
  app.page.getByRole('dialog', { name: 'Settings' }).getByRole('switch', { name: /^Start when/ });

test('F1 shows the manual, while locked too; it runs no script and goes nowhere', async () => {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
  await pressKeys('F1');
  const manual = async () =>
    (await windows()).find(({ url }) => url === 'app://halfminute-manual/manual.html');
  await expect.poll(async () => (await manual())?.isShown, { timeout: 15_000 }).toBe(true);
  expect((await manual())?.title).toBe('Halfminute: the manual');
  const preferences = await app.electron.evaluate(({ webContents }) => {
    const contents = webContents.getAllWebContents().find((each) => each.getURL().includes('/manual.html'));
    // Electron has it, and its types do not.
    const { getLastWebPreferences } = contents as unknown as {
      getLastWebPreferences(): Electron.WebPreferences;
    };
    const { javascript, sandbox, preload } = getLastWebPreferences.call(contents);
    return { javascript, sandbox, preload: preload ?? '' };
  });
  expect(preferences).toEqual({ javascript: false, sandbox: true, preload: '' });
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((each) => each.webContents.getURL().includes('/manual.html'))
      ?.close(),
  );
});

test('the setting writes the file, shows what holds, and takes the file away', async () => {
  await screens.unlock(app.page);
  await screens.chooseFromMenu(app.page, 'More', 'Settings');
  await expect.poll(() => login().isChecked()).toBe(false);
  await login().click();
  await expect.poll(() => login().isChecked()).toBe(true);
  expect(readFileSync(file, 'utf8')).toMatch(/^Exec=".+" "--started-at-login"$/m);
  await login().click();
  await expect.poll(() => existsSync(file)).toBe(false);
  await login().click();
  await expect.poll(() => existsSync(file)).toBe(true);
  await screens.closeDialog(app.page);
});

test.each([
  ['in the tray, without a window', true],
  ['minimised where it does not stay in the tray', false],
])('a start by the file is %s', async (_how, closeToTray) => {
  await app.page.evaluate((stays) => window.authenticator.settings.set({ closeToTray: stays }), closeToTray);
  const words = /^Exec=(.+)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  const args = [...words.matchAll(/"([^"]*)"/g)].map(([, argument = '']) => argument);
  expect(args).toContain(`--user-data-dir=${app.profile}`);
  const { profile } = app;
  await app.stop();
  app = await startApp({ profile, args: args.filter((each) => each === '--started-at-login') });
  await screens.unlockScreen(app.page).waitFor();
  expect((await windows()).filter(({ isShown }) => isShown)).toEqual([]);
});
