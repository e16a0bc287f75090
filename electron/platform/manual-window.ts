/**
 * The manual in a window of its own. Runs in main.
 * The rule: its page has no script, no preload and an origin of its own, and goes nowhere; closing the app closes it.
 */
import { app, BrowserWindow, nativeTheme } from 'electron';
import { log } from '../log.ts';
import { SURFACE } from './main-window.ts';
import { pagePreferences } from './page-preferences.ts';
import { windowTitle } from './profile-folder.ts';

export interface ManualWindow {
  readonly show: () => void;
  readonly close: () => void;
}

/** @param url where the manual is served */
export function setUpManual(url: string): ManualWindow {
  let window: BrowserWindow | null = null;

  const open = (): BrowserWindow => {
    const { preload: _none, ...preferences } = pagePreferences('');
    const opened = new BrowserWindow({
      title: windowTitle(app),
      width: 1000,
      height: 760,
      minWidth: 320,
      minHeight: 320,
      show: false,
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? SURFACE.dark : SURFACE.light,
      webPreferences: { ...preferences, javascript: false },
    });
    opened.webContents.on('will-navigate', (event) => event.preventDefault());
    opened.once('ready-to-show', () => opened.show());
    opened.on('closed', () => {
      if (window === opened) window = null;
    });
    opened.loadURL(url).catch((error) => {
      log('the manual', error);
      if (!opened.isDestroyed()) opened.destroy();
    });
    return opened;
  };

  return {
    show() {
      window ??= open();
      if (window.isMinimized()) window.restore();
      if (window.isVisible()) window.focus();
    },
    close() {
      window?.destroy();
      window = null;
    },
  };
}
