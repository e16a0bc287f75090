/**
 * Shuts out of reach what lies behind an open dialog: for the pointer, the keyboard and a screen reader. Runs in the page.
 * The rule: messages stay in reach, and so do Base UI's guards, which lead the focus round.
 */
import { type RefObject, useLayoutEffect } from 'react';

const stays = (element: Element) =>
  element.hasAttribute('data-base-ui-focus-guard') || element.querySelector('.toasts') !== null;

/** Everything beside an element and beside what holds it, up to the body. */
function besidesOf(inner: Element): readonly HTMLElement[] {
  const { parentElement: parent } = inner;
  if (!parent || inner === document.body) return [];
  const siblings = [...parent.children].filter(
    (each): each is HTMLElement => each !== inner && each instanceof HTMLElement && !stays(each),
  );
  return [...siblings, ...besidesOf(parent)];
}

/**
 * While the dialog around an element is open. Base UI hides the same by `aria-hidden`, which Chromium ignores where the
 * focus was at that moment: a screen reader then wanders out of the dialog. https://w3c.github.io/aria/#aria-hidden
 * In the layout phase, so that the way back is free before Base UI gives the focus back.
 */
export function useShutOut(inDialog: RefObject<Element | null>, isOpen: boolean): void {
  useLayoutEffect(() => {
    const dialog = inDialog.current?.closest('[role="dialog"]');
    if (!dialog || !isOpen) return;
    const shut = besidesOf(dialog).filter((each) => !each.inert);
    for (const each of shut) each.inert = true;
    return () => {
      for (const each of shut) each.inert = false;
    };
  }, [inDialog, isOpen]);
}
