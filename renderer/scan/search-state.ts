/**
 * What one search has found, what it could not read, and how long it may go on. Runs in the worker and under Node.
 * The rule: a code is announced once, the moment it is read, however often it is seen.
 */
import { isInside } from './geometry.ts';
import type { Corners, FoundCode, Point, ScanHint } from './picture.ts';

interface Likely {
  readonly corners: Corners;
  readonly reason: ScanHint;
}

/** While new codes come, the search goes on this long (milliseconds) after each, */
const EXTRA_MS = 1500;
/** up to so many times the budget: a sheet of hundreds is found whole on a slow machine, too. */
const MOST_BUDGETS = 4;

export class SearchState {
  private readonly found: FoundCode[] = [];
  private endMs: number;
  private readonly lastMs: number;
  private readonly announce: (code: FoundCode) => void;
  private readonly isCancelled: () => boolean;
  private likely: Likely[] = [];
  /** Pixels of a module where there were more finder patterns than could be looked at together. */
  crowdModule: number | null = null;

  constructor(budgetMs: number, announce: (code: FoundCode) => void, isCancelled: () => boolean) {
    this.endMs = performance.now() + budgetMs;
    this.lastMs = this.endMs + (MOST_BUDGETS - 1) * budgetMs;
    this.announce = announce;
    this.isCancelled = isCancelled;
  }

  isOver(): boolean {
    return performance.now() > this.endMs || this.isCancelled();
  }

  add(code: FoundCode): void {
    const isNew = !this.found.some(({ text }) => text === code.text);
    this.found.push(code);
    if (!isNew) return;
    this.endMs = Math.max(this.endMs, Math.min(this.lastMs, performance.now() + EXTRA_MS));
    this.announce(code);
  }

  /** Each text once, where it was read first. */
  get codes(): readonly FoundCode[] {
    return this.found.filter(({ text }, i) => this.found.findIndex((other) => other.text === text) === i);
  }

  /** True for a point of the picture inside a code that was read. */
  isTaken(point: Point): boolean {
    return this.found.some((code) => isInside(code.corners, point, 1.05));
  }

  /** Remembers a place that looks like a code, and why it may not have been read. */
  addLikely(corners: Corners, reason: ScanHint): void {
    if (!this.likely.some((known) => overlap(known.corners, corners))) this.likely.push({ corners, reason });
  }

  /** Places that look like a code and are still not read. */
  get unread(): readonly Corners[] {
    this.likely = this.likely.filter(({ corners }) => !this.isTaken(middle(corners)));
    return this.likely.map(({ corners }) => corners);
  }

  /** What to tell about places that were not read. */
  get hints(): readonly ScanHint[] {
    if (this.unread.length === 0) return this.isOver() ? ['out-of-time'] : [];
    const reasons = new Set(this.likely.map(({ reason }) => reason));
    return this.isOver() ? [...reasons, 'out-of-time'] : [...reasons];
  }

  /** Time is up, or something was read and nothing that looks like a code is left. */
  isDone(): boolean {
    return this.isOver() || (this.found.length > 0 && this.unread.length === 0);
  }
}

function middle(corners: Corners): Point {
  return {
    x: (corners[0].x + corners[1].x + corners[2].x + corners[3].x) / 4,
    y: (corners[0].y + corners[1].y + corners[2].y + corners[3].y) / 4,
  };
}

function overlap(a: Corners, b: Corners): boolean {
  const size = Math.hypot(a[2].x - a[0].x, a[2].y - a[0].y);
  const other = Math.hypot(b[2].x - b[0].x, b[2].y - b[0].y);
  const p = middle(a);
  const q = middle(b);
  return Math.hypot(p.x - q.x, p.y - q.y) < size * 0.15 && size < other * 1.3 && other < size * 1.3;
}
