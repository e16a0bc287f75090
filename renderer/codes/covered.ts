/**
 * How much of the window lies under what stays in view over the list: the toolbar above, the selection's bar below. Runs in the page.
 * The rule: it is measured, since the toolbar takes two lines in a small window; what gets the focus is never under it.
 */

/** Air between what covers the list and a row that is scrolled to. */
const AIR_PIXELS = 10;
/** The air below the list where nothing covers it, and around the selection's bar. */
const FOOT_PIXELS = 16;

export interface Covered {
  readonly head: number;
  readonly foot: number;
}

const heightOf = (selector: string) => document.querySelector<HTMLElement>(selector)?.offsetHeight ?? 0;

/** As it is now, in pixels. The browser's own scrolling to a button of a row that gets the focus goes by it as well (rows.css). */
export function measureCovered(): Covered {
  const bar = heightOf('.selection-bar');
  const covered = { head: heightOf('.toolbar') + AIR_PIXELS, foot: bar + FOOT_PIXELS };
  const { style } = document.documentElement;
  style.setProperty('--covered-head', `${covered.head}px`);
  style.setProperty('--covered-foot', `${covered.foot}px`);
  return covered;
}
