/**
 * The review that every way of adding ends in: what was found, what could not be used, and Add. Runs in the page.
 * The rule: nothing is added that is not listed here, and nothing found is left out without a sentence.
 */
import { type ReactElement, useCallback, useRef, useState } from 'react';
import type { Choice, FailureCode, Review } from '../../electron/ipc/contract.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { Batch } from './batch.tsx';
import { CandidateCard } from './candidate-card.tsx';
import {
  allNew,
  countChosen,
  type Decision,
  type Decisions,
  decide,
  differsFromAllNew,
  isUndecided,
  type ReviewOrigin,
  toChoices,
} from './choices.ts';
import { ReviewCodes } from './conflict-codes.tsx';
import { useDrawnCount } from './drawn-count.ts';
import { StillLooking } from './looking.tsx';
import { Paper } from './paper.tsx';
import { Problems } from './problems.tsx';
import { ReviewSummary } from './review-summary.tsx';
import { isUnfinished } from './unfinished.tsx';
import type { ShownReview } from './use-review.ts';

export interface ReviewDialogProps extends ShownReview {
  /** What is looked at while the review fills; null when nothing is any more. */
  readonly searchText: string | null;
  readonly onDecide: (made: Decisions) => void;
  readonly onAdd: (choices: Choice[]) => Promise<FailureCode | null>;
  /** Ends the search; what was found stays. */
  readonly onStop: () => void;
  readonly onScan: () => void;
  readonly onChoosePicture: () => void;
  readonly onCamera: () => void;
  /** The same review, with more in it. */
  readonly onReview: (review: Review) => void;
  /** Ends the review and drops what an unfinished export gave so far. */
  readonly onDiscard: () => void;
  /** Ends the review; an unfinished export can be gone on with. */
  readonly onClose: () => void;
}

const FIRST_OPEN_ANSWER =
  '[data-state="conflict"]:not(:has([role="radio"][aria-checked="true"])) [role="radio"], .lacks-pin input';

/** What the button will do, or what it waits for: a button without words for its reason leaves one guessing. */
function addText(chosen: number, isOpen: boolean): string {
  if (chosen > 0) return t('review.add', { count: chosen });
  return isOpen ? t('review.chooseFirst') : t('review.nothingChosen');
}

function closeText({ candidates }: Review, isWaiting: boolean): string {
  if (isWaiting) return t('review.later');
  return candidates.length > 0 ? t('action.cancel') : t('action.close');
}

function titleOf(origin: ReviewOrigin, { candidates, paper }: Review): string {
  const count = candidates.length;
  if (count === 0 && paper.length > 0) return t('paper.reviewTitle');
  if (origin === 'backup') return t('review.restoreTitle');
  return origin === 'import' ? t('import.reviewTitle', { count }) : t('review.title', { count });
}

export function ReviewDialog(props: ReviewDialogProps): ReactElement {
  const { review, origin, remarks, cutOuts, made, searchText } = props;
  const { onDecide, onAdd, onStop, onScan, onChoosePicture, onCamera, onReview, onDiscard, onClose } = props;
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const decisions = decide(review, origin, made);
  const chosen = countChosen(decisions);
  const isOpen = isUndecided(decisions);
  const isWaiting = isUnfinished(review);
  const list = useRef<HTMLUListElement>(null);
  const { candidates, problems, batches, paper } = review;
  const drawnCount = useDrawnCount(candidates.length, origin !== 'found');
  const latest = useRef(made);
  latest.current = made;
  const change = useCallback(
    (id: string, changed: Decision) => onDecide({ ...latest.current, [id]: changed }),
    [onDecide],
  );

  const addChosen = () => {
    setTried(true);
    const choices = toChoices(decisions);
    if (!choices) return list.current?.querySelector<HTMLElement>(FIRST_OPEN_ANSWER)?.focus();
    void add(choices);
  };
  const add = async (choices: Choice[]) => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    setFailure(await onAdd(choices));
    setBusy(false);
  };

  return (
    <Dialog
      open
      size="wide"
      onClose={onClose}
      title={titleOf(origin, review)}
      onSubmit={addChosen}
      actions={
        <>
          <Button onClick={onClose}>{closeText(review, isWaiting)}</Button>
          {candidates.length === 0 && origin === 'found' && searchText === null && (
            <Button kind="primary" onClick={onScan}>
              {t('review.scanAgain')}
            </Button>
          )}
          {origin !== 'backup' && differsFromAllNew(review, decisions) && (
            <Button onClick={() => void add(allNew(review, decisions))}>{t('review.addAllNew')}</Button>
          )}
          {candidates.length > 0 && (
            <Button kind="primary" type="submit" disabled={chosen === 0 && !isOpen}>
              {isBusy ? t('review.busy') : addText(chosen, isOpen)}
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        {searchText !== null && <StillLooking text={searchText} onStop={onStop} />}
        {batches.map((batch, index) => (
          <Batch
            // biome-ignore lint/suspicious/noArrayIndexKey: a batch has no name; batches only ever append.
            key={index}
            batch={batch}
            onScan={onScan}
            onChoosePicture={onChoosePicture}
            onCamera={onCamera}
            onDiscard={onDiscard}
          />
        ))}
        {paper.map((each) => (
          <Paper
            key={each.setId}
            paper={each}
            reviewId={review.reviewId}
            onOpened={onReview}
            onChoosePicture={onChoosePicture}
            onCamera={onCamera}
          />
        ))}
        <ReviewSummary
          review={review}
          origin={origin}
          decisions={decisions}
          made={made}
          onDecide={onDecide}
        />
        {problems.length + remarks.length > 0 && (
          <Problems problems={problems} remarks={remarks} cutOuts={cutOuts} />
        )}
        {candidates.length > 0 && (
          <ReviewCodes reviewId={review.reviewId}>
            <ul ref={list} className="candidates" aria-label={t('review.listLabel')}>
              {candidates.slice(0, drawnCount).map((candidate) => {
                const decision = decisions[candidate.id];
                if (!decision) return null;
                return (
                  <CandidateCard
                    key={candidate.id}
                    candidate={candidate}
                    decision={decision}
                    cutOut={cutOuts[candidate.source] ?? null}
                    isTried={isTried}
                    onChange={change}
                  />
                );
              })}
            </ul>
          </ReviewCodes>
        )}
        {failure && <Notice kind="bad">{t(`failure.${failure}`)}</Notice>}
      </div>
    </Dialog>
  );
}
