/**
 * Watch mode: looks at the screen again every second until a code shows that was not there before, or a minute is over.
 * Runs in the page. The rule: no text of a code is kept between two looks, only its SHA-256.
 */
import type { DisplayPicture, FailureCode, Result, Review } from '../../electron/ipc/contract.ts';

export const WATCH_SECONDS = 60;
const LOOK_EVERY_MS = 1000;

export type WatchEnd =
  | { readonly kind: 'found' }
  | { readonly kind: 'over' }
  | { readonly kind: 'failed'; readonly code: FailureCode };

export interface Watcher {
  readonly capture: () => Promise<Result<readonly DisplayPicture[]>>;
  /** The texts of the codes in these pictures. */
  readonly read: (pictures: readonly DisplayPicture[], signal: AbortSignal) => Promise<readonly string[]>;
  /** Reviews texts and drops the review; only its answer counts here. */
  readonly review: (texts: readonly string[]) => Promise<Result<Review>>;
  /** Milliseconds, of a clock that nobody sets. */
  readonly nowMs: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onSecondsLeft: (seconds: number) => void;
}

/** Whether a review holds something to do: an account that the vault has not, or a part of a larger export. */
const isWanted = ({ candidates, batches, paper }: Review) =>
  paper.some(({ state }) => state !== 'opened') ||
  candidates.some(({ state }) => state !== 'same') ||
  batches.some(({ missing }) => missing.length > 0);

async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Watches. Codes at the first look count as there already, unless the vault could use them; after that any code that
 * was not seen before ends the watch, whatever it holds.
 * @param signal ends the watch; the promise then rejects with its reason.
 */
export async function watchScreen(watcher: Watcher, signal: AbortSignal): Promise<WatchEnd> {
  const endMs = watcher.nowMs() + WATCH_SECONDS * 1000;
  const seen = new Set<string>();
  for (let look = 0; ; look += 1) {
    const beginMs = watcher.nowMs();
    watcher.onSecondsLeft(Math.max(0, Math.ceil((endMs - beginMs) / 1000)));
    if (beginMs >= endMs) return { kind: 'over' };
    const captured = await watcher.capture();
    signal.throwIfAborted();
    if (!captured.ok) return { kind: 'failed', code: captured.code };
    const fresh: string[] = [];
    for (const text of await watcher.read(captured.value, signal)) {
      const digest = await digestOf(text);
      if (!seen.has(digest)) fresh.push(text);
      seen.add(digest);
    }
    if (fresh.length > 0) {
      if (look > 0) return { kind: 'found' };
      const review = await watcher.review(fresh);
      if (!review.ok) return { kind: 'failed', code: review.code };
      if (isWanted(review.value)) return { kind: 'found' };
    }
    await watcher.wait(Math.max(0, beginMs + LOOK_EVERY_MS - watcher.nowMs()), signal);
    signal.throwIfAborted();
  }
}
