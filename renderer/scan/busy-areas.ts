/**
 * Squares full of contrast with calm around them: where a code too blurred to show its finder patterns could be.
 * Pure; runs in the scan worker and under Node. The rule: cheap and strict, so that pages of text give none and a
 * large screen is searched closely in a few small places only.
 */
import { BLOCK_SHIFT, thresholdsOf } from './local-threshold.ts';
import type { Corners, Grey } from './picture.ts';

/** Sides in blocks: a version 1 code of 2-pixel modules, and more than any screen shows. */
const LEAST_SIDE = 6;
const MOST_SIDE = 160;
const LEAST_FILLED = 0.85;
const MOST_ASPECT = 1.3;

/** At most `most` such places, the fullest first, in the picture's pixels. */
export function busyAreas(grey: Grey, most: number): readonly Corners[] {
  const { columns, rows, isFlat } = thresholdsOf(grey, 0);
  const isSeen = isFlat.slice();
  const areas: { corners: Corners; filled: number }[] = [];
  for (let start = 0; start < isSeen.length; start++) {
    if (isSeen[start] === 1) continue;
    const { left, top, right, bottom, count } = flood(isSeen, columns, rows, start);
    const width = right - left + 1;
    const height = bottom - top + 1;
    const filled = count / (width * height);
    if (Math.min(width, height) < LEAST_SIDE || Math.max(width, height) > MOST_SIDE) continue;
    if (filled < LEAST_FILLED || Math.max(width, height) > Math.min(width, height) * MOST_ASPECT) continue;
    const x0 = left << BLOCK_SHIFT;
    const y0 = top << BLOCK_SHIFT;
    const x1 = (right + 1) << BLOCK_SHIFT;
    const y1 = (bottom + 1) << BLOCK_SHIFT;
    const corners: Corners = [
      { x: x0, y: y0 },
      { x: x1, y: y0 },
      { x: x1, y: y1 },
      { x: x0, y: y1 },
    ];
    areas.push({ corners, filled });
  }
  return areas
    .sort((a, b) => b.filled - a.filled)
    .slice(0, most)
    .map(({ corners }) => corners);
}

/** Marks every block that hangs together with the first one, and measures them. */
function flood(isSeen: Uint8Array, columns: number, rows: number, start: number) {
  const found = { left: columns, top: rows, right: 0, bottom: 0, count: 0 };
  const waiting = [start];
  isSeen[start] = 1;
  for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
    const x = block % columns;
    const y = (block - x) / columns;
    found.left = Math.min(found.left, x);
    found.right = Math.max(found.right, x);
    found.top = Math.min(found.top, y);
    found.bottom = Math.max(found.bottom, y);
    found.count += 1;
    for (const [u, v] of [
      [x - 1, y],
      [x + 1, y],
      [x, y - 1],
      [x, y + 1],
    ] as const) {
      const next = v * columns + u;
      if (u < 0 || v < 0 || u >= columns || v >= rows || isSeen[next] === 1) continue;
      isSeen[next] = 1;
      waiting.push(next);
    }
  }
  return found;
}
