/**
 * The tray in the real app, by the menu that the system is given: codes, lock, and staying there when the window closes.
 * The rule: the clipboard is read for real, and names are looked for in the menu after the lock.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isPopupShown, openPopup, usePopupKeys } from './driver/popup.ts';
import { profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

let app: RunningApp;

/** Electron has no way to ask a tray for its menu; it is noted as it is given. */
interface Noted {
  trayMenu?: Electron.Menu;
}

const labels = () =>
  app.electron.evaluate(() => ((globalThis as Noted).trayMenu?.items ?? []).map(({ label }) => label));
const press = (label: string) =>
  app.electron.evaluate((_electron, wanted) => {
    const item = (globalThis as Noted).trayMenu?.items.find((each) => each.label === wanted);
    if (!item?.enabled) throw new Error(`the tray has no ${wanted} to press`);
    item.click();
  }, label);
const change = (closeToTray: boolean) =>
  app.page.evaluate((stays) => window.authenticator.settings.set({ closeToTray: stays }), closeToTray);
const isMainShown = () =>
  app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some(
      (window) => window.webContents.getURL().includes('/index.html') && window.isVisible(),
    ),
  );
const closeMain = () =>
  app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().includes('/index.html'))
      ?.close(),
  );

beforeAll(async () => {
  app = await startApp({ profile: await profileWithVault() });
  await app.electron.evaluate(({ Tray }) => {
    const { setContextMenu } = Tray.prototype;
    Tray.prototype.setContextMenu = function (menu) {
      if (menu) (globalThis as Noted).trayMenu = menu;
      return setContextMenu.call(this, menu);
    };
  });
});
afterAll(() => discardApps([app]));

test('the first close asks; staying is the answer that puts the icon there', async () => {
  await app.electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false });
  });
  await closeMain();
  await expect.poll(isMainShown).toBe(false);
  expect(await labels()).toContain('Locked');
  const settings = await app.page.evaluate(() => window.authenticator.settings.get());
  expect(settings).toMatchObject({ ok: true, value: { closeToTray: true } });
  await press('Show Halfminute');
  await expect.poll(isMainShown).toBe(true);
});

test('no name is in the menu while locked; pinned ones are while unlocked', async () => {
  expect(await labels()).not.toContain('GitHub (ada)');
  await screens.unlock(app.page);
  await screens
    .row(app.page, 'GitHub')
    .getByRole('button', { name: /^More for/ })
    .click();
  await app.page.getByRole('menuitem', { name: 'Pin to the top' }).click();
  await expect.poll(labels).toContain('GitHub (ada)');
  expect(await labels()).not.toContain('Proton (bob)');
});

test('an account in the menu copies its code', async () => {
  await press('GitHub (ada)');
  const read = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(read).toMatch(/^\d{6}$/);
});

test('an account is there as soon as its code was copied in the list', async () => {
  expect(await labels()).not.toContain('Proton (bob)');
  await screens.row(app.page, 'Proton').click();
  await expect.poll(labels).toContain('Proton (bob)');
});

test('while the window is closed the search still opens', async () => {
  expect(await usePopupKeys(app, 'Control+Alt+J')).toBe('active');
  await closeMain();
  await expect.poll(isMainShown).toBe(false);
  const popup = await openPopup(app);
  await popup.getByRole('option').first().waitFor();
  await popup.keyboard.press('Escape');
  await expect.poll(() => isPopupShown(app)).toBe(false);
  expect(await isMainShown()).toBe(false);
});

test('its Lock locks, and takes the names away', async () => {
  await press('Lock');
  await expect.poll(labels).toContain('Locked');
  expect(await labels()).not.toContain('GitHub (ada)');
  await press('Show Halfminute');
  await screens.unlockScreen(app.page).waitFor();
});

test('without the setting, closing ends the app', async () => {
  await change(false);
  const ended = app.electron.waitForEvent('close');
  await closeMain();
  await ended;
});
