/**
 * Finds finder patterns: a square core of 3 modules in a ring of 1 in a ring of 1, dark on light or the reverse.
 * Pure; runs in the scan worker and under Node.
 * The rule: core and inner ring decide. The outer ring may run into whatever is around the code on all but one
 * side, so that codes without a quiet zone on a dark page are seen too.
 */
import { matchFinder } from './finder-match.ts';
import { BLOCK_SHIFT, type Thresholds, thresholdsOf } from './local-threshold.ts';
import type { Grey } from './picture.ts';

export interface Finder {
  readonly x: number;
  readonly y: number;
  /** Pixels a module, roughly. */
  readonly module: number;
  /** True for light codes on dark. */
  readonly isInverted: boolean;
  /** 0 to 1: how much it looks like one. */
  readonly score: number;
}

interface Field {
  readonly grey: Grey;
  readonly thresholds: Thresholds;
}

const LEAST_CONTRAST = 10;

/** True where ring, core and ring are 1 : 3 : 1, as nearly as whole pixels and some blur allow. */
function isFinderLike(left: number, core: number, right: number): boolean {
  const span = left + core + right;
  if (Math.abs(core - 0.6 * span) > 0.1 * span + 1) return false;
  const slack = 0.1 * span + 0.9;
  return Math.abs(left - 0.2 * span) <= slack && Math.abs(right - 0.2 * span) <= slack;
}

/**
 * Finder patterns of both polarities that score at least `leastScore` and have modules of `leastModule` pixels or
 * more; every `rowStep`th row is scanned.
 */
export function findFinders(
  grey: Grey,
  rowStep: number,
  leastScore: number,
  leastModule: number,
): readonly Finder[] {
  const { data, width, height } = grey;
  if (width < 15 || height < 15) return [];
  const field: Field = { grey, thresholds: thresholdsOf(grey) };
  const { columns, values, contrast, isFlat } = field.thresholds;
  const found = new FoundFinders();
  const starts = new Int32Array(width + 2);
  const leastSpan = Math.ceil(leastModule * 5 - 0.5);
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
      if (isFlat[blockRow + column] === 1) {
        if ((data[rowStart + x0] as number) < threshold !== isDark) {
          starts[runs++] = x0;
          isDark = !isDark;
        }
        continue;
      }
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
      const span = d - a;
      if (span < leastSpan || c - b <= b - a || c - b <= d - c) continue;
      if (!isFinderLike(b - a, c - b, d - c)) continue;
      const before = a - (starts[i - 1] as number);
      const after = (starts[i + 4] as number) - d;
      if (!areOuterRuns(before, after, span)) continue;
      const isInverted = (i & 1) === 1;
      const x = (b + c - 1) / 2;
      if (found.isKnown(x, y, isInverted, span / 5)) continue;
      const finder = checkFinder(field, x, y, isInverted, span / 5);
      if (finder && finder.score >= leastScore) found.add(finder);
      else found.refuse(x, y, isInverted, span / 5);
    }
  }
  return found.all;
}

/** The outer ring: half a module at least, and no more than two on one side. */
function areOuterRuns(before: number, after: number, span: number): boolean {
  const least = span * 0.08;
  const most = span * 0.36 + 1;
  return before >= least && after >= least && (before <= most || after <= most);
}

/** What was found and refused so far, by place, so that each core is looked at once and not once a row. */
class FoundFinders {
  readonly all: Finder[] = [];
  private readonly cells = new Map<number, { x: number; y: number; reach: number; isInverted: boolean }[]>();

  isKnown(x: number, y: number, isInverted: boolean, module: number): boolean {
    const column = x >> 5;
    const row = y >> 5;
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++)
        for (const seen of this.cells.get((row + dy) * 65536 + column + dx) ?? [])
          if (
            seen.isInverted === isInverted &&
            Math.abs(seen.x - x) <= seen.reach &&
            Math.abs(seen.y - y) <= seen.reach &&
            module > seen.reach * 0.3
          )
            return true;
    return false;
  }

  private remember(x: number, y: number, isInverted: boolean, reach: number): void {
    const key = (y >> 5) * 65536 + (x >> 5);
    const cell = this.cells.get(key);
    const seen = { x, y, reach, isInverted };
    if (cell) cell.push(seen);
    else this.cells.set(key, [seen]);
  }

  add(finder: Finder): void {
    if (!this.isKnown(finder.x, finder.y, finder.isInverted, finder.module)) this.all.push(finder);
    this.remember(finder.x, finder.y, finder.isInverted, Math.min(32, finder.module * 1.5));
  }

  /** A refusal holds for the next row or two only: the middle of a slanted core may still be accepted. */
  refuse(x: number, y: number, isInverted: boolean, module: number): void {
    this.remember(x, y, isInverted, Math.min(32, module * 0.5));
  }
}

/** True when the pixel has the colour of modules ("dark", or light in an inverted code). */
function isInk(field: Field, x: number, y: number, isInverted: boolean): boolean {
  const { grey, thresholds } = field;
  const block = (y >> BLOCK_SHIFT) * thresholds.columns + (x >> BLOCK_SHIFT);
  if ((thresholds.contrast[block] as number) < LEAST_CONTRAST) return isInverted;
  const isDark = (grey.data[y * grey.width + x] as number) < (thresholds.values[block] as number);
  return isDark !== isInverted;
}

/** Walks from the centre: lengths of core, inner ring and outer ring; what was not reached is 0. */
function ray(
  field: Field,
  x: number,
  y: number,
  dx: number,
  dy: number,
  isInverted: boolean,
  limit: number,
): readonly [number, number, number] {
  const { width, height } = field.grey;
  let part = 0;
  let partStart = 0;
  let core = 0;
  let ring = 0;
  let step = 0;
  for (; step < limit; step++) {
    const px = Math.round(x + dx * step);
    const py = Math.round(y + dy * step);
    if (px < 0 || py < 0 || px >= width || py >= height) break;
    if (isInk(field, px, py, isInverted) === (part !== 1)) continue;
    if (part === 0) core = step;
    else if (part === 1) ring = step - partStart;
    else break;
    part += 1;
    partStart = step;
  }
  return part === 2 ? [core, ring, step - partStart] : [core, ring, 0];
}

/** Centres the candidate down and across by the same 1 : 3 : 1, then compares it with the whole pattern. */
function checkFinder(
  field: Field,
  startX: number,
  startY: number,
  isInverted: boolean,
  guess: number,
): Finder | null {
  let x = startX;
  let y = startY;
  const limit = Math.ceil(guess * 8) + 6;
  let across = guess;
  let down = guess;
  for (const isDown of [true, false]) {
    const dx = isDown ? 0 : 1;
    const dy = isDown ? 1 : 0;
    if (!isInk(field, Math.round(x), Math.round(y), isInverted)) return null;
    const forth = ray(field, x, y, dx, dy, isInverted, limit);
    if (forth[2] === 0) return null;
    const back = ray(field, x, y, -dx, -dy, isInverted, limit);
    if (back[2] === 0) return null;
    const core = forth[0] + back[0] - 1;
    const span = core + forth[1] + back[1];
    if (span > guess * 11 || span < guess * 2.2) return null;
    if (!isFinderLike(forth[1], core, back[1]) || !areOuterRuns(forth[2], back[2], span)) return null;
    x += (dx * (forth[0] - back[0])) / 2;
    y += (dy * (forth[0] - back[0])) / 2;
    if (isDown) down = span / 5;
    else across = span / 5;
  }
  const match = matchFinder(field.grey, x, y, across, down, isInverted);
  return { ...match, isInverted };
}
