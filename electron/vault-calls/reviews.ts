/**
 * The reviews that are open: what was found and waits for "Add". Runs in the vault process.
 * The rule: the secrets of a review stay here; the page gets names, parameters and ids.
 */
import { randomUUID } from 'node:crypto';
import type { LeftOutEntry, Review } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import type { ReviewBatch, ReviewState } from '../otp/review.ts';
import { reviewView } from '../otp/review-view.ts';
import type { OpenVault } from '../vault/format.ts';
import type { OpenedBy } from '../vault/session.ts';
import { type PaperProgress, paperView } from './paper-review.ts';

/** A page has one sheet open; the others are exports whose missing codes are waited for. The oldest gives way. */
const REVIEWS_MAX = 8;

const isUnfinished = ({ size, seenIndexes }: ReviewBatch) => seenIndexes.length < size;

export interface OpenReview {
  readonly state: ReviewState;
  /** Entries of another app's file that are no candidates. */
  readonly leftOut?: readonly LeftOutEntry[];
  /** Paper vaults of which codes were among the texts. */
  readonly paper?: readonly PaperProgress[];
  /** The backup that the candidates came from, kept to be restored whole; null for texts and forms. */
  readonly backup: (OpenVault & { readonly openedBy: OpenedBy }) | null;
}

export interface Reviews {
  readonly open: (review: OpenReview) => Review;
  readonly update: (reviewId: string, review: OpenReview) => Review;
  /** @throws CodedError `review-missing`. */
  readonly get: (reviewId: string) => OpenReview;
  /** The review of an export that waits for one of these QR codes; null when there is none. */
  readonly waitingFor: (pages: readonly ReviewBatch[]) => string | null;
  readonly close: (reviewId: string) => void;
  /** After Add: an export with codes missing is there again, to be gone on with; what is whole stays closed. */
  readonly keepUnfinished: (reviewId: string, review: OpenReview) => void;
}

export function createReviews(): Reviews {
  const reviews = new Map<string, OpenReview>();

  const update = (reviewId: string, review: OpenReview): Review => {
    reviews.set(reviewId, review);
    const [oldest] = reviews.keys();
    if (reviews.size > REVIEWS_MAX && oldest !== undefined) reviews.delete(oldest);
    const { state, leftOut = [], paper = [] } = review;
    return { ...reviewView(reviewId, state), leftOut, paper: paper.map(paperView) };
  };

  return {
    open: (review) => update(randomUUID(), review),
    update,
    get(reviewId) {
      const review = reviews.get(reviewId);
      if (!review) throw new CodedError('review-missing');
      return review;
    },
    waitingFor(pages) {
      const isWaiting = ({ state }: OpenReview) =>
        state.batches.some(
          (batch) =>
            isUnfinished(batch) && pages.some(({ id, size }) => id === batch.id && size === batch.size),
        );
      return [...reviews].find(([, review]) => isWaiting(review))?.[0] ?? null;
    },
    close: (reviewId) => void reviews.delete(reviewId),
    keepUnfinished(reviewId, review) {
      if (review.state.batches.some(isUnfinished)) update(reviewId, review);
    },
  };
}
