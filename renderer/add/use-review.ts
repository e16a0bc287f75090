/**
 * The review that is open: what was found so far, with a small picture of each code. Runs in the page.
 * The rule: a found text goes to the vault process and is dropped; the pictures, which show the same secret, are
 * closed with the review.
 */
import { startTransition, useCallback, useRef, useState } from 'react';
import type { FailureCode, Review } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { TEXT_LENGTH_MAX, TEXTS_MAX } from './authenticator-links.ts';
import type { Decisions, ReviewOrigin } from './choices.ts';
import type { Find } from './look.ts';

export interface ShownReview {
  readonly review: Review;
  readonly origin: ReviewOrigin;
  /** What else there is to tell: files that could not be read. */
  readonly remarks: readonly string[];
  /** By `source`: where each text was; null for texts that were in no picture. */
  readonly cutOuts: readonly (ImageBitmap | null)[];
  readonly made: Decisions;
}

export interface OpenReview {
  readonly shown: ShownReview | null;
  /** Shows a review that began elsewhere, or goes on with the one that is open. */
  readonly show: (review: Review, origin: ReviewOrigin, remarks?: readonly string[]) => void;
  /** Has texts reviewed, in the open review or a new one. Many calls in a row make few calls to the vault process. */
  readonly take: (finds: readonly Find[]) => void;
  /** Resolves when all that was taken is in the review. */
  readonly settled: () => Promise<void>;
  readonly remark: (remarks: readonly string[]) => void;
  readonly decide: (made: Decisions) => void;
  /** Ends the review here; `isDone` when the vault process has ended it already. */
  readonly close: (isDone: boolean) => void;
  /** The review as it is now, for what runs between two drawings. */
  readonly current: () => ShownReview | null;
}

/** From this many texts on, those that come within the pause (milliseconds) are reviewed together. */
const MANY = 10;
const PAUSE_MS = 250;

const discard = (reviewId: string) => void authenticator.accounts.discardReview({ reviewId });

export function useReview(onFailure: (code: FailureCode) => void): OpenReview {
  const [shown, setShown] = useState<ShownReview | null>(null);
  const now = useRef<ShownReview | null>(null);
  const waiting = useRef<Find[]>([]);
  const work = useRef<Promise<void> | null>(null);
  /** Counts the reviews closed: an answer that comes after its review was closed belongs to none. */
  const closed = useRef(0);

  const put = useCallback((next: ShownReview | null) => {
    now.current = next;
    setShown(next);
  }, []);
  /** While a scan runs, what is found is drawn in slices between which the page stays free for typing. */
  const putFound = useCallback((next: ShownReview) => {
    now.current = next;
    startTransition(() => setShown(next));
  }, []);

  const show = useCallback(
    (review: Review, origin: ReviewOrigin, remarks: readonly string[] = []) => {
      const before = now.current;
      const isSame = before?.review.reviewId === review.reviewId;
      if (before && !isSame) closeAll(before.cutOuts);
      put({
        review,
        origin,
        remarks,
        cutOuts: isSame ? before.cutOuts : [],
        made: isSame ? before.made : {},
      });
    },
    [put],
  );

  const close = useCallback(
    (isDone: boolean) => {
      closed.current += 1;
      for (const { cutOut } of waiting.current.splice(0)) cutOut?.close();
      const before = now.current;
      if (!before) return;
      put(null);
      closeAll(before.cutOuts);
      if (!isDone) discard(before.review.reviewId);
    },
    [put],
  );

  const reviewWaiting = useCallback(async () => {
    while (waiting.current.length > 0) {
      // A sheet of hundreds of codes is drawn a few times and not once for each.
      if ((now.current?.cutOuts.length ?? 0) > MANY)
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      const finds = waiting.current.splice(0, TEXTS_MAX);
      const count = closed.current;
      const open = now.current;
      const result = await authenticator.accounts.review({
        reviewId: open?.review.reviewId ?? null,
        texts: finds.map(({ text }) => text.slice(0, TEXT_LENGTH_MAX)),
      });
      const cutOuts = finds.map(({ cutOut }) => cutOut);
      if (closed.current !== count) {
        closeAll(cutOuts);
        if (result.ok && !open) discard(result.value.reviewId);
        continue;
      }
      if (!result.ok) {
        closeAll(cutOuts);
        onFailure(result.code);
        return;
      }
      const before = now.current;
      putFound({
        review: result.value,
        origin: before?.origin ?? 'found',
        remarks: before?.remarks ?? [],
        cutOuts: [...(before?.cutOuts ?? []), ...cutOuts],
        made: before?.made ?? {},
      });
    }
  }, [onFailure, putFound]);

  const take = useCallback(
    (finds: readonly Find[]) => {
      waiting.current.push(...finds);
      const start = () => {
        work.current ??= reviewWaiting().finally(() => {
          work.current = null;
          // What came between the last look at the list and this moment.
          if (waiting.current.length > 0) start();
        });
      };
      start();
    },
    [reviewWaiting],
  );

  const change = useCallback(
    (part: Partial<ShownReview>) => {
      if (now.current) put({ ...now.current, ...part });
    },
    [put],
  );

  const remark = useCallback((remarks: readonly string[]) => change({ remarks }), [change]);
  const decide = useCallback((made: Decisions) => change({ made }), [change]);
  const settled = useCallback(async () => {
    while (work.current) await work.current;
  }, []);
  const current = useCallback(() => now.current, []);

  return { shown, show, take, settled, remark, decide, close, current };
}

function closeAll(cutOuts: readonly (ImageBitmap | null)[]): void {
  for (const cutOut of cutOuts) cutOut?.close();
}
