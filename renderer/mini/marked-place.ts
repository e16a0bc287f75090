/**
 * Which digit of the big code is marked, to type one after the other into boxes. Runs in the mini window's page.
 * The rule: digits stand from left to right in every language, and so do the arrow keys.
 */
import { useEffect, useState } from 'react';
import { bindingOf, type KeyIdOf } from '../../electron/ipc/keyboard.ts';
import { usePage } from '../page-context.ts';

/** The place after a key; null marks none, and a key that is not for this gives `undefined`. */
export function placeAfter(
  key: KeyIdOf<'mini'> | null,
  place: number | null,
  count: number,
): number | null | undefined {
  if (count === 0) return undefined;
  if (key === 'mini-right') return place === null ? 0 : Math.min(place + 1, count - 1);
  if (key === 'mini-left') return place === null ? count - 1 : Math.max(place - 1, 0);
  if (key === 'mini-first') return 0;
  if (key === 'mini-last') return count - 1;
  if (key === 'mini-unmark') return null;
  return undefined;
}

/** @param count places of the code; 0: there is none. */
export function useMarkedPlace(count: number): readonly [number | null, (place: number | null) => void] {
  const isMac = usePage().info.platform === 'darwin';
  const [place, setPlace] = useState<number | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const after = placeAfter(bindingOf('mini', event, isMac), place, count);
      if (after === undefined) return;
      event.preventDefault();
      setPlace(after);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [place, count, isMac]);
  return [place !== null && place < count ? place : null, setPlace];
}
