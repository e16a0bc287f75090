/**
 * A list of 10,000 accounts in the real app: what a key in the search and a frame of scrolling take. Runs in the bench.
 * The rule: a round's figure is the 95th percentile of all its keys or frames, so that no slow one hides among many.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { asSamples, type Figure, ownFigure, percentile } from './figures.ts';
import type { MeasuredApp } from './measured-app.ts';

export const LONG_LIST_COUNT = 10_000;
const KEY_MAX_MS = 16;
const FRAME_MAX_MS = 33;
const SHARE = 0.95;
/** What unlocking leaves to be made ready has come to rest by then. */
const SETTLE_MS = 3000;
/** Words that leave many, few and no accounts, and the way back to all of them. */
const TYPED = 'github<<<<<<person-1234<<<<<<<<<<<proton 77<<<<<<<<<zzyx<<<<';
/** Some five rows a frame: a wheel that is turned fast. */
const SCROLLING = { frames: 240, pixels: 350 } as const;

export interface LongListRound {
  readonly keyMs: number;
  readonly keyTotalMs: number;
  readonly frameMs: number;
}

/** @param app whose vault of LONG_LIST_COUNT accounts is open */
export async function measureLongList(app: MeasuredApp): Promise<LongListRound> {
  await wait(SETTLE_MS);
  const frames = await app.scroll(SCROLLING);
  const keys = await app.search(TYPED);
  return {
    keyMs: percentile(asSamples(keys.map(({ workMs }) => workMs)), SHARE),
    keyTotalMs: percentile(asSamples(keys.map(({ totalMs }) => totalMs)), SHARE),
    frameMs: percentile(asSamples(frames), SHARE),
  };
}

export function longListFigures(rounds: readonly LongListRound[]): readonly Figure[] {
  const own = (name: string, pick: (round: LongListRound) => number, below: number | null) =>
    ownFigure(
      { name: `${name}, ${LONG_LIST_COUNT} accounts, p95`, unit: 'ms', ours: asSamples(rounds.map(pick)) },
      below,
    );
  return [
    own('Key to the painted search', ({ keyMs }) => keyMs, KEY_MAX_MS),
    own('The same with the wait for a refresh', ({ keyTotalMs }) => keyTotalMs, null),
    own('Frame while scrolling', ({ frameMs }) => frameMs, FRAME_MAX_MS),
  ];
}
