/**
 * Keys that count anywhere in the main screen: typing starts a search, `/` goes to the field, `?` shows all keys.
 * Runs in the page. The rule: fields, menus and dialogs keep their keys, and what a row took is not typed as well.
 */
import { type RefObject, useEffect } from 'react';
import { bindingOf } from '../../electron/ipc/keyboard.ts';
import { usePage } from '../page-context.ts';

export const KEEPS_KEYS = 'input, textarea, select, [role="menu"], [role="listbox"], [role="dialog"]';

/** A message at the window's edge is a dialog by role, but does not ask for anything. */
export const isDialogOpen = (): boolean => document.querySelector('[role="dialog"]:not(.toast)') !== null;

/** Moves the focus to the search field on a printable key, which then lands in it. */
export function useTypeToSearch(search: RefObject<HTMLInputElement | null>, onKeyboardMap: () => void): void {
  const isMac = usePage().info.platform === 'darwin';
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // Windows tells AltGr, behind which Polish has its own letters, as Ctrl with Alt.
      const isCommand = (event.ctrlKey || event.altKey) && !event.getModifierState('AltGraph');
      if (event.defaultPrevented || isCommand || event.metaKey || event.isComposing) return;
      // Space presses the focused button.
      if ([...event.key].length !== 1 || event.key === ' ') return;
      if (event.target instanceof Element && event.target.closest(KEEPS_KEYS)) return;
      if (isDialogOpen()) return;
      const key = bindingOf('page', event, isMac);
      if (key !== null) event.preventDefault();
      if (key === 'page-map') onKeyboardMap();
      else search.current?.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [search, onKeyboardMap, isMac]);
}
