/**
 * The mini window: one account's code, big, over all others, beside a form that takes no pasted code. Runs in main.
 * The rule: it is made when it is asked for, and closing it or a lock ends its page and the process behind it. Main
 * knows the account's id and nothing else of it.
 */
import type { BrowserWindow } from 'electron';
import { COMMAND_CHANNEL } from '../ipc/channels.ts';
import type { HandlersOf, mainCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import type { Preferences } from './preferences.ts';
import { createSmallWindow } from './small-window.ts';
import { rememberPlace } from './window-place.ts';

/** Ten digits and their countdown fit in the smallest. */
const SIZE = { width: 380, height: 208, minWidth: 300, minHeight: 184 } as const;

export interface MiniParts {
  readonly preload: string;
  /** A fresh address, of another site than the one before. */
  readonly nextUrl: () => string;
  readonly isOpen: () => boolean;
  readonly preferences: Pick<Preferences, 'miniPlace' | 'keepMiniPlace'>;
}

export interface Mini {
  readonly handlers: HandlersOf<typeof mainCalls>['mini'];
  /** Null while there is none. */
  readonly window: () => BrowserWindow | null;
  /** Ends it at once. */
  readonly close: () => void;
}

export function setUpMini({ preload, nextUrl, isOpen, preferences }: MiniParts): Mini {
  let window: BrowserWindow | null = null;
  let accountId: string | null = null;

  const close = () => {
    window?.destroy();
    window = null;
    accountId = null;
  };

  const open = () => {
    const opened = createSmallWindow(preload, nextUrl(), SIZE);
    opened.setAlwaysOnTop(true, 'floating');
    window = opened;
    rememberPlace(opened, { read: preferences.miniPlace, keep: preferences.keepMiniPlace });
    opened.on('closed', () => {
      if (window === opened) close();
    });
    opened.once('ready-to-show', () => opened.show());
  };

  return {
    window: () => window,
    close,
    handlers: {
      open: ({ id }) => {
        if (!isOpen()) throw new CodedError('locked');
        accountId = id;
        if (!window) open();
        else {
          window.webContents.send(COMMAND_CHANNEL, 'mini-account');
          window.show();
        }
        return null;
      },
      account: () => {
        if (accountId === null) throw new CodedError('account-missing');
        return { id: accountId };
      },
      close: () => {
        // Not destroyed at once, so that its place is kept.
        window?.close();
        return null;
      },
    },
  };
}
