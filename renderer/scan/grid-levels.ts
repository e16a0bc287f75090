/**
 * From a grid over a picture to how dark each module is, and from that to levels for error correction.
 * Pure; runs in the scan worker and under Node. The rule: levels are signed and scaled: 0 is the threshold.
 */
import type { ModuleLevels } from './code-correction.ts';
import { apply } from './geometry.ts';
import { type Grid, greyAt } from './grid-fit.ts';
import type { Grey } from './picture.ts';

/** How a module is looked at: its middle (dots), its area (most), or the median of its area (noise). */
export type Look = 'middle' | 'area' | 'median';

/** Grey of each module, 0 black to 255. Modules that lie outside the picture are NaN. */
export function sampleGrid(grey: Grey, grid: Grid, look: Look): Float32Array {
  const { size } = grid.layout;
  const samples = new Float32Array(size * size);
  const values = new Float32Array(9);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const middle = apply(grid.projection, x + 0.5, y + 0.5);
      const isOutside =
        middle.x < -0.5 || middle.y < -0.5 || middle.x > grey.width - 0.5 || middle.y > grey.height - 0.5;
      let value = Number.NaN;
      if (!isOutside && look === 'middle') value = greyAt(grey, middle.x, middle.y);
      else if (!isOutside) {
        for (let i = 0; i < 9; i++) {
          const du = ((i % 3) - 1) * 0.27;
          const dv = (Math.floor(i / 3) - 1) * 0.27;
          const point = apply(grid.projection, x + 0.5 + du, y + 0.5 + dv);
          values[i] = greyAt(grey, point.x, point.y);
        }
        if (look === 'median') value = values.sort()[4] as number;
        else value = values.reduce((sum, each) => sum + each, 0) / 9;
      }
      samples[y * size + x] = value;
    }
  return samples;
}

/** Levels against one threshold, half way between dark and light fixed modules. */
export function globalLevels(samples: Float32Array, grid: Grid): ModuleLevels {
  const { fixed } = grid.layout;
  let dark = 0;
  let darkCount = 0;
  let light = 0;
  let lightCount = 0;
  for (const [i, value] of samples.entries()) {
    if (Number.isNaN(value)) continue;
    if (fixed[i] === 1) {
      dark += value;
      darkCount += 1;
    } else if (fixed[i] === 0) {
      light += value;
      lightCount += 1;
    }
  }
  const black = dark / Math.max(1, darkCount);
  const white = light / Math.max(1, lightCount);
  const middle = (black + white) / 2;
  const scale = (white - black) / 2 || 1;
  return samples.map((value) => (Number.isNaN(value) ? 0 : (middle - value) / scale || 1e-6));
}

/** Levels against the mean of dark and light of the neighbourhood (`radius` modules), for uneven light. */
export function localLevels(
  samples: Float32Array,
  grid: Grid,
  radius: number,
  isInverted: boolean,
): ModuleLevels {
  const { size } = grid.layout;
  const levels = new Float32Array(samples.length);
  const sign = isInverted ? -1 : 1;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const own = samples[y * size + x] as number;
      if (Number.isNaN(own)) continue;
      let sum = 0;
      let squares = 0;
      let count = 0;
      for (let v = Math.max(0, y - radius); v <= Math.min(size - 1, y + radius); v++)
        for (let u = Math.max(0, x - radius); u <= Math.min(size - 1, x + radius); u++) {
          const value = samples[v * size + u] as number;
          if (Number.isNaN(value)) continue;
          sum += value;
          squares += value * value;
          count += 1;
        }
      const mean = sum / count;
      const deviation = Math.sqrt(Math.max(1, squares / count - mean * mean));
      levels[y * size + x] = (sign * (mean - own)) / deviation || 1e-6;
    }
  return levels;
}
