/**
 * A threshold for every 8 × 8 block of a grey picture: half way between the darkest and the lightest nearby.
 * Pure; runs in the scan worker and under Node. The rule: linear time, whatever the picture holds.
 */
import type { Grey } from './picture.ts';

export const BLOCK_SHIFT = 3;
const BLOCK = 1 << BLOCK_SHIFT;
/** Grey steps within a block that are not worth a look. */
const FLAT = 6;

export interface Thresholds {
  readonly columns: number;
  readonly rows: number;
  /** One a block: a pixel is dark when it is below. */
  readonly values: Uint8Array;
  /** One a block: lightest minus darkest nearby. */
  readonly contrast: Uint8Array;
  /** One a block: 1 where the block itself is all dark or all light, as far as was looked. */
  readonly isFlat: Uint8Array;
}

/** Reads every second pixel of every fourth row: enough to know dark and light nearby, an eighth of the time. */
export function thresholdsOf(grey: Grey, radius = 2): Thresholds {
  const { data, width, height } = grey;
  const columns = Math.max(1, (width + BLOCK - 1) >> BLOCK_SHIFT);
  const rows = Math.max(1, (height + BLOCK - 1) >> BLOCK_SHIFT);
  /** 255 minus the darkest, so that both are spread by the same maximum. */
  const dark = new Uint8Array(columns * rows);
  const light = new Uint8Array(columns * rows);
  const rowStep = height > 600 ? 4 : 2;
  for (let y = 0; y < height; y += rowStep) {
    const blockRow = (y >> BLOCK_SHIFT) * columns;
    const rowStart = y * width;
    for (let column = 0; column < columns; column++) {
      const end = Math.min(width, (column + 1) << BLOCK_SHIFT) + rowStart;
      let least = 255 - (dark[blockRow + column] as number);
      let most = light[blockRow + column] as number;
      for (let i = rowStart + (column << BLOCK_SHIFT); i < end; i += 2) {
        const value = data[i] as number;
        if (value < least) least = value;
        if (value > most) most = value;
      }
      dark[blockRow + column] = 255 - least;
      light[blockRow + column] = most;
    }
  }
  const darkest = spread(dark, columns, rows, radius);
  const lightest = spread(light, columns, rows, radius);
  const values = new Uint8Array(columns * rows);
  const contrast = new Uint8Array(columns * rows);
  const isFlat = new Uint8Array(columns * rows);
  for (let i = 0; i < values.length; i++) {
    const low = 255 - (darkest[i] as number);
    const high = lightest[i] as number;
    values[i] = (low + high + 1) >> 1;
    contrast[i] = Math.max(0, high - low);
    isFlat[i] = (light[i] as number) + (dark[i] as number) - 255 < FLAT ? 1 : 0;
  }
  return { columns, rows, values, contrast, isFlat };
}

/** The most of the square of blocks around each block: rows first, then columns. */
function spread(source: Uint8Array, columns: number, rows: number, radius: number): Uint8Array {
  const across = new Uint8Array(source.length);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const start = y * columns + Math.max(0, x - radius);
      const end = y * columns + Math.min(columns - 1, x + radius);
      let most = 0;
      for (let i = start; i <= end; i++) if ((source[i] as number) > most) most = source[i] as number;
      across[y * columns + x] = most;
    }
  const result = new Uint8Array(source.length);
  for (let y = 0; y < rows; y++) {
    const start = Math.max(0, y - radius) * columns;
    const end = Math.min(rows - 1, y + radius) * columns;
    for (let x = 0; x < columns; x++) {
      let most = 0;
      for (let i = start + x; i <= end + x; i += columns)
        if ((across[i] as number) > most) most = across[i] as number;
      result[y * columns + x] = most;
    }
  }
  return result;
}
