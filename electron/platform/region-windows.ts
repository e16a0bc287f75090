/**
 * A window over each display that shows its still picture, on which the person marks a rectangle. Runs in main.
 * The rule: such a page is sandboxed, of an origin and process of its own, and can only deliver a rectangle; the first
 * one ends them all, and so does Escape, a closed window or a lock.
 */
import path from 'node:path';
import { BrowserWindow, type Display, ipcMain, type Rectangle as PlaceOnScreen, screen } from 'electron';
import type { Rectangle } from '../ipc/contract.ts';
import { REGION_CHANNEL, regionCalls } from '../ipc/region.ts';
import { type AnswerCall, serveCalls } from '../ipc/server.ts';
import { log } from '../log.ts';
import type { CapturedPictures } from './captured-pictures.ts';
import type { CapturedDisplay } from './screen-capture.ts';
import { isFromOurPage } from './sender.ts';

export interface Region {
  readonly picture: CapturedDisplay;
  readonly rectangle: Rectangle;
}

export interface RegionWindows {
  /** Null when the person gives up. */
  readonly choose: (pictures: readonly CapturedDisplay[]) => Promise<Region | null>;
  /** Ends a choice that is under way. */
  readonly close: () => void;
}

export interface RegionPage {
  /** Folder of the preload. */
  readonly out: string;
  /** Address of the page, without a fragment. */
  readonly url: string;
  /** The person's choice of language; null: the system's. */
  readonly language: () => string | null;
}

/** Where a picture without a display goes, and how large it is drawn, is for the primary display to say. */
const placeOf = (display: Display | null): PlaceOnScreen => (display ?? screen.getPrimaryDisplay()).bounds;

function createRegionWindow(
  { out, url, language }: RegionPage,
  place: PlaceOnScreen,
  picture: string,
): BrowserWindow {
  const window = new BrowserWindow({
    ...place,
    show: false,
    frame: false,
    resizable: false,
    movable: false,
    minimizable: false,
    maximizable: false,
    hasShadow: false,
    skipTaskbar: true,
    enableLargerThanScreen: true,
    backgroundColor: '#000000',
    webPreferences: {
      preload: path.join(out, 'region-preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    },
  });
  window.setMenu(null);
  window.setAlwaysOnTop(true, 'screen-saver');
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.on('page-title-updated', (event) => event.preventDefault());
  window.loadURL(`${url}#${language() ?? ''},${picture}`).catch((error) => {
    log('the region window', error);
    if (!window.isDestroyed()) window.destroy();
  });
  return window;
}

/** Must run once: the channel of region windows has one handler. */
export function setUpRegionWindows(page: RegionPage, kept: Pick<CapturedPictures, 'keep'>): RegionWindows {
  const servers = new Map<BrowserWindow, AnswerCall>();
  let end: ((region: Region | null) => void) | null = null;
  const isRegionUrl = (url: string) => url.startsWith(`${page.url}#`);

  ipcMain.handle(REGION_CHANNEL, (event, fullName: unknown, argument: unknown) => {
    const [, answer] = [...servers].find(([window]) => isFromOurPage(event, window, isRegionUrl)) ?? [];
    return answer ? answer(fullName, argument) : { ok: false, code: 'not-allowed' };
  });

  /** The keyboard reaches every display: Tab goes to the next window. */
  const watchTab = (window: BrowserWindow) =>
    window.webContents.on('before-input-event', (event, { type, key, shift }) => {
      const all = [...servers.keys()];
      if (type !== 'keyDown' || key !== 'Tab' || all.length < 2) return;
      event.preventDefault();
      const next = (all.indexOf(window) + (shift ? all.length - 1 : 1)) % all.length;
      all[next]?.focus();
    });

  const open = (picture: CapturedDisplay) => {
    const window = createRegionWindow(page, placeOf(picture.display), kept.keep(picture, 'bmp'));
    const handlers = {
      region: {
        choose: (rectangle: Rectangle | null) => {
          end?.(rectangle && { picture, rectangle });
          return null;
        },
      },
    };
    servers.set(
      window,
      serveCalls(regionCalls, handlers, (name, error) => log(`call ${name}`, error)),
    );
    // A window of a choice that is over says nothing of the next one.
    window.on('closed', () => servers.has(window) && end?.(null));
    watchTab(window);
    const isFirst = servers.size === 1;
    window.once('ready-to-show', () => {
      if (isFirst) window.show();
      else window.showInactive();
      // Over panels too. Asked for only now, or X11 puts every such window on the first display; macOS would move it
      // to a space of its own, with an animation.
      if (process.platform !== 'darwin') window.setFullScreen(true);
    });
  };

  return {
    choose(pictures) {
      end?.(null);
      return new Promise((resolve) => {
        end = (region) => {
          end = null;
          const windows = [...servers.keys()];
          servers.clear();
          // The answer to its last call is still on its way to the window.
          setImmediate(() => {
            for (const window of windows) if (!window.isDestroyed()) window.destroy();
            resolve(region);
          });
        };
        for (const picture of pictures) open(picture);
      });
    },
    close: () => end?.(null),
  };
}
