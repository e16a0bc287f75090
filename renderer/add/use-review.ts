/**
 * The review that is open: what was found so far, with a small picture of each code. Runs in the page.
 * The rule: a found text goes to the vault process and is dropped; the pictures, which show the same secret, are
 * closed with the review. An export with codes missing waits in the vault process, to be gone on with.
 */
import { startTransition, useCallback, useRef, useState } from 'react';
import type { FailureCode, Review } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { TEXT_LENGTH_MAX, TEXTS_MAX } from './authenticator-links.ts';
import type { Decisions, ReviewOrigin } from './choices.ts';
import type { Find } from './look.ts';
import { type Unfinished, type UnfinishedExports, useUnfinished } from './unfinished.tsx';

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
  /** Ends the review here: `added`, the vault process has ended it; `kept`, what is unfinished waits; or discarded. */
  readonly close: (how: Leaving) => void;
  /** Exports that wait for their missing codes. */
  readonly unfinished: readonly Unfinished[];
  readonly goOn: (unfinished: Unfinished) => void;
  readonly discard: (unfinished: Unfinished) => void;
  /** The review as it is now, for what runs between two drawings. */
  readonly current: () => ShownReview | null;
}

/** From this many texts on, those that come within the pause (milliseconds) are reviewed together. */
const MANY = 10;
const PAUSE_MS = 250;

const discard = (reviewId: string) => void authenticator.accounts.discardReview({ reviewId });

/** One `null` for each text of a review whose pictures are gone. */
const noPictures = ({ textCount }: Unfinished): readonly null[] => Array<null>(textCount).fill(null);

type Leaving = 'added' | 'kept' | 'discarded';

/** Closes a review's pictures; an unfinished export is put aside, everything else that is not added is dropped. */
function leave({ review, origin, cutOuts }: ShownReview, { keep }: UnfinishedExports, how: Leaving): void {
  for (const cutOut of cutOuts) cutOut?.close();
  const isKept = how !== 'discarded' && keep(review, origin, cutOuts.length);
  if (!isKept && how !== 'added') discard(review.reviewId);
}

export function useReview(onFailure: (code: FailureCode) => void): OpenReview {
  const [shown, setShown] = useState<ShownReview | null>(null);
  const now = useRef<ShownReview | null>(null);
  const waiting = useRef<Find[]>([]);
  const work = useRef<Promise<void> | null>(null);
  /** Counts the reviews closed: an answer that comes after its review was closed belongs to none. */
  const closed = useRef(0);

  const unfinished = useUnfinished();

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
      if (before && !isSame) leave(before, unfinished, 'kept');
      put({
        review,
        origin,
        remarks,
        cutOuts: isSame ? before.cutOuts : [],
        made: isSame ? before.made : {},
      });
    },
    [put, unfinished],
  );

  const close = useCallback(
    (how: Leaving) => {
      closed.current += 1;
      for (const { cutOut } of waiting.current.splice(0)) cutOut?.close();
      const before = now.current;
      if (!before) return;
      put(null);
      leave(before, unfinished, how);
    },
    [put, unfinished],
  );

  const reviewWaiting = useCallback(async () => {
    while (waiting.current.length > 0) {
      // A sheet of hundreds of codes is drawn a few times and not once for each.
      if ((now.current?.cutOuts.length ?? 0) > MANY)
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      const finds = waiting.current.splice(0, TEXTS_MAX);
      const count = closed.current;
      const open = now.current;
      const texts = finds.map(({ text }) => text.slice(0, TEXT_LENGTH_MAX));
      const reviewId = open?.review.reviewId ?? null;
      const result = await authenticator.accounts.review({ reviewId, texts });
      const cutOuts = finds.map(({ cutOut }) => cutOut);
      if (closed.current !== count) {
        closeAll(cutOuts);
        if (result.ok && !open && !unfinished.has(result.value.reviewId)) discard(result.value.reviewId);
        continue;
      }
      if (now.current?.review.reviewId !== open?.review.reviewId) {
        // Another review was shown meanwhile: what was found belongs into that one.
        if (result.ok && !open && !unfinished.has(result.value.reviewId)) discard(result.value.reviewId);
        waiting.current.unshift(...finds);
        continue;
      }
      if (!result.ok) {
        closeAll(cutOuts);
        onFailure(result.code);
        return;
      }
      const before = now.current;
      // A code that an export put aside was waiting for: the vault process went on with that one.
      const resumed = before ? null : unfinished.take(result.value.reviewId);
      putFound({
        review: result.value,
        origin: (before ?? resumed)?.origin ?? 'found',
        remarks: before?.remarks ?? [],
        cutOuts: [...(before?.cutOuts ?? (resumed ? noPictures(resumed) : [])), ...cutOuts],
        made: before?.made ?? {},
      });
    }
  }, [onFailure, putFound, unfinished]);

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

  const remark = useCallback(
    (remarks: readonly string[]) => {
      if (now.current) putFound({ ...now.current, remarks });
    },
    [putFound],
  );
  const decide = useCallback((made: Decisions) => change({ made }), [change]);
  const settled = useCallback(async () => {
    while (work.current) await work.current;
  }, []);
  const current = useCallback(() => now.current, []);

  const goOn = useCallback(
    async (waiting: Unfinished) => {
      unfinished.take(waiting.reviewId);
      const { reviewId, origin } = waiting;
      const result = await authenticator.accounts.review({ reviewId, texts: [] });
      if (!result.ok) onFailure(result.code);
      else put({ review: result.value, origin, remarks: [], cutOuts: noPictures(waiting), made: {} });
    },
    [unfinished, put, onFailure],
  );
  const drop = useCallback(
    ({ reviewId }: Unfinished) => {
      unfinished.take(reviewId);
      discard(reviewId);
    },
    [unfinished],
  );

  return {
    ...{ shown, show, take, settled, remark, decide, close, current },
    ...{ unfinished: unfinished.all, goOn, discard: drop },
  };
}

function closeAll(cutOuts: readonly (ImageBitmap | null)[]): void {
  for (const cutOut of cutOuts) cutOut?.close();
}
