/**
 * From a grid over a picture to how dark each module is, and from that to levels for error correction.
 * Pure; runs in the scan worker and under Node. The rule: levels are signed and scaled: 0 is the threshold.
 */
import { PHASES } from './blur-model.ts';
import type { ModuleLevels } from './code-correction.ts';
import { apply } from './geometry.ts';
import { type Grid, greyAt } from './grid-fit.ts';
import type { Grey } from './picture.ts';

/** Grey of 3 × 3 places in each module, 0 black to 255, row by row; NaN outside the picture. */
export function sampleGrid(grey: Grey, grid: Grid): Float32Array {
  const side = grid.layout.size * PHASES;
  const samples = new Float32Array(side * side);
  for (let sy = 0; sy < side; sy++)
    for (let sx = 0; sx < side; sx++) {
      const { x, y } = apply(grid.projection, (sx + 0.5) / PHASES, (sy + 0.5) / PHASES);
      const isInside = x > -0.6 && y > -0.6 && x < grey.width - 0.4 && y < grey.height - 0.4;
      samples[sy * side + sx] = isInside ? greyAt(grey, x, y) : Number.NaN;
    }
  return samples;
}

/** How a module's nine samples become one: its middle (dots), its mean (most), or the median (noise). */
export type Look = 'middle' | 'mean' | 'median';

/** One grey for each module; NaN where its middle is outside the picture. */
export function lookAt(samples: Float32Array, grid: Grid, look: Look): Float32Array {
  const { size } = grid.layout;
  const side = size * PHASES;
  const modules = new Float32Array(size * size);
  const nine = new Float32Array(PHASES * PHASES);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const middle = samples[(y * PHASES + 1) * side + x * PHASES + 1] as number;
      let value = middle;
      if (look !== 'middle' && !Number.isNaN(middle)) {
        for (let i = 0; i < nine.length; i++) {
          const each = samples[
            (y * PHASES + Math.floor(i / PHASES)) * side + x * PHASES + (i % PHASES)
          ] as number;
          nine[i] = Number.isNaN(each) ? middle : each;
        }
        value =
          look === 'median'
            ? (nine.sort()[4] as number)
            : nine.reduce((sum, each) => sum + each, 0) / nine.length;
      }
      modules[y * size + x] = value;
    }
  return modules;
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
