/**
 * Which three finder patterns may belong to one code. Pure; runs in the scan worker and under Node.
 * The rule: proposals are cheap and ordered, likeliest first; nothing is sampled here.
 */
import type { Finder } from './finder-patterns.ts';

export interface Proposal {
  readonly topLeft: Finder;
  readonly topRight: Finder;
  readonly bottomLeft: Finder;
  /** Modules a side by the distances; the true size is near. */
  readonly sizeGuess: number;
  /** 0 is a perfect right angle with equal legs and equal finders. */
  readonly cost: number;
}

const MOST_FINDERS = 64;

/**
 * Proposals among finders of one polarity, at most `mostProposals`. Top right and bottom left are in reading order,
 * as a code that is not mirrored has them.
 */
export function proposeCodes(finders: readonly Finder[], mostProposals: number): readonly Proposal[] {
  const proposals: Proposal[] = [];
  const strongest = [...finders].sort((a, b) => b.score - a.score).slice(0, MOST_FINDERS);
  const sorted = strongest.sort((a, b) => a.module - b.module);
  for (const [i, a] of sorted.entries())
    for (let j = i + 1; j < sorted.length; j++) {
      const b = sorted[j] as Finder;
      if (b.module > a.module * 2) break;
      if (!areApart(a, b)) continue;
      for (let k = j + 1; k < sorted.length; k++) {
        const c = sorted[k] as Finder;
        if (c.module > a.module * 2) break;
        if (!areApart(a, c)) continue;
        const proposal = judge(a, b, c);
        if (proposal) proposals.push(proposal);
      }
    }
  return proposals.sort((a, b) => a.cost - b.cost).slice(0, mostProposals);
}

const MOST_PAIRS = 30;

/**
 * Proposals where one of the three finders was not seen (covered, damaged, in shade): two are enough to say where
 * the third would be in a code that is seen from the front. Six for each pair: side or diagonal, either way round.
 */
export function proposeFromPairs(finders: readonly Finder[]): readonly Proposal[] {
  const pairs: (readonly [Finder, Finder])[] = [];
  for (const [i, a] of finders.entries())
    for (const b of finders.slice(i + 1)) {
      const isAlike = Math.max(a.module, b.module) < Math.min(a.module, b.module) * 1.5;
      if (isAlike && areApart(a, b)) pairs.push([a, b]);
    }
  pairs.sort(([a, b], [c, d]) => c.score + d.score - a.score - b.score);
  return pairs.slice(0, MOST_PAIRS).flatMap(([a, b]) => {
    const dx = b.x - a.x;
    const dy = b.y - a.y;
    const at = (x: number, y: number): Finder => ({ ...a, x, y, score: 0 });
    const side = Math.hypot(dx, dy) / ((a.module + b.module) / 2);
    const make = (topLeft: Finder, topRight: Finder, bottomLeft: Finder, distance: number): Proposal => ({
      topLeft,
      topRight,
      bottomLeft,
      sizeGuess: distance + 7,
      cost: 1,
    });
    const all = [
      make(a, b, at(a.x - dy, a.y + dx), side),
      make(a, at(a.x + dy, a.y - dx), b, side),
      make(b, a, at(b.x + dy, b.y - dx), side),
      make(b, at(b.x - dy, b.y + dx), a, side),
      make(at((a.x + b.x + dy) / 2, (a.y + b.y - dx) / 2), b, a, side / Math.SQRT2),
      make(at((a.x + b.x - dy) / 2, (a.y + b.y + dx) / 2), a, b, side / Math.SQRT2),
    ];
    return all.filter(({ sizeGuess }) => sizeGuess > 17 && sizeGuess < 190);
  });
}

/** As far apart as two finders of one code can be: 14 modules in version 1, 240 across version 40. */
function areApart(a: Finder, b: Finder): boolean {
  const distance = square(a.x - b.x, a.y - b.y);
  return distance > square(9 * a.module, 0) && distance < square(280 * a.module, 0);
}

const square = (x: number, y: number): number => x * x + y * y;

function judge(a: Finder, b: Finder, c: Finder): Proposal | null {
  const least = Math.min(a.module, b.module, c.module);
  const most = Math.max(a.module, b.module, c.module);
  const ab = square(a.x - b.x, a.y - b.y);
  const bc = square(b.x - c.x, b.y - c.y);
  const ca = square(c.x - a.x, c.y - a.y);
  // The corner is opposite the longest side.
  if (bc >= ab && bc >= ca) return judgeLegs(a, b, c, ab, ca, bc, least, most);
  if (ca >= ab) return judgeLegs(b, c, a, bc, ab, ca, least, most);
  return judgeLegs(c, a, b, ca, bc, ab, least, most);
}

/** `oneLeg`, `twoLeg` and `longest` are squares of distances: corner to one, corner to two, one to two. */
function judgeLegs(
  corner: Finder,
  one: Finder,
  two: Finder,
  oneLeg: number,
  twoLeg: number,
  longest: number,
  least: number,
  most: number,
): Proposal | null {
  if (oneLeg > twoLeg * 4 || twoLeg > oneLeg * 4) return null;
  // 14 modules between centres in version 1, 170 in version 40; halved and doubled for slant.
  if (Math.max(oneLeg, twoLeg) < square(10 * least, 0) || Math.min(oneLeg, twoLeg) > square(190 * most, 0))
    return null;
  const product = Math.sqrt(oneLeg * twoLeg);
  const cosine = Math.abs(oneLeg + twoLeg - longest) / (2 * product);
  if (cosine > 0.6) return null;
  const u = Math.sqrt(oneLeg);
  const v = Math.sqrt(twoLeg);
  const sizeGuess = (1.5 * (u + v)) / (corner.module + one.module + two.module) + 7;
  if (sizeGuess < 17 || sizeGuess > 210) return null;
  const isClockwise = (one.x - corner.x) * (two.y - corner.y) - (one.y - corner.y) * (two.x - corner.x) > 0;
  const legs = Math.max(u, v) / Math.min(u, v);
  return {
    topLeft: corner,
    topRight: isClockwise ? one : two,
    bottomLeft: isClockwise ? two : one,
    sizeGuess,
    cost: (legs - 1) * 2 + cosine * 3 + (most / least - 1) * 2 + sizeGuess / 200,
  };
}
