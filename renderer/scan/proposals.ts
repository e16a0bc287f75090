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

const MOST_FINDERS = 48;
const MOST_PROPOSALS = 60;

/** Proposals among finders of one polarity. Top right and bottom left are in reading order, never mirrored. */
export function proposeCodes(finders: readonly Finder[]): readonly Proposal[] {
  const proposals: Proposal[] = [];
  const strongest = [...finders].sort((a, b) => b.score - a.score).slice(0, MOST_FINDERS);
  for (let i = 0; i < strongest.length; i++)
    for (let j = i + 1; j < strongest.length; j++)
      for (let k = j + 1; k < strongest.length; k++) {
        const proposal = judge(strongest[i] as Finder, strongest[j] as Finder, strongest[k] as Finder);
        if (proposal) proposals.push(proposal);
      }
  return proposals.sort((a, b) => a.cost - b.cost).slice(0, MOST_PROPOSALS);
}

function judge(a: Finder, b: Finder, c: Finder): Proposal | null {
  const least = Math.min(a.module, b.module, c.module);
  const most = Math.max(a.module, b.module, c.module);
  if (most > least * 2) return null;
  const ab = Math.hypot(a.x - b.x, a.y - b.y);
  const bc = Math.hypot(b.x - c.x, b.y - c.y);
  const ca = Math.hypot(c.x - a.x, c.y - a.y);
  // The corner is opposite the longest side.
  const [corner, one, two] = bc >= ab && bc >= ca ? [a, b, c] : ca >= ab ? [b, c, a] : [c, a, b];
  const ux = one.x - corner.x;
  const uy = one.y - corner.y;
  const vx = two.x - corner.x;
  const vy = two.y - corner.y;
  const u = Math.hypot(ux, uy);
  const v = Math.hypot(vx, vy);
  const legs = Math.max(u, v) / Math.min(u, v);
  if (legs > 2) return null;
  const cosine = Math.abs((ux * vx + uy * vy) / (u * v));
  if (cosine > 0.6) return null;
  const module = (a.module + b.module + c.module) / 3;
  const sizeGuess = (u + v) / 2 / module + 7;
  if (sizeGuess < 17 || sizeGuess > 210) return null;
  const isClockwise = ux * vy - uy * vx > 0;
  const cost = (legs - 1) * 2 + cosine * 3 + (most / least - 1) * 2 + sizeGuess / 200;
  return {
    topLeft: corner,
    topRight: isClockwise ? one : two,
    bottomLeft: isClockwise ? two : one,
    sizeGuess,
    cost,
  };
}
