/**
 * Levels for blurred codes: the dark and light modules that, blurred as the fixed ones are, look most like what is
 * seen. Pure; runs in the scan worker and under Node.
 * The rule: modules are only ever fully dark or fully light; that is what makes undoing a heavy blur possible.
 */
import { type Blur, fitBlur, PHASES, REACH, SPAN } from './blur-model.ts';
import type { ModuleLevels } from './code-correction.ts';
import type { Grid } from './grid-fit.ts';

/** Sweeps with shares of light between 0 and 1; each narrows what the next may be. */
const SOFT_SWEEPS = 24;
/** Sweeps that turn single modules and neighbours over while that explains more. */
const HARD_SWEEPS = 12;
const AROUND = SPAN * SPAN;
/** Beyond this the grid lies wrong, or what is wrong with the code is not blur. */
const MOST_MISFIT = 0.03;
/** Mean change of a share of light in a sweep that ends the softening. */
const SETTLED = 0.004;

/** Levels from samples of 3 × 3 a module (NaN outside the picture); null where no blur explains the fixed modules. */
export function deblurredLevels(samples: Float32Array, grid: Grid): ModuleLevels | null {
  const blur = fitBlur(samples, grid);
  if (!blur || Math.abs(blur.contrast) < 6 || blur.misfit > MOST_MISFIT) return null;
  const state = new Deblurring(samples, grid, blur);
  for (let sweep = 0; sweep < SOFT_SWEEPS; sweep++) if (state.soften() < SETTLED) break;
  state.decide();
  for (let sweep = 0; sweep < HARD_SWEEPS; sweep++) if (!state.turnModules()) break;
  return state.levels();
}

class Deblurring {
  private readonly size: number;
  private readonly side: number;
  private readonly fixed: Uint8Array;
  private readonly weights: Float32Array;
  /** Share of light of each module. */
  private readonly light: Float32Array;
  /** What is seen minus what the present modules would give; 0 where nothing is seen. */
  private readonly residual: Float32Array;
  /** 1 where a sample is inside the picture. */
  private readonly isSeen: Uint8Array;

  constructor(samples: Float32Array, grid: Grid, blur: Blur) {
    const { size, fixed } = grid.layout;
    this.size = size;
    this.side = size * PHASES;
    this.fixed = fixed;
    this.weights = blur.weights;
    this.light = Float32Array.from(fixed, (value) => (value === 255 ? 0.5 : 1 - value));
    this.isSeen = Uint8Array.from(samples, (value) => (Number.isNaN(value) ? 0 : 1));
    this.residual = new Float32Array(samples.length);
    this.explain(samples, blur);
  }

  private explain(samples: Float32Array, blur: Blur): void {
    const { size, side, light, weights } = this;
    for (let sample = 0; sample < samples.length; sample++) {
      if (this.isSeen[sample] === 0) continue;
      const sx = sample % side;
      const sy = (sample - sx) / side;
      const base = ((sy % PHASES) * PHASES + (sx % PHASES)) * AROUND;
      const x = Math.floor(sx / PHASES) - REACH;
      const y = Math.floor(sy / PHASES) - REACH;
      let sum = 0;
      for (let i = 0; i < AROUND; i++) {
        const u = x + (i % SPAN);
        const v = y + Math.floor(i / SPAN);
        const isOutside = u < 0 || v < 0 || u >= size || v >= size;
        sum += (weights[base + i] as number) * (isOutside ? 1 : (light[v * size + u] as number));
      }
      this.residual[sample] = ((samples[sample] as number) - blur.black) / blur.contrast - sum;
    }
  }

  /** Sums over the samples that a module weighs in: weight × residual, and weight². */
  private readonly sums = { slope: 0, weight: 0 };

  private measure(x: number, y: number): void {
    const { size, side, weights, residual, isSeen } = this;
    let slope = 0;
    let total = 0;
    for (let v = Math.max(0, y - REACH); v <= Math.min(size - 1, y + REACH); v++)
      for (let u = Math.max(0, x - REACH); u <= Math.min(size - 1, x + REACH); u++) {
        let at = (y - v + REACH) * SPAN + x - u + REACH;
        for (let py = 0; py < PHASES; py++) {
          const row = (v * PHASES + py) * side + u * PHASES;
          for (let px = 0; px < PHASES; px++, at += AROUND) {
            if (isSeen[row + px] === 0) continue;
            const weight = weights[at] as number;
            slope += weight * (residual[row + px] as number);
            total += weight * weight;
          }
        }
      }
    this.sums.slope = slope;
    this.sums.weight = total;
  }

  private change(x: number, y: number, step: number): void {
    const { size, side, weights, residual, isSeen } = this;
    this.light[y * size + x] = (this.light[y * size + x] as number) + step;
    for (let v = Math.max(0, y - REACH); v <= Math.min(size - 1, y + REACH); v++)
      for (let u = Math.max(0, x - REACH); u <= Math.min(size - 1, x + REACH); u++) {
        let at = (y - v + REACH) * SPAN + x - u + REACH;
        for (let py = 0; py < PHASES; py++) {
          const row = (v * PHASES + py) * side + u * PHASES;
          for (let px = 0; px < PHASES; px++, at += AROUND)
            if (isSeen[row + px] === 1)
              residual[row + px] = (residual[row + px] as number) - step * (weights[at] as number);
        }
      }
  }

  private isFree(x: number, y: number): boolean {
    return x < this.size && y < this.size && this.fixed[y * this.size + x] === 255;
  }

  /** Moves each share to where the squares are least, within 0 and 1. Returns the mean move. */
  soften(): number {
    let moved = 0;
    for (let y = 0; y < this.size; y++)
      for (let x = 0; x < this.size; x++) {
        if (!this.isFree(x, y)) continue;
        this.measure(x, y);
        if (this.sums.weight < 1e-6) continue;
        const now = this.light[y * this.size + x] as number;
        const next = Math.min(1, Math.max(0, now + (1.5 * this.sums.slope) / this.sums.weight));
        if (Math.abs(next - now) < 0.005) continue;
        this.change(x, y, next - now);
        moved += Math.abs(next - now);
      }
    return moved / this.light.length;
  }

  /** Rounds every share to dark or light. */
  decide(): void {
    for (let y = 0; y < this.size; y++)
      for (let x = 0; x < this.size; x++) {
        const now = this.light[y * this.size + x] as number;
        this.change(x, y, (now >= 0.5 ? 1 : 0) - now);
      }
  }

  private turn(x: number, y: number): void {
    this.change(x, y, 1 - 2 * Math.round(this.light[y * this.size + x] as number));
  }

  /** How much the squares grow when a module is turned over. */
  private costOfTurning(x: number, y: number): number {
    this.measure(x, y);
    const step = 1 - 2 * (this.light[y * this.size + x] as number);
    return this.sums.weight - 2 * step * this.sums.slope;
  }

  /** Turns modules over, one or two neighbours at a time, where that explains more. True if any was turned. */
  turnModules(): boolean {
    let isTurned = false;
    for (let y = 0; y < this.size; y++)
      for (let x = 0; x < this.size; x++) {
        if (!this.isFree(x, y)) continue;
        const cost = this.costOfTurning(x, y);
        if (cost < 0) {
          this.turn(x, y);
          isTurned = true;
          continue;
        }
        if (cost > this.sums.weight * 1.2) continue;
        this.turn(x, y);
        const isBetter = [
          [x + 1, y],
          [x, y + 1],
          [x + 1, y + 1],
          [x - 1, y + 1],
        ].some(([u = -1, v = -1]) => {
          if (u < 0 || !this.isFree(u, v) || cost + this.costOfTurning(u, v) >= 0) return false;
          this.turn(u, v);
          return true;
        });
        if (isBetter) isTurned = true;
        else this.turn(x, y);
      }
    return isTurned;
  }

  /** What was decided, surer where turning a module over would cost more; 0 where nothing is seen. */
  levels(): ModuleLevels {
    const { size } = this;
    const levels = new Float32Array(size * size);
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++) {
        if (this.isSeen[(y * PHASES + 1) * this.side + x * PHASES + 1] === 0) continue;
        const sureness = Math.max(1e-4, this.costOfTurning(x, y));
        levels[y * size + x] = (this.light[y * size + x] as number) > 0.5 ? -sureness : sureness;
      }
    return levels;
  }
}
