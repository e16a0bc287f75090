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

/** As it is now, in pixels. */
export const measureCovered = (): Covered => ({
  head: heightOf('.toolbar') + AIR_PIXELS,
  foot: heightOf('.selection-bar') + FOOT_PIXELS,
});

/**
 * Has the browser's own scrolling to a button that gets the focus go by it as well (rows.css). Only what changed is set, and
 * best after the paint: every element takes these on.
 */
export function styleCovered({ head, foot }: Covered): void {
  const { style } = document.documentElement;
  for (const [name, pixels] of [
    ['--covered-head', `${head}px`],
    ['--covered-foot', `${foot}px`],
  ] as const)
    if (style.getPropertyValue(name) !== pixels) style.setProperty(name, pixels);
}
