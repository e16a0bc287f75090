/**
 * The small window that finds a code from anywhere, as the window system and a person have it. End-to-end tests only.
 * The rule: it is opened by its keys, pressed through the window system.
 */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pressKeys } from './pointer.ts';
import type { RunningApp } from './running-app.ts';

const isPopup = (page: Page) => page.url().includes('/popup.html');

/** Sets the keys; gives what the app says of them. */
export const usePopupKeys = ({ page }: RunningApp, keys: string) =>
  page.evaluate(async (popupShortcut) => {
    await window.authenticator.settings.set({ popupShortcut });
    const state = await window.authenticator.popup.shortcut();
    return state.ok ? state.value : state.code;
  }, keys);

/** Whether the window system shows it. */
export const isPopupShown = ({ electron }: RunningApp): Promise<boolean> =>
  electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some(
      (window) => window.webContents.getURL().includes('/popup.html') && window.isVisible(),
    ),
  );

/** Its page; waits until it is shown. */
export async function popupPage(app: RunningApp): Promise<Page> {
  await expect.poll(() => isPopupShown(app), { timeout: 15_000 }).toBe(true);
  const find = () => app.electron.windows().find((each) => isPopup(each) && !each.isClosed());
  // Playwright hears of a new window a moment after the window system does.
  await expect.poll(find, { timeout: 15_000 }).toBeDefined();
  const page = find();
  if (!page) throw new Error('the small window closed at once');
  return page;
}

export async function openPopup(app: RunningApp): Promise<Page> {
  await pressKeys('ctrl+alt+j');
  return popupPage(app);
}

/** The process that draws it; 0: there is none. */
export const popupProcess = ({ electron }: RunningApp): Promise<number> =>
  electron.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((window) => window.webContents.getURL().includes('/popup.html'))
        ?.webContents.getOSProcessId() ?? 0,
  );
