/**
 * Which rows are near the view, told by one observer. Runs in the page.
 * The rule: what has the focus or an open menu counts as seen, so that it is never taken away.
 */
import { type RefObject, useEffect, useState } from 'react';

/** One observer for all rows; a row is whole before it can be seen, so that scrolling shows no change. */
const NEAR_VIEW = { rootMargin: '240px 0px' };
const onSeen = new WeakMap<Element, (isSeen: boolean) => void>();
const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    onSeen.get(target)?.(isIntersecting || target.matches(':focus-within, :has([aria-expanded="true"])'));
  }
}, NEAR_VIEW);

/**
 * Whether the row is on screen or nearly so, or in use: what has the focus or an open menu is not taken away.
 * @param atFirst what holds until the observer has spoken; 'always' asks it nothing
 */
export function useIsSeen(row: RefObject<HTMLElement | null>, atFirst: boolean | 'always'): boolean {
  const [isSeen, setSeen] = useState(atFirst !== false);
  useEffect(() => {
    const element = row.current;
    if (!element || atFirst === 'always') return;
    onSeen.set(element, setSeen);
    observer.observe(element);
    return () => observer.unobserve(element);
  }, [row, atFirst]);
  return isSeen || atFirst === 'always';
}
