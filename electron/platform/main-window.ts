/**
 * The one window. Runs in main.
 * The rule: its page is sandboxed and isolated, and `endPage` kills the process that showed codes.
 */
import { app, BrowserWindow, nativeTheme, type WebContents, type WebFrameMain } from 'electron';

/** Pages whose end was asked for; any other end is a crash, after which the page is loaded again. */
const isEnding = new WeakSet<WebContents>();

const SURFACE = { light: '#f6f7f9', dark: '#15171c' } as const;

/** Makes the window, hidden until its page can be painted so that nobody sees an empty frame. */
export function createMainWindow(
  preload: string,
  onPageLost: (error: Error) => void,
  url: string,
): BrowserWindow {
  const window = new BrowserWindow({
    title: app.getName(),
    width: 480,
    height: 760,
    minWidth: 320,
    minHeight: 420,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? SURFACE.dark : SURFACE.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      // The spell checker would fetch dictionaries and see what is typed.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    if (isEnding.delete(window.webContents) || details.reason === 'clean-exit') return;
    onPageLost(new Error(details.reason));
    window.loadURL(url).catch(onPageLost);
  });
  window.once('ready-to-show', () => window.show());
  // A title set by a page could carry an account's name into the task bar.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.loadURL(url).catch(onPageLost);
  return window;
}

/** Kills the page's process, so that nothing that it held stays in memory. The caller loads a page anew. */
export function endPage(window: BrowserWindow): void {
  isEnding.add(window.webContents);
  window.webContents.forcefullyCrashRenderer();
}

/** Whether `frame` is the main frame of `window` and shows our page: the only frame that may ask for anything. */
export function isOurMainFrame(
  frame: WebFrameMain | null,
  window: BrowserWindow | null,
  isPageUrl: (url: string) => boolean,
): boolean {
  if (!frame || !window || window.isDestroyed()) return false;
  const main = window.webContents.mainFrame;
  return frame.processId === main.processId && frame.routingId === main.routingId && isPageUrl(frame.url);
}
