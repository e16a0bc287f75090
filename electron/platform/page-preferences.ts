/**
 * What every window of ours that shows a page is made with. Runs in main.
 * The rule: sandboxed and isolated, and no window is less so than another.
 */
import { app, type WebPreferences } from 'electron';

export function pagePreferences(preload: string): WebPreferences {
  return {
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
  };
}
