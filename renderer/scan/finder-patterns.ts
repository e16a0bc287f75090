/**
 * Finds finder patterns: a square core of 3 modules in a ring of 1 in a ring of 1, dark on light or the reverse.
 * Pure; runs in the scan worker and under Node.
 * The rule: only core and inner ring are measured. The outer ring may run into whatever is around the code, so
 * that codes without a quiet zone on a dark page are seen too.
 */
import { BLOCK_SHIFT, type Thresholds, thresholdsOf } from './local-threshold.ts';
import type { Grey } from './picture.ts';

export interface Finder {
  readonly x: number;
  readonly y: number;
  /** Pixels a module, roughly. */
  readonly module: number;
  /** True for light codes on dark. */
  readonly isInverted: boolean;
  /** How many scan lines saw it. */
  readonly hits: number;
}

interface Field {
  readonly grey: Grey;
  readonly thresholds: Thresholds;
}

const LEAST_CONTRAST = 10;
const MOST_FINDERS = 400;

/** Finder patterns of both polarities; `rowStep` rows are skipped between scan lines. */
export function findFinders(grey: Grey, rowStep: number): readonly Finder[] {
  const { data, width, height } = grey;
  if (width < 15 || height < 15) return [];
  const field: Field = { grey, thresholds: thresholdsOf(grey) };
  const { columns, values, contrast } = field.thresholds;
  const found: { x: number; y: number; module: number; isInverted: boolean; hits: number }[] = [];
  const starts = new Int32Array(width + 2);

  const consider = (x: number, y: number, isInverted: boolean, span: number) => {
    for (const other of found) {
      if (other.isInverted !== isInverted) continue;
      const near = other.module * 1.5;
      if (Math.abs(other.x - x) < near && Math.abs(other.y - y) < near) {
        if (span > other.module * 3.2 && span < other.module * 8) other.hits += 1;
        return;
      }
    }
    if (found.length >= MOST_FINDERS) return;
    const checked = checkFinder(field, x, y, isInverted, span / 5);
    if (!checked) return;
    for (const other of found) {
      const near = other.module * 1.5;
      if (other.isInverted === isInverted && Math.hypot(other.x - checked.x, other.y - checked.y) < near) {
        other.hits += 1;
        return;
      }
    }
    found.push({ ...checked, isInverted, hits: 1 });
  };

  for (let y = rowStep >> 1; y < height; y += rowStep) {
    const rowStart = y * width;
    const blockRow = (y >> BLOCK_SHIFT) * columns;
    // Where runs start; even entries start light runs.
    let runs = 1;
    starts[0] = 0;
    let isDark = false;
    for (let column = 0; column < columns; column++) {
      const x0 = column << BLOCK_SHIFT;
      const x1 = Math.min(width, x0 + (1 << BLOCK_SHIFT));
      if ((contrast[blockRow + column] as number) < LEAST_CONTRAST) {
        if (isDark) {
          starts[runs++] = x0;
          isDark = false;
        }
        continue;
      }
      const threshold = values[blockRow + column] as number;
      for (let x = x0; x < x1; x++) {
        if ((data[rowStart + x] as number) < threshold !== isDark) {
          starts[runs++] = x;
          isDark = !isDark;
        }
      }
    }
    starts[runs] = width;
    for (let i = 1; i + 3 < runs; i++) {
      const a = starts[i] as number;
      const b = starts[i + 1] as number;
      const c = starts[i + 2] as number;
      const d = starts[i + 3] as number;
      const core = c - b;
      const left = b - a;
      const right = d - c;
      const span = core + left + right;
      // Ring, core, ring are 1 : 3 : 1 of five modules, each within half a module or so.
      if (core * 10 < span * 4.2 || core * 10 > span * 7.8) continue;
      if (left * 12 < span || right * 12 < span) continue;
      if (left > right * 3 + 1 || right > left * 3 + 1) continue;
      const isInverted = (i & 1) === 1;
      consider((b + c) / 2, y, isInverted, span);
    }
  }
  return found;
}

/** True when the pixel has the colour of modules ("dark", or light in an inverted code). */
function isInk(field: Field, x: number, y: number, isInverted: boolean): boolean {
  const { grey, thresholds } = field;
  const block = (y >> BLOCK_SHIFT) * thresholds.columns + (x >> BLOCK_SHIFT);
  if ((thresholds.contrast[block] as number) < LEAST_CONTRAST) return false;
  const isDark = (grey.data[y * grey.width + x] as number) < (thresholds.values[block] as number);
  return isDark !== isInverted;
}

/**
 * Walks from the centre: lengths of core, inner ring and outer ring (the latter at most `limit`).
 * Null where the picture ends or nothing ends in time.
 */
function ray(
  field: Field,
  x: number,
  y: number,
  dx: number,
  dy: number,
  isInverted: boolean,
  limit: number,
): readonly [number, number, number] | null {
  const { width, height } = field.grey;
  const lengths = [0, 0, 0];
  let part = 0;
  for (let step = 0; step < limit; step++) {
    const px = Math.round(x + dx * step);
    const py = Math.round(y + dy * step);
    if (px < 0 || py < 0 || px >= width || py >= height) break;
    if (isInk(field, px, py, isInverted) !== (part !== 1)) {
      part += 1;
      if (part === 3) break;
    }
    lengths[part] = (lengths[part] as number) + 1;
  }
  const [core, ring, outer] = lengths as [number, number, number];
  return outer > 0 ? [core, ring, outer] : null;
}

const DIRECTIONS = Array.from({ length: 16 }, (_, i) => {
  const angle = (i * Math.PI) / 8;
  return [Math.cos(angle), Math.sin(angle)] as const;
});

/** Centres the candidate in both axes, then wants most of sixteen rays to cross core, ring and outer ring. */
function checkFinder(
  field: Field,
  startX: number,
  startY: number,
  isInverted: boolean,
  guess: number,
): { x: number; y: number; module: number } | null {
  let x = startX;
  let y = startY;
  const limit = Math.ceil(guess * 9) + 6;
  let module = guess;
  for (const [dx, dy] of [
    [0, 1],
    [1, 0],
    [0, 1],
  ] as const) {
    if (!isInk(field, Math.round(x), Math.round(y), isInverted)) return null;
    const forth = ray(field, x, y, dx, dy, isInverted, limit);
    const back = ray(field, x, y, -dx, -dy, isInverted, limit);
    if (!forth || !back) return null;
    const core = forth[0] + back[0] - 1;
    const span = core + forth[1] + back[1];
    if (core < span * 0.38 || core > span * 0.82) return null;
    if (span > guess * 13 || span < guess * 2.2) return null;
    x += (dx * (forth[0] - back[0])) / 2;
    y += (dy * (forth[0] - back[0])) / 2;
    module = Math.max(1, span / 5);
  }
  let good = 0;
  let sum = 0;
  for (const [dx, dy] of DIRECTIONS) {
    const lengths = ray(field, x, y, dx, dy, isInverted, limit);
    if (!lengths) continue;
    const [core, ring, outer] = lengths;
    const share = core / (core + ring);
    if (share < 0.4 || share > 0.8 || outer < ring * 0.4) continue;
    good += 1;
    sum += core + ring;
  }
  if (good < 11) return null;
  // The mean distance from the centre of a square of 5 modules to its edge is 2.81 modules.
  return { x, y, module: Math.min(module, sum / good / 2.6) };
}
