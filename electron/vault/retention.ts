/**
 * Which of many dated copies stay: the last few, and one of each of the last days, weeks and months. Pure.
 * The rule: the newest copy always stays, and a copy stays for any one of the reasons.
 */

/** How many of each; 0 none. */
export interface Retention {
  readonly last: number;
  readonly days: number;
  readonly weeks: number;
  readonly months: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** 1970-01-01 was a Thursday; weeks begin on Mondays. */
const EPOCH_WEEKDAY = 3;

/** The times (Unix milliseconds) of the copies that stay. Days, weeks and months are of UTC, and those that have a copy count. */
export function keptTimes(timesMs: readonly number[], retention: Retention): ReadonlySet<number> {
  const newestFirst = timesMs.toSorted((left, right) => right - left);
  const day = (ms: number) => Math.floor(ms / DAY_MS);
  const month = (ms: number) => new Date(ms).toISOString().slice(0, 7);
  return new Set([
    ...newestFirst.slice(0, Math.max(1, retention.last)),
    ...newestOfEach(newestFirst, day, retention.days),
    ...newestOfEach(newestFirst, (ms) => Math.floor((day(ms) + EPOCH_WEEKDAY) / 7), retention.weeks),
    ...newestOfEach(newestFirst, month, retention.months),
  ]);
}

function newestOfEach(
  newestFirst: readonly number[],
  spanOf: (ms: number) => number | string,
  count: number,
): readonly number[] {
  const newest = new Map<number | string, number>();
  for (const ms of newestFirst) if (!newest.has(spanOf(ms))) newest.set(spanOf(ms), ms);
  return [...newest.values()].slice(0, count);
}

/** A time as part of a file's name: `20260102T030405Z`. */
export function stampOf(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** The time of a stamp in Unix milliseconds; null when it is none. */
export function timeOfStamp(stamp: string): number | null {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(ms) ? null : ms;
}
