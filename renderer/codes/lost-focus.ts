/**
 * Tells when what had the focus was taken out of the document: a row that was deleted, a bar or a button that is over.
 * Runs in the page. The rule: where somebody put the focus, it stays; only what would begin at the page's top is led back.
 */
import { useEffect, useEffectEvent } from 'react';
import { isDialogOpen } from './type-to-search.ts';

/** By then a menu or a dialog that closes has given the focus back. */
const FOCUS_SETTLES_MS = 50;

export function useLostFocus(onLost: () => void): void {
  const tell = useEffectEvent(onLost);
  useEffect(() => {
    let last: Element | null = null;
    let timer = 0;
    const isLost = () => document.activeElement === document.body && last !== null && !last.isConnected;
    const look = () => {
      if (!isLost()) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => isLost() && !isDialogOpen() && tell(), FOCUS_SETTLES_MS);
    };
    // What is removed while it has the focus is told by no event of its own.
    const observer = new MutationObserver(look);
    const remember = ({ target }: FocusEvent) => {
      last = target instanceof Element ? target : null;
      // The search field is never taken out, and what each letter in it draws is not to be told.
      if (target instanceof HTMLInputElement && target.type === 'search') observer.disconnect();
      else observer.observe(document.body, { childList: true, subtree: true });
    };
    document.addEventListener('focusin', remember);
    return () => {
      window.clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener('focusin', remember);
    };
  }, []);
}
