/**
 * Lays a module grid over a proposal: finds the version and the projection under which the fixed patterns
 * (finders, timing, alignment) look as they must. Pure; runs in the scan worker and under Node.
 * The rule: the agreement is a correlation, so neither brightness nor contrast matters.
 */
import { type NineNumbers, type Projection, projectionBetween } from './geometry.ts';
import type { Grey, Point } from './picture.ts';
import type { Proposal } from './proposals.ts';
import { type Layout, layoutOf } from './qr-layout.ts';

/** Agreement before the fit, below which a proposal is not worth it: chance stays within this. */
const LEAST_START = 0.15;

export interface Grid {
  readonly layout: Layout;
  readonly projection: Projection;
  /** -1 to 1: how well the fixed modules agree. Text gives less than 0.5. */
  readonly agreement: number;
  /** The same of the timing patterns alone: three stray finder patterns have none. */
  readonly timing: number;
}

/** Value between pixels, clamped to the picture. */
export function greyAt(grey: Grey, x: number, y: number): number {
  const { data, width, height } = grey;
  const cx = Math.min(Math.max(x, 0), width - 1.001);
  const cy = Math.min(Math.max(y, 0), height - 1.001);
  const x0 = cx | 0;
  const y0 = cy | 0;
  const fx = cx - x0;
  const fy = cy - y0;
  const i = y0 * width + x0;
  const top = (data[i] as number) * (1 - fx) + (data[i + 1] as number) * fx;
  const bottom = (data[i + width] as number) * (1 - fx) + (data[i + width + 1] as number) * fx;
  return top * (1 - fy) + bottom * fy;
}

/** Places in a code whose colour is known: middles of modules. */
interface Probes {
  readonly count: number;
  readonly u: Float32Array;
  readonly v: Float32Array;
  readonly isDark: Uint8Array;
  readonly darkShare: number;
}

interface ProbeSets {
  readonly all: Probes;
  /** Timing patterns only: what tells versions apart. */
  readonly timing: Probes;
  /** The alignment pattern nearest the free corner; none in version 1. */
  readonly corner: Probes;
}

const probesByVersion = new Map<number, ProbeSets>();

function probesOf(layout: Layout): ProbeSets {
  const known = probesByVersion.get(layout.version);
  if (known) return known;
  const { size, fixed } = layout;
  const last = layout.alignments.at(-1);
  const gather = (isWanted: (x: number, y: number) => boolean): Probes => {
    const u: number[] = [];
    const v: number[] = [];
    const isDark: number[] = [];
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++) {
        const value = fixed[y * size + x] as number;
        if (value === 255 || !isWanted(x, y)) continue;
        u.push(x + 0.5);
        v.push(y + 0.5);
        isDark.push(value);
      }
    return {
      count: u.length,
      u: Float32Array.from(u),
      v: Float32Array.from(v),
      isDark: Uint8Array.from(isDark),
      darkShare: isDark.reduce((sum, value) => sum + value, 0) / Math.max(1, u.length),
    };
  };
  const isBetween = (x: number) => x >= 8 && x < size - 8;
  const probes = {
    all: gather(() => true),
    timing: gather((x, y) => (x === 6 && isBetween(y)) || (y === 6 && isBetween(x))),
    corner: gather((x, y) => last !== undefined && Math.abs(x - last.x) <= 2 && Math.abs(y - last.y) <= 2),
  };
  probesByVersion.set(layout.version, probes);
  return probes;
}

/** Correlation of what is seen with what must be there; `sign` is -1 for inverted codes. */
function agreementOf(grey: Grey, projection: Projection, probes: Probes, sign: number): number {
  const { count, u, v, isDark, darkShare } = probes;
  if (count === 0) return 0;
  const [a, b, c, d, e, f, g, h, i] = projection as NineNumbers;
  const { data, width, height } = grey;
  const right = width - 1.001;
  const bottom = height - 1.001;
  let sum = 0;
  let squares = 0;
  let sumDark = 0;
  for (let k = 0; k < count; k++) {
    const pu = u[k] as number;
    const pv = v[k] as number;
    const w = g * pu + h * pv + i;
    const x = Math.min(Math.max((a * pu + b * pv + c) / w, 0), right);
    const y = Math.min(Math.max((d * pu + e * pv + f) / w, 0), bottom);
    const x0 = x | 0;
    const y0 = y | 0;
    const fx = x - x0;
    const at = y0 * width + x0;
    const top = (data[at] as number) * (1 - fx) + (data[at + 1] as number) * fx;
    const low = (data[at + width] as number) * (1 - fx) + (data[at + width + 1] as number) * fx;
    const value = top + (low - top) * (y - y0);
    sum += value;
    squares += value * value;
    if (isDark[k] === 1) sumDark += value;
  }
  const mean = sum / count;
  const variance = squares / count - mean * mean;
  if (variance < 1) return 0;
  const covariance = sumDark / count - darkShare * mean;
  return (-sign * covariance) / Math.sqrt(variance * darkShare * (1 - darkShare));
}

type Quad = [Point, Point, Point, Point];

/** Module coordinates of the points that the projection is fitted through. */
function anchors(layout: Layout): Quad {
  const { size } = layout;
  const last = layout.alignments.at(-1);
  const far = last ? { x: last.x + 0.5, y: last.y + 0.5 } : { x: size - 3.5, y: size - 3.5 };
  return [{ x: 3.5, y: 3.5 }, { x: size - 3.5, y: 3.5 }, far, { x: 3.5, y: size - 3.5 }];
}

/** The best grids for a proposal, best first; empty where timing patterns agree less than `leastTiming`. */
export function fitGrids(
  grey: Grey,
  proposal: Proposal,
  isInverted: boolean,
  leastTiming: number,
): readonly Grid[] {
  const sign = isInverted ? -1 : 1;
  const { topLeft: a, topRight: b, bottomLeft: c, sizeGuess } = proposal;
  const guess = Math.round((sizeGuess - 17) / 4);
  const reach = Math.max(1, Math.ceil(guess * (leastTiming < 0.3 ? 0.16 : 0.1)));
  const candidates: { layout: Layout; score: number }[] = [];
  for (let version = Math.max(1, guess - reach); version <= Math.min(40, guess + reach); version++) {
    const layout = layoutOf(version);
    const { projection } = parallelogram(layout, a, b, c);
    const { timing, all } = probesOf(layout);
    const score = agreementOf(grey, projection, timing, sign);
    if (score >= leastTiming && agreementOf(grey, projection, all, sign) > LEAST_START)
      candidates.push({ layout, score });
  }
  candidates.sort((x, y) => y.score - x.score);
  const grids: Grid[] = [];
  for (const { layout } of candidates.slice(0, 2)) {
    const grid = fitVersion(grey, layout, a, b, c, sign);
    if (grid.agreement > 0.45) grids.push(grid);
  }
  return grids.sort((x, y) => y.agreement - x.agreement);
}

function parallelogram(layout: Layout, a: Point, b: Point, c: Point): { quad: Quad; projection: Projection } {
  const modules = anchors(layout);
  const span = layout.size - 7;
  const s = (modules[2].x - 3.5) / span;
  const t = (modules[2].y - 3.5) / span;
  const far = { x: a.x + (b.x - a.x) * s + (c.x - a.x) * t, y: a.y + (b.y - a.y) * s + (c.y - a.y) * t };
  const quad: Quad = [a, b, far, c];
  return { quad, projection: projectionBetween(modules, quad) };
}

function fitVersion(grey: Grey, layout: Layout, a: Point, b: Point, c: Point, sign: number): Grid {
  const modules = anchors(layout);
  const probes = probesOf(layout);
  const start = parallelogram(layout, a, b, c);
  let quad = start.quad;
  const module =
    (Math.hypot(b.x - a.x, b.y - a.y) + Math.hypot(c.x - a.x, c.y - a.y)) / 2 / (layout.size - 7);
  if (probes.corner.count > 0) quad = findCorner(grey, layout, modules, quad, sign, module);
  return refine(grey, layout, modules, quad, sign, module);
}

/** Looks around the expected place of the last alignment pattern, wider for larger codes. */
function findCorner(
  grey: Grey,
  layout: Layout,
  modules: Quad,
  quad: Quad,
  sign: number,
  module: number,
): Quad {
  const { corner, all } = probesOf(layout);
  const reach = Math.min(14, 3 + layout.size * 0.12);
  const places: { quad: Quad; score: number }[] = [];
  for (let dv = -reach; dv <= reach; dv += 0.5)
    for (let du = -reach; du <= reach; du += 0.5) {
      const moved: Quad = [
        quad[0],
        quad[1],
        { x: quad[2].x + du * module, y: quad[2].y + dv * module },
        quad[3],
      ];
      const score = agreementOf(grey, projectionBetween(modules, moved), corner, sign);
      places.push({ quad: moved, score: score - Math.hypot(du, dv) * 0.012 });
    }
  places.sort((x, y) => y.score - x.score);
  let best = quad;
  let bestScore = agreementOf(grey, projectionBetween(modules, quad), all, sign) + 0.01;
  for (const place of places.slice(0, 6)) {
    if (place.score < 0.4) break;
    const score = agreementOf(grey, projectionBetween(modules, place.quad), all, sign);
    if (score > bestScore) {
      best = place.quad;
      bestScore = score;
    }
  }
  return best;
}

/** Moves the four anchors, one coordinate at a time, while the agreement grows. */
function refine(grey: Grey, layout: Layout, modules: Quad, start: Quad, sign: number, module: number): Grid {
  const { all } = probesOf(layout);
  let quad = start;
  let agreement = agreementOf(grey, projectionBetween(modules, quad), all, sign);
  for (let step = module * 0.5; step > module * 0.05; step /= 2) {
    for (let round = 0; round < 3; round++) {
      let isBetter = false;
      for (let i = 0; i < 4; i++)
        for (const [dx, dy] of [
          [step, 0],
          [-step, 0],
          [0, step],
          [0, -step],
        ] as const) {
          const moved = [...quad] as Quad;
          const point = quad[i] as Point;
          moved[i] = { x: point.x + dx, y: point.y + dy };
          const score = agreementOf(grey, projectionBetween(modules, moved), all, sign);
          if (score > agreement + 1e-4) {
            agreement = score;
            quad = moved;
            isBetter = true;
          }
        }
      if (!isBetter) break;
    }
  }
  const projection = projectionBetween(modules, quad);
  return {
    layout,
    projection,
    agreement,
    timing: agreementOf(grey, projection, probesOf(layout).timing, sign),
  };
}
