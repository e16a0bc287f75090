/**
 * Why something that looks like a code could not be read, as far as its grid shows. Pure; worker and Node.
 * The rule: one reason each, the one that a person can do something about first.
 */

import { apply } from './geometry.ts';
import { type Grid, greyAt } from './grid-fit.ts';
import type { Grey, ScanHint } from './picture.ts';

/** Pixels a module below which codes are lost in scaling. */
const LEAST_MODULE = 2;
/** Grey steps between light and dark modules. */
const LEAST_CONTRAST = 40;
/** Sharp fixed modules agree nearly fully. */
const SHARP_AGREEMENT = 0.8;

/** `scale` is how many pixels of the picture one pixel of `grey` is. */
export function unreadReason(grey: Grey, grid: Grid, scale: number): ScanHint {
  const { size } = grid.layout;
  const at = (u: number, v: number) => apply(grid.projection, u, v);
  const corners = [at(0, 0), at(size, 0), at(size, size), at(0, size)] as const;
  const [first, second] = corners;
  const module = Math.hypot(second.x - first.x, second.y - first.y) / size;
  const isOutside = ({ x, y }: { readonly x: number; readonly y: number }) =>
    x < -module || y < -module || x > grey.width + module || y > grey.height + module;
  if (corners.some(isOutside)) return 'code-like-cut-off';
  if (module * scale < LEAST_MODULE) return 'code-like-too-small';
  if (contrastOf(grey, grid) < LEAST_CONTRAST) return 'code-like-low-contrast';
  return grid.agreement < SHARP_AGREEMENT ? 'code-like-blurred' : 'code-like-covered';
}

function contrastOf(grey: Grey, grid: Grid): number {
  const { size, fixed } = grid.layout;
  const sums = [0, 0];
  const counts = [0, 0];
  for (const [i, value] of fixed.entries()) {
    if (value === 255) continue;
    const { x, y } = apply(grid.projection, (i % size) + 0.5, Math.floor(i / size) + 0.5);
    sums[value] = (sums[value] as number) + greyAt(grey, x, y);
    counts[value] = (counts[value] as number) + 1;
  }
  const [light = 0, dark = 0] = sums.map((sum, i) => sum / Math.max(1, counts[i] as number));
  return Math.abs(light - dark);
}
