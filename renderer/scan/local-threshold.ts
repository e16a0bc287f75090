/**
 * A threshold for every 8 × 8 block of a grey picture: half way between the darkest and the lightest nearby.
 * Pure; runs in the scan worker and under Node. The rule: linear time, whatever the picture holds.
 */
import type { Grey } from './picture.ts';

export const BLOCK_SHIFT = 3;
const BLOCK = 1 << BLOCK_SHIFT;

export interface Thresholds {
  readonly columns: number;
  readonly rows: number;
  /** One a block: a pixel is dark when it is below. */
  readonly values: Uint8Array;
  /** One a block: lightest minus darkest nearby. */
  readonly contrast: Uint8Array;
}

/** Reads every second pixel of every second row: enough to know dark and light, a quarter of the time. */
export function thresholdsOf(grey: Grey, radius = 2): Thresholds {
  const { data, width, height } = grey;
  const columns = Math.max(1, (width + BLOCK - 1) >> BLOCK_SHIFT);
  const rows = Math.max(1, (height + BLOCK - 1) >> BLOCK_SHIFT);
  const low = new Uint8Array(columns * rows).fill(255);
  const high = new Uint8Array(columns * rows);
  for (let y = 0; y < height; y += 2) {
    const blockRow = (y >> BLOCK_SHIFT) * columns;
    const rowStart = y * width;
    for (let column = 0; column < columns; column++) {
      const end = Math.min(width, (column + 1) << BLOCK_SHIFT);
      let least = low[blockRow + column] as number;
      let most = high[blockRow + column] as number;
      for (let x = column << BLOCK_SHIFT; x < end; x += 2) {
        const value = data[rowStart + x] as number;
        if (value < least) least = value;
        if (value > most) most = value;
      }
      low[blockRow + column] = least;
      high[blockRow + column] = most;
    }
  }
  const lowest = spread(low, columns, rows, radius, Math.min);
  const highest = spread(high, columns, rows, radius, Math.max);
  const values = new Uint8Array(columns * rows);
  const contrast = new Uint8Array(columns * rows);
  for (let i = 0; i < values.length; i++) {
    const a = lowest[i] as number;
    const b = highest[i] as number;
    values[i] = (a + b + 1) >> 1;
    contrast[i] = b > a ? b - a : 0;
  }
  return { columns, rows, values, contrast };
}

/** The least or the most of the square of blocks around each block: rows first, then columns. */
function spread(
  source: Uint8Array,
  columns: number,
  rows: number,
  radius: number,
  pick: (a: number, b: number) => number,
): Uint8Array {
  const across = new Uint8Array(source.length);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const end = Math.min(columns - 1, x + radius);
      let value = source[y * columns + x] as number;
      for (let i = Math.max(0, x - radius); i <= end; i++)
        value = pick(value, source[y * columns + i] as number);
      across[y * columns + x] = value;
    }
  const result = new Uint8Array(source.length);
  for (let y = 0; y < rows; y++) {
    const start = Math.max(0, y - radius);
    const end = Math.min(rows - 1, y + radius);
    for (let x = 0; x < columns; x++) {
      let value = across[y * columns + x] as number;
      for (let i = start; i <= end; i++) value = pick(value, across[i * columns + x] as number);
      result[y * columns + x] = value;
    }
  }
  return result;
}
