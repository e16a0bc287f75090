/**
 * Keeps the focus in a dialog when the button that had it is gone: an answer was given, a card was deleted. Runs in the page.
 * The rule: it goes to the dialog itself, not to another button, which a held Enter would press.
 */
import { type RefObject, useEffect } from 'react';

/** By then a menu or a dialog that closes has given the focus back, or what took the button's place has taken it. */
const FOCUS_SETTLES_MS = 50;

export function useKeepFocus(popup: RefObject<HTMLElement | null>, isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return;
    let last: Element | null = null;
    let timer = 0;
    const isLost = () => document.activeElement === document.body && last !== null && !last.isConnected;
    const remember = ({ target }: FocusEvent) => {
      last = target instanceof Element && popup.current?.contains(target) ? target : null;
    };
    const look = () => {
      if (!isLost()) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => isLost() && popup.current?.focus(), FOCUS_SETTLES_MS);
    };
    // What is removed while it has the focus is told by no event of its own.
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('focusin', remember);
    return () => {
      window.clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener('focusin', remember);
    };
  }, [popup, isOpen]);
}
