/**
 * Reads one code through its grid: samples, thresholds, corrects, and lets zxing turn the flawless code into text.
 * Pure; runs in the scan worker and under Node. The rule: text comes from zxing alone, so that every path gives the
 * same text for the same code.
 */
import { correctCode, type ModuleLevels } from './code-correction.ts';
import { deblurredLevels } from './deblur-levels.ts';
import type { Engine } from './engine.ts';
import { apply } from './geometry.ts';
import type { Grid } from './grid-fit.ts';
import { globalLevels, type Look, localLevels, lookAt, sampleGrid } from './grid-levels.ts';
import type { Corners, FoundCode, Grey } from './picture.ts';

/** A matrix drawn with 4 pixels a module and a quiet zone of 4 modules. */
function draw(matrix: Uint8Array, size: number): Grey {
  const scale = 4;
  const side = (size + 8) * scale;
  const data = new Uint8Array(side * side).fill(255);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      if (!matrix[y * size + x]) continue;
      for (let dy = 0; dy < scale; dy++) {
        const start = ((y + 4) * scale + dy) * side + (x + 4) * scale;
        data.fill(0, start, start + scale);
      }
    }
  return { data, width: side, height: side };
}

function transposed(levels: ModuleLevels, size: number): ModuleLevels {
  const result = new Float32Array(levels.length);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) result[x * size + y] = levels[y * size + x] as number;
  return result;
}

function* attempts(
  grey: Grey,
  grid: Grid,
  isInverted: boolean,
  blurred: Grey | null,
): Generator<ModuleLevels> {
  const samples = sampleGrid(grey, grid);
  for (const look of ['mean', 'middle', 'median'] as const satisfies readonly Look[]) {
    const modules = lookAt(samples, grid, look);
    yield globalLevels(modules, grid);
    yield localLevels(modules, grid, 4, isInverted);
    yield localLevels(modules, grid, 8, isInverted);
  }
  if (!blurred) return;
  const deblurred = deblurredLevels(blurred === grey ? samples : sampleGrid(blurred, grid), grid);
  if (deblurred) yield deblurred;
}

/** Where the corners of a grid are in the picture. */
export function gridCorners(grid: Grid): Corners {
  const { size } = grid.layout;
  const at = (u: number, v: number) => apply(grid.projection, u, v);
  return [at(0, 0), at(size, 0), at(size, size), at(0, size)];
}

/**
 * The code under a grid, mirrored or not; null when it cannot be corrected. `blurred` is the picture, of the same
 * size and unfiltered, in which to undo blur; null not to try.
 */
export function readGrid(
  engine: Engine,
  grey: Grey,
  grid: Grid,
  isInverted: boolean,
  blurred: Grey | null,
): FoundCode | null {
  const { size, version } = grid.layout;
  for (const levels of attempts(grey, grid, isInverted, blurred))
    for (const isMirrored of [false, true]) {
      const matrix = correctCode(isMirrored ? transposed(levels, size) : levels, version);
      const code = matrix && engine.read(draw(matrix, size), { threshold: 'fixed' })[0];
      if (code) return { text: code.text, corners: gridCorners(grid) };
    }
  return null;
}
