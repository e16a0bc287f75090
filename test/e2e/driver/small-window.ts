/**
 * A small window of ours as the window system has it, by its page's file. End-to-end tests only.
 * The rule: it is found by what it shows, and waited for.
 */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { RunningApp } from './running-app.ts';

export interface SmallWindow {
  readonly processId: number;
  readonly isVisible: boolean;
  readonly isOnTop: boolean;
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

/** What the window system says of it; null while there is none. */
export const smallWindow = ({ electron }: RunningApp, file: string): Promise<SmallWindow | null> =>
  electron.evaluate(({ BrowserWindow }, name) => {
    const window = BrowserWindow.getAllWindows().find((each) =>
      each.webContents.getURL().includes(`/${name}`),
    );
    return window
      ? {
          processId: window.webContents.getOSProcessId(),
          isVisible: window.isVisible(),
          isOnTop: window.isAlwaysOnTop(),
          bounds: window.getNormalBounds(),
        }
      : null;
  }, file);

/** Its page; waits until it is shown. */
export async function smallWindowPage(app: RunningApp, file: string): Promise<Page> {
  await expect.poll(async () => (await smallWindow(app, file))?.isVisible, { timeout: 15_000 }).toBe(true);
  const find = () =>
    app.electron.windows().find((each) => each.url().includes(`/${file}`) && !each.isClosed());
  // Playwright hears of a new window a moment after the window system does.
  await expect.poll(find, { timeout: 15_000 }).toBeDefined();
  const page = find();
  if (!page) throw new Error('the window closed at once');
  return page;
}
