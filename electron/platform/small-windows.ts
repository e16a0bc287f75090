/**
 * The windows beside the main one: the search from anywhere and the mini window. Runs in main.
 * The rule: a lock ends both, and each is answered at its own page alone.
 */
import { MINI_PATH, POPUP_PATH } from './app-protocol.ts';
import { type MiniParts, setUpMini } from './mini-window.ts';
import { isMiniUrl, isPopupUrl, miniOrigins, popupOrigins } from './page-addresses.ts';
import { createPageAddress } from './page-turns.ts';
import { type Popup, type PopupParts, setUpPopup } from './popup-window.ts';
import { isFromOurPage, type Sender } from './sender.ts';

export interface SmallWindows extends Pick<Popup, 'setShortcut' | 'show' | 'drop' | 'close'> {
  readonly handlers: {
    readonly popup: Popup['handlers'];
    readonly mini: ReturnType<typeof setUpMini>['handlers'];
  };
  /** Whether a message came from the page of one of them. */
  readonly isSender: (event: Sender) => boolean;
}

/** @param parts `hints` is what each page's address says beyond its place. */
export function setUpSmallWindows(
  parts: Omit<PopupParts & MiniParts, 'nextUrl'> & { readonly hints: () => string },
): SmallWindows {
  const popup = setUpPopup({ ...parts, nextUrl: createPageAddress(popupOrigins, POPUP_PATH, parts.hints) });
  const mini = setUpMini({ ...parts, nextUrl: createPageAddress(miniOrigins, MINI_PATH, parts.hints) });
  return {
    handlers: { popup: popup.handlers, mini: mini.handlers },
    isSender: (event) =>
      isFromOurPage(event, popup.window(), isPopupUrl) || isFromOurPage(event, mini.window(), isMiniUrl),
    setShortcut: popup.setShortcut,
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
