/**
 * Projective maps between module coordinates and picture pixels. Pure; runs in the scan worker and under Node.
 * The rule: pixel coordinates name pixel centres at whole numbers; module coordinates name module edges at whole
 * numbers, so the centre of the first module is (0.5, 0.5).
 */
import type { Point } from './picture.ts';

export type NineNumbers = readonly [number, number, number, number, number, number, number, number, number];

/** Row-major 3 × 3 with the last number 1 (up to scale). */
export type Projection = readonly number[];

export function apply(p: Projection, u: number, v: number): Point {
  const [a, b, c, d, e, f, g, h, i] = p as NineNumbers;
  const w = g * u + h * v + i;
  return { x: (a * u + b * v + c) / w, y: (d * u + e * v + f) / w };
}

/** The projection of the unit square onto four points (top left, top right, bottom right, bottom left). */
function fromUnitSquare(points: readonly [Point, Point, Point, Point]): number[] {
  const [p0, p1, p2, p3] = points;
  const dx1 = p1.x - p2.x;
  const dx2 = p3.x - p2.x;
  const dx3 = p0.x - p1.x + p2.x - p3.x;
  const dy1 = p1.y - p2.y;
  const dy2 = p3.y - p2.y;
  const dy3 = p0.y - p1.y + p2.y - p3.y;
  const determinant = dx1 * dy2 - dx2 * dy1 || 1e-9;
  const g = (dx3 * dy2 - dx2 * dy3) / determinant;
  const h = (dx1 * dy3 - dx3 * dy1) / determinant;
  return [
    p1.x - p0.x + g * p1.x,
    p3.x - p0.x + h * p3.x,
    p0.x,
    p1.y - p0.y + g * p1.y,
    p3.y - p0.y + h * p3.y,
    p0.y,
    g,
    h,
    1,
  ];
}

function multiply(a: readonly number[], b: readonly number[]): number[] {
  const result: number[] = [];
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++) {
      let sum = 0;
      for (let k = 0; k < 3; k++) sum += (a[row * 3 + k] as number) * (b[k * 3 + column] as number);
      result.push(sum);
    }
  return result;
}

function adjugate(m: readonly number[]): number[] {
  const [a, b, c, d, e, f, g, h, i] = m as NineNumbers;
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
}

/** The projection that takes each of four module points to its pixel. */
export function projectionBetween(
  modules: readonly [Point, Point, Point, Point],
  pixels: readonly [Point, Point, Point, Point],
): Projection {
  const m = multiply(fromUnitSquare(pixels), adjugate(fromUnitSquare(modules)));
  const scale = (m[8] as number) || 1e-12;
  return m.map((value) => value / scale);
}

/** True when a point is inside a convex quadrilateral grown about its middle by a factor. */
export function isInside(corners: readonly [Point, Point, Point, Point], point: Point, grow = 1): boolean {
  const cx = (corners[0].x + corners[1].x + corners[2].x + corners[3].x) / 4;
  const cy = (corners[0].y + corners[1].y + corners[2].y + corners[3].y) / 4;
  const px = cx + (point.x - cx) / grow;
  const py = cy + (point.y - cy) / grow;
  let sign = 0;
  for (let i = 0; i < 4; i++) {
    const a = corners[i] as Point;
    const b = corners[(i + 1) & 3] as Point;
    const cross = (b.x - a.x) * (py - a.y) - (b.y - a.y) * (px - a.x);
    if (cross === 0) continue;
    if (sign !== 0 && Math.sign(cross) !== sign) return false;
    sign = Math.sign(cross);
  }
  return true;
}
