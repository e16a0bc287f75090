/**
 * A grey picture that is a part or another size of the picture that was handed in, and the way back to its pixels.
 * Pure; runs in the scan worker and under Node. The rule: places leave a view only through `toPicture`.
 */
import { cropped, doubled, halved } from './filters.ts';
import type { Corners, Grey, Point } from './picture.ts';

export interface View {
  readonly grey: Grey;
  /** What `grey` was before it was filtered, where it was: undoing blur needs the light as it fell. */
  readonly unfiltered: Grey;
  /** How many pixels of the picture one pixel of the view is wide. */
  readonly scale: number;
  /** Where the view's top left corner is in the picture. */
  readonly left: number;
  readonly top: number;
}

export const wholeView = (grey: Grey): View => ({
  grey,
  unfiltered: grey,
  scale: 1,
  left: 0,
  top: 0,
});

/** The middle of a view's pixel in the picture. */
export function toPicture({ scale, left, top }: View, { x, y }: Point): Point {
  return { x: left + (x + 0.5) * scale - 0.5, y: top + (y + 0.5) * scale - 0.5 };
}

export function cornersInPicture(view: View, [a, b, c, d]: Corners): Corners {
  return [toPicture(view, a), toPicture(view, b), toPicture(view, c), toPicture(view, d)];
}

export function halfSize(view: View): View {
  const grey = halved(view.grey);
  const unfiltered = view.unfiltered === view.grey ? grey : halved(view.unfiltered);
  return { ...view, grey, unfiltered, scale: view.scale * 2 };
}

export function doubleSize(view: View): View {
  const grey = doubled(view.grey);
  return { ...view, grey, unfiltered: grey, scale: view.scale / 2 };
}

/** The same place, looked at differently. */
export const prepared = (view: View, filter: (grey: Grey) => Grey): View => ({
  ...view,
  grey: filter(view.grey),
});

/** Scaled down until it has at most that many pixels. */
export function withinPixels(view: View, most: number): View {
  let smaller = view;
  while (smaller.grey.width * smaller.grey.height > most) smaller = halfSize(smaller);
  return smaller;
}

/** A rectangle of a full-size view, as far as the view reaches. */
export function part(view: View, left: number, top: number, width: number, height: number): View {
  const right = Math.min(view.grey.width, left + width);
  const bottom = Math.min(view.grey.height, top + height);
  const grey = cropped(view.grey, left, top, right - left, bottom - top);
  return { grey, unfiltered: grey, scale: 1, left, top };
}

/** The part of a full-size view around corners, with a margin of a third of their size. */
export function around(view: View, corners: Corners): View {
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const margin = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) * 0.35 + 8;
  const left = Math.min(view.grey.width - 1, Math.max(0, Math.floor(Math.min(...xs) - margin)));
  const top = Math.min(view.grey.height - 1, Math.max(0, Math.floor(Math.min(...ys) - margin)));
  const width = Math.max(1, Math.min(view.grey.width, Math.ceil(Math.max(...xs) + margin)) - left);
  const height = Math.max(1, Math.min(view.grey.height, Math.ceil(Math.max(...ys) + margin)) - top);
  const grey = cropped(view.grey, left, top, width, height);
  return { grey, unfiltered: grey, scale: 1, left, top };
}
