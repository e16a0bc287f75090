/**
 * About, and how to report a problem: boxes of the system, in words that can be copied. Runs in main.
 * The rule: nothing is sent or opened from here, and nothing of the vault, no name and no path is in them.
 */
import { app, type BrowserWindow, clipboard, dialog } from 'electron';
import { text } from './texts/text.ts';

/** What somebody who mends a problem asks first. Versions alone. */
export function versionLines(): string {
  const { electron = '', chrome = '', node = '' } = process.versions;
  return [
    `${app.getName()} ${app.getVersion()}`,
    `Electron ${electron}`,
    `Chromium ${chrome}`,
    `Node.js ${node}`,
    `${process.platform} ${process.arch}, ${process.getSystemVersion()}`,
  ].join('\n');
}

/** Shows a box whose second button copies the versions. */
async function show(window: BrowserWindow | null, message: string, detail: string): Promise<void> {
  const options = {
    type: 'info' as const,
    message,
    detail,
    buttons: [text('help.close'), text('help.copy')],
    defaultId: 0,
    cancelId: 0,
  };
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  if (response === 1) await clipboard.writeText(versionLines());
}

/** What the Help menu shows, over the main window where there is one. */
export const helpBoxes = (
  window: () => BrowserWindow | null,
): { readonly about: () => void; readonly report: () => void } => ({
  about: () => void show(window(), app.getName(), `${versionLines()}\n\n${text('help.offline')}`),
  report: () => void show(window(), text('help.reportTitle'), `${text('help.report')}\n\n${versionLines()}`),
});
