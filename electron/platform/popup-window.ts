/**
 * The small window that finds a code from anywhere, over all others. Runs in main.
 * The rule: its page has origins and processes of its own, and a lock destroys it: what showed codes is gone, and the
 * next one is a fresh process.
 */
import { type BrowserWindow, globalShortcut, screen } from 'electron';
import { COMMAND_CHANNEL } from '../ipc/channels.ts';
import type { HandlersOf, mainCalls } from '../ipc/contract.ts';
import { createShortcut } from './shortcut.ts';
import { createSmallWindow } from './small-window.ts';

const SIZE = { width: 460, height: 440 } as const;
/** How far down the display it stands, as a share of the room around it. */
const FROM_TOP = 0.28;

export interface PopupParts {
  readonly preload: string;
  /** A fresh address, of another site than the one before. */
  readonly nextUrl: () => string;
  /** The keyboard may go elsewhere without hiding it, as to the system's question for a fingerprint. */
  readonly staysOnBlur: () => boolean;
  readonly showMain: () => void;
  readonly onUnlocked: () => void;
}

export interface Popup {
  readonly handlers: HandlersOf<typeof mainCalls>['popup'];
  /** Null while there is none. */
  readonly window: () => BrowserWindow | null;
  readonly setShortcut: (accelerator: string) => void;
  readonly show: () => void;
  /** Ends its page and the process behind it at once; the answer brings back one that was shown, with a fresh page. */
  readonly drop: () => () => void;
  /** Ends it, and shows none. */
  readonly close: () => void;
}

function createPopupWindow(preload: string, url: string): BrowserWindow {
  const window = createSmallWindow(preload, url, { ...SIZE, resizable: false, skipTaskbar: true });
  window.setAlwaysOnTop(true, 'pop-up-menu');
  return window;
}

/** On the display where the pointer is, above its middle. */
function placeOnDisplay(window: BrowserWindow): void {
  const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
  const { width, height } = SIZE;
  window.setBounds({
    x: Math.round(workArea.x + (workArea.width - width) / 2),
    y: Math.round(workArea.y + Math.max(0, workArea.height - height) * FROM_TOP),
    width,
    height,
  });
}

export function setUpPopup(parts: PopupParts): Popup {
  let window: BrowserWindow | null = null;

  const bringUp = (popup: BrowserWindow) => {
    placeOnDisplay(popup);
    popup.show();
    popup.focus();
    popup.webContents.send(COMMAND_CHANNEL, 'popup-shown');
  };
  const hide = () => window?.hide();
  const close = () => {
    window?.destroy();
    window = null;
  };

  const open = () => {
    const opened = createPopupWindow(parts.preload, parts.nextUrl());
    window = opened;
    opened.on('blur', () => {
      if (!parts.staysOnBlur() && !opened.isDestroyed() && !opened.webContents.isDevToolsFocused()) hide();
    });
    opened.on('closed', () => {
      if (window === opened) window = null;
    });
    opened.once('ready-to-show', () => bringUp(opened));
  };
  const show = () => {
    if (window) bringUp(window);
    else open();
  };
  const shortcut = createShortcut(globalShortcut, () => {
    if (window?.isVisible() && window.isFocused()) hide();
    else show();
  });

  return {
    window: () => window,
    setShortcut: shortcut.use,
    show,
    drop() {
      const wasShown = window?.isVisible() ?? false;
      close();
      return () => {
        if (wasShown && !window) open();
      };
    },
    close,
    handlers: {
      hide: () => {
        hide();
        return null;
      },
      openMain: () => {
        hide();
        parts.showMain();
        return null;
      },
      unlocked: () => {
        parts.onUnlocked();
        return null;
      },
      shortcut: () => shortcut.state(),
    },
  };
}
