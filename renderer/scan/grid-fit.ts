/**
 * Lays a module grid over a proposal: finds the version and the projection under which the fixed patterns
 * (finders, timing, alignment) look as they must. Pure; runs in the scan worker and under Node.
 * The rule: the agreement is a correlation, so neither brightness nor contrast matters.
 */
import { apply, type Projection, projectionBetween } from './geometry.ts';
import type { Grey, Point } from './picture.ts';
import type { Proposal } from './proposals.ts';
import { type Layout, layoutOf } from './qr-layout.ts';

export interface Grid {
  readonly layout: Layout;
  readonly projection: Projection;
  /** -1 to 1: how well the fixed modules agree. Text gives less than 0.5. */
  readonly agreement: number;
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

interface Probe {
  readonly u: number;
  readonly v: number;
  readonly isDark: boolean;
}

interface Probes {
  readonly all: readonly Probe[];
  /** Timing patterns only: what tells versions apart. */
  readonly timing: readonly Probe[];
  /** The alignment pattern nearest the free corner, with its surroundings unknown. */
  readonly corner: readonly Probe[];
}

const probesByVersion = new Map<number, Probes>();

function probesOf(layout: Layout): Probes {
  const known = probesByVersion.get(layout.version);
  if (known) return known;
  const { size, fixed } = layout;
  const all: Probe[] = [];
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const value = fixed[y * size + x];
      if (value !== 255) all.push({ u: x + 0.5, v: y + 0.5, isDark: value === 1 });
    }
  const timing = all.filter(
    ({ u, v }) => (u === 6.5 && v > 8 && v < size - 8) || (v === 6.5 && u > 8 && u < size - 8),
  );
  const last = layout.alignments.at(-1);
  const corner = last
    ? all.filter(({ u, v }) => Math.abs(u - 0.5 - last.x) <= 2 && Math.abs(v - 0.5 - last.y) <= 2)
    : [];
  const probes = { all, timing, corner };
  probesByVersion.set(layout.version, probes);
  return probes;
}

/** Correlation of what is seen with what must be there; `sign` is -1 for inverted codes. */
function agreementOf(grey: Grey, projection: Projection, probes: readonly Probe[], sign: number): number {
  let n = 0;
  let dark = 0;
  let sum = 0;
  let sumSquares = 0;
  let sumDark = 0;
  for (const { u, v, isDark } of probes) {
    const point = apply(projection, u, v);
    const value = greyAt(grey, point.x, point.y);
    n += 1;
    sum += value;
    sumSquares += value * value;
    if (isDark) {
      dark += 1;
      sumDark += value;
    }
  }
  const variance = sumSquares / n - (sum / n) ** 2;
  if (n === 0 || variance < 1) return 0;
  const share = dark / n;
  const covariance = sumDark / n - share * (sum / n);
  return (-sign * covariance) / Math.sqrt(variance * share * (1 - share));
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
  const reach = Math.max(1, Math.ceil(guess * 0.16));
  const candidates: { layout: Layout; score: number }[] = [];
  for (let version = Math.max(1, guess - reach); version <= Math.min(40, guess + reach); version++) {
    const layout = layoutOf(version);
    const { projection } = parallelogram(layout, a, b, c);
    const probes = probesOf(layout);
    candidates.push({ layout, score: agreementOf(grey, projection, probes.timing, sign) });
  }
  candidates.sort((x, y) => y.score - x.score);
  const grids: Grid[] = [];
  for (const { layout, score } of candidates.slice(0, 2)) {
    if (score < leastTiming) continue;
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
  if (probes.corner.length > 0) quad = findCorner(grey, layout, modules, quad, sign, module);
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
  return { layout, projection: projectionBetween(modules, quad), agreement };
}
