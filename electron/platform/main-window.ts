/**
 * The one window. Runs in main.
 * The rule: its page is sandboxed and isolated, and `replacePage` ends the process that showed codes.
 */
import { app, BrowserWindow, nativeTheme } from 'electron';
import { pagePreferences } from './page-preferences.ts';
import { windowTitle } from './profile-folder.ts';

/** What a window is before its page is painted. */
export const SURFACE = { light: '#f6f7f9', dark: '#15171c' } as const;

/** Makes the window, hidden until its page can be painted so that nobody sees an empty frame. */
export function createMainWindow(
  preload: string,
  nextPageUrl: () => string,
  isPageUrl: (url: string) => boolean,
  onPageLost: (error: Error) => void,
  start: 'shown' | 'minimised' | 'hidden' = 'shown',
): BrowserWindow {
  const window = new BrowserWindow({
    title: windowTitle(app),
    width: 480,
    height: 760,
    minWidth: 320,
    minHeight: 420,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? SURFACE.dark : SURFACE.light,
    webPreferences: pagePreferences(preload),
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    onPageLost(new Error(details.reason));
    window.loadURL(nextPageUrl()).catch(onPageLost);
  });
  // Chromium asks nobody before it goes to about:blank, so the guards cannot refuse it; our page comes back at once.
  window.webContents.on('did-navigate', (_event, url) => {
    if (!isPageUrl(url)) window.loadURL(nextPageUrl()).catch(onPageLost);
  });
  window.once('ready-to-show', () => {
    if (start === 'shown') window.show();
    if (start !== 'minimised') return;
    window.showInactive();
    window.minimize();
  });
  // A title set by a page could carry an account's name into the task bar.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.loadURL(nextPageUrl()).catch(onPageLost);
  return window;
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/**
 * Loads `url`, which must be of another site than the page that is there, so that the process which showed codes
 * ends. Should Chromium ever keep it, it is killed: nothing that it held may outlive a lock.
 */
export async function replacePage(window: BrowserWindow, url: string): Promise<void> {
  const { webContents } = window;
  const before = webContents.getOSProcessId();
  await window.loadURL(url);
  if (webContents.getOSProcessId() === before) {
    webContents.forcefullyCrashRenderer();
    await window.loadURL(url);
  }
  // The way back would be to a page that no longer is.
  webContents.clearHistory();
}
