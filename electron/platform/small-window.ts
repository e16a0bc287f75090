/**
 * A window without a frame that stays over all others. Runs in main.
 * The rule: its page goes nowhere, and a window whose page is gone goes, too.
 */
import { app, BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme } from 'electron';
import { log } from '../log.ts';
import { SURFACE } from './main-window.ts';
import { pagePreferences } from './page-preferences.ts';
import { windowTitle } from './profile-folder.ts';

/** Makes it, hidden, and begins to load `url`. It stands on every workspace, as the caller puts it on top. */
export function createSmallWindow(
  preload: string,
  url: string,
  options: BrowserWindowConstructorOptions,
): BrowserWindow {
  const window = new BrowserWindow({
    title: windowTitle(app),
    show: false,
    frame: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    // A panel takes the keyboard on macOS without bringing the whole app in front.
    ...(process.platform === 'darwin' ? { type: 'panel' } : {}),
    backgroundColor: nativeTheme.shouldUseDarkColors ? SURFACE.dark : SURFACE.light,
    ...options,
    webPreferences: pagePreferences(preload),
  });
  window.setMenu(null);
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  // A title set by a page could carry an account's name into the task bar.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') log('a small window', new Error(reason));
    if (!window.isDestroyed()) window.destroy();
  });
  window.loadURL(url).catch((error) => {
    log('a small window', error);
    if (!window.isDestroyed()) window.destroy();
  });
  return window;
}
