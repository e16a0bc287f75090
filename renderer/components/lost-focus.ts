/**
 * Tells when what had the focus was taken out of the document: a row that was deleted, a button that is over. Runs in the page.
 * The rule: where somebody put the focus, it stays; only what would begin at the page's top is led back.
 */
import { useEffect, useEffectEvent } from 'react';

/** By then a menu or a dialog that closes has given the focus back, or what took the button's place has taken it. */
const FOCUS_SETTLES_MS = 50;

export interface FocusWatch {
  readonly isOn: boolean;
  /** Whether `onLost` is to hear of this element, which has the focus. */
  readonly isOurs: (element: Element) => boolean;
  readonly onLost: () => void;
}

export function useLostFocus({ isOn, isOurs, onLost }: FocusWatch): void {
  const tell = useEffectEvent(onLost);
  const concerns = useEffectEvent(isOurs);
  useEffect(() => {
    if (!isOn) return;
    let last: Element | null = null;
    let timer = 0;
    const isLost = () => document.activeElement === document.body && last !== null && !last.isConnected;
    // What is removed while it has the focus is told by no event of its own.
    const observer = new MutationObserver(() => {
      if (!isLost()) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => isLost() && tell(), FOCUS_SETTLES_MS);
    });
    const remember = (element: EventTarget | null) => {
      const isAny = element instanceof Element && element !== document.body;
      last = isAny && concerns(element) ? element : null;
      if (last === null) observer.disconnect();
      else observer.observe(document.body, { childList: true, subtree: true });
    };
    const onFocusIn = ({ target }: FocusEvent) => remember(target);
    remember(document.activeElement);
    document.addEventListener('focusin', onFocusIn);
    return () => {
      window.clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener('focusin', onFocusIn);
    };
  }, [isOn]);
}
