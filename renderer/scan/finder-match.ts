/**
 * How much a place looks like a finder pattern: the correlation with the 7 × 7 pattern, turned and sized to fit.
 * Pure; runs in the scan worker and under Node. The rule: grey values, no threshold, so blur only lowers the score.
 */
import type { Grey } from './picture.ts';

export interface FinderMatch {
  readonly x: number;
  readonly y: number;
  readonly module: number;
  readonly score: number;
}

/** 1 for dark. The outermost modules weigh in too: whatever is around, they are dark. */
const DARK = Array.from({ length: 49 }, (_, i): number =>
  Math.max(Math.abs((i % 7) - 3), Math.abs(Math.floor(i / 7) - 3)) === 2 ? 0 : 1,
);
const DARK_COUNT = DARK.filter((value) => value === 1).length;

/** Correlation under the affine map whose columns are one module right (ax, ay) and one module down (bx, by). */
function correlation(
  grey: Grey,
  x: number,
  y: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): number {
  const { data, width, height } = grey;
  let sum = 0;
  let squares = 0;
  let dark = 0;
  for (let i = 0; i < 49; i++) {
    const u = (i % 7) - 3;
    const v = ((i / 7) | 0) - 3;
    const px = Math.round(x + u * ax + v * bx);
    const py = Math.round(y + u * ay + v * by);
    const cx = px < 0 ? 0 : px >= width ? width - 1 : px;
    const cy = py < 0 ? 0 : py >= height ? height - 1 : py;
    const value = data[cy * width + cx] as number;
    sum += value;
    squares += value * value;
    if (DARK[i] === 1) dark += value;
  }
  const mean = sum / 49;
  const variance = squares / 49 - mean * mean;
  if (variance < 1) return 0;
  const share = DARK_COUNT / 49;
  return -(dark / 49 - share * mean) / Math.sqrt(variance * share * (1 - share));
}

/** The best match near a place whose spans across and down gave these module sizes (pixels). */
export function matchFinder(
  grey: Grey,
  x: number,
  y: number,
  across: number,
  down: number,
  isInverted: boolean,
): FinderMatch {
  const sign = isInverted ? -1 : 1;
  let best = sign * correlation(grey, x, y, across, 0, 0, down);
  let module = (across + down) / 2;
  if (best < 0.8) {
    for (let turn = 1; turn < 8; turn++) {
      const angle = (turn * Math.PI) / 16;
      // A square turned by this angle is wider across than it is along its own side.
      const size = Math.max(Math.cos(angle), Math.sin(angle)) * Math.min(across, down);
      const cos = Math.cos(angle) * size;
      const sin = Math.sin(angle) * size;
      const score = sign * correlation(grey, x, y, cos, sin, -sin, cos);
      if (score > best) {
        best = score;
        module = size;
      }
    }
  }
  return { x, y, module, score: best };
}
