/** How many entries of a long list are drawn already: some more each time, so that none holds the page up. In the page. */
import { startTransition, useEffect, useState } from 'react';

/** So many cards are made, laid out and painted well within a frame of 16 ms. */
const STEP = 6;
/** Beyond this nobody waits for cards one by one; what is there is doubled each time. */
const MANY = 500;

/**
 * Rises to `count` in steps, one drawing each. Starts at `count` where `isAtOnce`.
 * @returns how many to draw now.
 */
export function useDrawnCount(count: number, isAtOnce: boolean): number {
  const [drawn, setDrawn] = useState(isAtOnce ? count : STEP);
  useEffect(() => {
    if (drawn >= count) return undefined;
    // A task of its own, not one that React joins to this drawing.
    const next = setTimeout(() => startTransition(() => setDrawn(drawn < MANY ? drawn + STEP : 2 * drawn)));
    return () => clearTimeout(next);
  }, [drawn, count]);
  return isAtOnce ? count : Math.min(drawn, count);
}
