/**
 * How a blurred grid of modules looks: weights of the modules around each of 3 × 3 samples a module, and the blur
 * that explains a code's fixed modules best. Pure; runs in the scan worker and under Node.
 * The rule: blur is Gaussian, across and down apart, which also stands for motion and for soft lenses.
 */
import type { Grid } from './grid-fit.ts';

/** Samples a module and axis. */
export const PHASES = 3;
/** Blur reaches this many modules to each side. */
export const REACH = 2;
export const SPAN = 2 * REACH + 1;
/** Standard deviations of the blur, in modules. */
const SIGMAS = [0.16, 0.3, 0.42, 0.54, 0.66, 0.78, 0.9, 1.05];

export interface Blur {
  /** Weight of each of 5 × 5 modules in each of 9 samples: phase y, phase x, module y, module x. */
  readonly weights: Float32Array;
  readonly black: number;
  /** Light minus black; negative for inverted codes. */
  readonly contrast: number;
  /** Mean square of what the blur does not explain, as a share of the contrast's square. */
  readonly misfit: number;
}

/** Abramowitz and Stegun 7.1.26; good to 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const tail =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) *
    t *
    Math.exp(-x * x);
  return x < 0 ? tail - 1 : 1 - tail;
}

/** For each phase, how much each of five modules in a row weighs. */
function rowWeights(sigma: number): number[][] {
  return Array.from({ length: PHASES }, (_, phase) => {
    const at = (phase + 0.5) / PHASES;
    const edge = (x: number) => erf((x - at) / (sigma * Math.SQRT2)) / 2;
    const row = Array.from({ length: SPAN }, (_, i) => edge(i - REACH + 1) - edge(i - REACH));
    const sum = row.reduce((a, b) => a + b, 0);
    return row.map((value) => value / sum);
  });
}

function weightsFor(across: number, down: number): Float32Array {
  const wx = rowWeights(across);
  const wy = rowWeights(down);
  const weights: number[] = [];
  for (const rowY of wy)
    for (const rowX of wx) for (const y of rowY) for (const x of rowX) weights.push(y * x);
  return Float32Array.from(weights);
}

interface Patch {
  readonly x: number;
  readonly y: number;
  /** Which of the 5 × 5 modules around are light. */
  readonly light: readonly number[];
}

/** Fixed modules all of whose neighbours are known too; what is outside a code is light. */
function knownPatches(grid: Grid): Patch[] {
  const { size, fixed } = grid.layout;
  const patches: Patch[] = [];
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const light: number[] = [];
      let isKnown = true;
      for (let i = 0; i < SPAN * SPAN && isKnown; i++) {
        const u = x + (i % SPAN) - REACH;
        const v = y + Math.floor(i / SPAN) - REACH;
        const value = u < 0 || v < 0 || u >= size || v >= size ? 0 : fixed[v * size + u];
        if (value === 255) isKnown = false;
        else if (value === 0) light.push(i);
      }
      if (isKnown) patches.push({ x, y, light });
    }
  return patches;
}

function explainedBy(
  samples: Float32Array,
  grid: Grid,
  patches: readonly Patch[],
  weights: Float32Array,
): Blur {
  const side = grid.layout.size * PHASES;
  let n = 0;
  let sumL = 0;
  let sumS = 0;
  let sumLL = 0;
  let sumLS = 0;
  let sumSS = 0;
  for (const { x, y, light } of patches)
    for (let phase = 0; phase < PHASES * PHASES; phase++) {
      const seen = samples[
        (y * PHASES + Math.floor(phase / PHASES)) * side + x * PHASES + (phase % PHASES)
      ] as number;
      if (Number.isNaN(seen)) continue;
      let share = 0;
      for (const i of light) share += weights[phase * SPAN * SPAN + i] as number;
      n += 1;
      sumL += share;
      sumS += seen;
      sumLL += share * share;
      sumLS += share * seen;
      sumSS += seen * seen;
    }
  const contrast = (n * sumLS - sumL * sumS) / (n * sumLL - sumL * sumL || 1e-9);
  const black = (sumS - contrast * sumL) / Math.max(1, n);
  const squares =
    sumSS +
    n * black * black +
    contrast * contrast * sumLL -
    2 * black * sumS -
    2 * contrast * sumLS +
    2 * black * contrast * sumL;
  return { weights, black, contrast, misfit: squares / Math.max(1, n) / (contrast * contrast || 1e-9) };
}

/** The best blur for samples of 3 × 3 a module (NaN outside the picture); null where too little is known. */
export function fitBlur(samples: Float32Array, grid: Grid): Blur | null {
  const patches = knownPatches(grid);
  if (patches.length < 30) return null;
  const tried = new Map<string, Blur>();
  const judge = (across: number, down: number): Blur => {
    const key = `${across} ${down}`;
    const blur =
      tried.get(key) ??
      explainedBy(samples, grid, patches, weightsFor(SIGMAS[across] as number, SIGMAS[down] as number));
    tried.set(key, blur);
    return blur;
  };
  let across = 0;
  for (let i = 1; i < SIGMAS.length; i++) if (judge(i, i).misfit < judge(across, across).misfit) across = i;
  let down = across;
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    for (const [a, d] of [
      [across + 1, down],
      [across - 1, down],
      [across, down + 1],
      [across, down - 1],
    ] as const) {
      if (SIGMAS[a] === undefined || SIGMAS[d] === undefined) continue;
      if (judge(a, d).misfit >= judge(across, down).misfit) continue;
      [across, down] = [a, d];
      isBetter = true;
    }
  }
  return judge(across, down);
}
