/**
 * The windows beside the main one: the search from anywhere and the mini window. Runs in main.
 * The rule: a lock ends both, and each is answered at its own page alone.
 */
import { COMMAND_CHANNEL } from '../ipc/channels.ts';
import type { Command, Settings } from '../ipc/contract.ts';
import { MINI_PATH, POPUP_PATH } from './app-protocol.ts';
import { type MiniParts, setUpMini } from './mini-window.ts';
import { isMiniUrl, isPopupUrl, miniOrigins, popupOrigins } from './page-addresses.ts';
import { createPageAddress } from './page-turns.ts';
import { type Popup, type PopupParts, setUpPopup } from './popup-window.ts';
import { isFromOurPage, type Sender } from './sender.ts';

export interface SmallWindows extends Pick<Popup, 'show' | 'drop' | 'close'> {
  readonly handlers: {
    readonly popup: Popup['handlers'];
    readonly mini: ReturnType<typeof setUpMini>['handlers'];
  };
  /** Takes the keys that are set, and has the pages there are read the settings again: codes hidden in one window are in all. */
  readonly follow: (settings: Pick<Settings, 'popupShortcut'>) => void;
  /** Has the pages there are ask again for what they show: the vault was opened or saved. */
  readonly tellChange: () => void;
  /** Whether a message came from the page of one of them. */
  readonly isSender: (event: Sender) => boolean;
}

/** @param parts `hints` is what each page's address says beyond its place. */
export function setUpSmallWindows(
  parts: Omit<PopupParts & MiniParts, 'nextUrl'> & { readonly hints: () => string },
): SmallWindows {
  const popup = setUpPopup({ ...parts, nextUrl: createPageAddress(popupOrigins, POPUP_PATH, parts.hints) });
  const mini = setUpMini({ ...parts, nextUrl: createPageAddress(miniOrigins, MINI_PATH, parts.hints) });
  const tell = (command: Command) => {
    for (const window of [popup.window(), mini.window()])
      if (window && !window.isDestroyed()) window.webContents.send(COMMAND_CHANNEL, command);
  };
  return {
    handlers: { popup: popup.handlers, mini: mini.handlers },
    isSender: (event) =>
      isFromOurPage(event, popup.window(), isPopupUrl) || isFromOurPage(event, mini.window(), isMiniUrl),
    follow({ popupShortcut }) {
      popup.setShortcut(popupShortcut);
      tell('settings-changed');
    },
    tellChange: () => tell('accounts-changed'),
    show: popup.show,
    drop() {
      mini.close();
      return popup.drop();
    },
    close() {
      mini.close();
      popup.close();
    },
  };
}
