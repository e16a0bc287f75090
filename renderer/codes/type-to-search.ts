/** Typing anywhere in the main screen starts a search. Runs in the page. Fields, menus and dialogs keep their keys. */
import { type RefObject, useEffect } from 'react';

const KEEPS_KEYS = 'input, textarea, select, [role="menu"], [role="listbox"], [role="dialog"]';

/** Moves the focus to the search field on a printable key, which then lands in it. */
export function useTypeToSearch(search: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      // Space presses the focused button.
      if ([...event.key].length !== 1 || event.key === ' ') return;
      if (event.target instanceof Element && event.target.closest(KEEPS_KEYS)) return;
      // A message at the window's edge is a dialog by role, but does not ask for anything.
      if (document.querySelector('[role="dialog"]:not(.toast)')) return;
      search.current?.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [search]);
}
