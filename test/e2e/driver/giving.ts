/**
 * Ways to give the app pictures and texts: the file dialog, a drop, the system's clipboard. End-to-end tests only.
 * The rule: what goes in goes in as the system would give it, not as an event that the test makes up.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { RunningApp } from './running-app.ts';
import { chooseFromMenu } from './screens.ts';

/** "Choose picture…" in the menu, answered with these files. */
export async function choosePictures(page: Page, files: readonly string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await chooseFromMenu(page, 'Add account', 'Choose picture…');
  await (await chooser).setFiles([...files]);
}

/** Drags files over the window; `during` runs while they are held there; then drops them. */
export async function dropFiles(
  page: Page,
  files: readonly string[],
  during: () => Promise<void> = async () => {},
): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const at = { x: 150, y: 200 };
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  try {
    await devtools.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at, data });
    await devtools.send('Input.dispatchDragEvent', { type: 'dragOver', ...at, data });
    await during();
    await devtools.send('Input.dispatchDragEvent', { type: 'drop', ...at, data });
  } finally {
    await devtools.detach();
  }
}

/** Puts text on the system's clipboard and presses Ctrl+V. */
export async function pasteText({ electron, page }: RunningApp, text: string): Promise<void> {
  await electron.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);
  await page.keyboard.press('Control+V');
}

/** Electron 44 replaced it by promises over ClipboardItem; the runtime here may be older. */
interface OldClipboard {
  readonly writeImage?: (picture: Electron.NativeImage) => void;
}

/** Puts a PNG's picture on the system's clipboard and presses Ctrl+V. */
export async function pastePicture({ electron, page }: RunningApp, file: string): Promise<void> {
  const png = (await readFile(file)).toString('base64');
  await electron.evaluate(async ({ clipboard, ClipboardItem, nativeImage }, base64) => {
    const bytes = Buffer.from(base64, 'base64');
    const old = clipboard as unknown as OldClipboard;
    if (old.writeImage) return old.writeImage(nativeImage.createFromBuffer(bytes));
    await clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })]);
  }, png);
  await page.keyboard.press('Control+V');
}
