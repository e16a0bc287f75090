/**
 * Exports of which some QR codes are still to come, told above the codes after their sheet was closed. Runs in the page.
 * The rule: what was read waits in the vault process, until it locks or the person discards it; the page keeps no
 * more than which numbers are missing.
 */
import { type ReactElement, useCallback, useMemo, useRef, useState } from 'react';
import type { BatchView, Review } from '../../electron/ipc/contract.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { batchText } from './batch.tsx';
import type { ReviewOrigin } from './choices.ts';

export interface Unfinished {
  readonly reviewId: string;
  readonly origin: ReviewOrigin;
  /** Those with codes missing. */
  readonly batches: readonly BatchView[];
  /** How many texts the review was given: the `source` of its next one. */
  readonly textCount: number;
}

export interface UnfinishedExports {
  readonly all: readonly Unfinished[];
  /** Puts a review aside; false when nothing of it is missing. */
  readonly keep: (review: Review, origin: ReviewOrigin, textCount: number) => boolean;
  readonly has: (reviewId: string) => boolean;
  /** Takes a review out again; null when it was not put aside. */
  readonly take: (reviewId: string) => Unfinished | null;
}

const unfinishedOf = ({ batches }: Review) => batches.filter(({ missing }) => missing.length > 0);

export const isUnfinished = (review: Review): boolean => unfinishedOf(review).length > 0;

export function useUnfinished(): UnfinishedExports {
  const [all, setAll] = useState<readonly Unfinished[]>([]);
  /** As it is now, for what runs between two drawings. */
  const now = useRef(all);
  const put = useCallback((next: readonly Unfinished[]) => {
    now.current = next;
    setAll(next);
  }, []);
  const has = useCallback((wanted: string) => now.current.some(({ reviewId }) => reviewId === wanted), []);
  const take = useCallback(
    (wanted: string) => {
      const taken = now.current.find(({ reviewId }) => reviewId === wanted) ?? null;
      if (taken) put(now.current.filter((each) => each !== taken));
      return taken;
    },
    [put],
  );
  const keep = useCallback<UnfinishedExports['keep']>(
    (review, origin, textCount) => {
      const batches = unfinishedOf(review);
      const { reviewId } = review;
      if (batches.length > 0) put([...now.current, { reviewId, origin, batches, textCount }]);
      return batches.length > 0;
    },
    [put],
  );
  return useMemo(() => ({ all, keep, has, take }), [all, keep, has, take]);
}

export interface UnfinishedNoticesProps {
  readonly all: readonly Unfinished[];
  readonly onContinue: (unfinished: Unfinished) => void;
  readonly onDiscard: (unfinished: Unfinished) => void;
}

export function UnfinishedNotices({ all, onContinue, onDiscard }: UnfinishedNoticesProps): ReactElement {
  return (
    <>
      {all.map((unfinished) => (
        <Notice
          key={unfinished.reviewId}
          kind="info"
          actions={
            <div className="notice-actions">
              <Button onClick={() => onContinue(unfinished)}>{t('review.goOn')}</Button>
              <Button kind="quiet" onClick={() => onDiscard(unfinished)}>
                {t('review.discard')}
              </Button>
            </div>
          }
        >
          {unfinished.batches.map((batch) => (
            <p key={batchText(batch)}>
              <strong>{batchText(batch)}</strong>
            </p>
          ))}
          <p>{t('review.keptUntilLock')}</p>
        </Notice>
      ))}
    </>
  );
}
