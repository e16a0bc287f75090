/**
 * The review that every way of adding ends in: what was found, what could not be used, and Add. Runs in the page.
 * The rule: nothing is added that is not listed here, and nothing found is left out without a sentence.
 */
import { type ReactElement, useRef, useState } from 'react';
import type { BatchView, Choice, FailureCode, Review, ReviewProblem } from '../../electron/ipc/contract.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { listText, numberText, t } from '../locales/text.ts';
import { CandidateCard } from './candidate-card.tsx';
import { countChosen, type Decisions, decide, isUndecided, type ReviewOrigin, toChoices } from './choices.ts';

export interface ReviewDialogProps {
  readonly review: Review;
  readonly origin: ReviewOrigin;
  /** What else there is to tell: files that could not be read. */
  readonly remarks: readonly string[];
  /** What was decided so far; it outlives this dialog while a further code is looked for. */
  readonly made: Decisions;
  readonly onDecide: (made: Decisions) => void;
  readonly onAdd: (choices: Choice[]) => Promise<FailureCode | null>;
  readonly onScan: () => void;
  readonly onChoosePicture: () => void;
  readonly onClose: () => void;
}

const FIRST_OPEN_ANSWER =
  '[data-state="conflict"]:not(:has([role="radio"][aria-checked="true"])) [role="radio"]';

/** What the button will do, or what it waits for: a button without words for its reason leaves one guessing. */
function addText(chosen: number, isOpen: boolean): string {
  if (chosen > 0) return t('review.add', { count: chosen });
  return isOpen ? t('review.chooseFirst') : t('review.nothingChosen');
}

export function ReviewDialog(props: ReviewDialogProps): ReactElement {
  const { review, origin, remarks, made, onDecide, onAdd, onScan, onChoosePicture, onClose } = props;
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const decisions = decide(review, origin, made);
  const chosen = countChosen(decisions);
  const isOpen = isUndecided(decisions);
  const list = useRef<HTMLUListElement>(null);
  const { candidates, problems, batches } = review;

  const add = async () => {
    setTried(true);
    const choices = toChoices(decisions);
    if (!choices) return list.current?.querySelector<HTMLElement>(FIRST_OPEN_ANSWER)?.focus();
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
      title={origin === 'backup' ? t('review.restoreTitle') : t('review.title', { count: candidates.length })}
      onSubmit={() => void add()}
      actions={
        <>
          <Button onClick={onClose}>{candidates.length > 0 ? t('action.cancel') : t('action.close')}</Button>
          {candidates.length === 0 && origin === 'found' && (
            <Button kind="primary" onClick={onScan}>
              {t('review.scanAgain')}
            </Button>
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
        {batches.map((batch, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a batch has no name; batches only ever append.
          <Batch key={index} batch={batch} onScan={onScan} onChoosePicture={onChoosePicture} />
        ))}
        {problems.length + remarks.length > 0 && <Problems problems={problems} remarks={remarks} />}
        {candidates.length > 0 && (
          <ul ref={list} className="candidates" aria-label={t('review.listLabel')}>
            {candidates.map((candidate) => {
              const decision = decisions[candidate.id];
              if (!decision) return null;
              return (
                <CandidateCard
                  key={candidate.id}
                  candidate={candidate}
                  decision={decision}
                  isTried={isTried}
                  onChange={(changed) => onDecide({ ...made, [candidate.id]: changed })}
                />
              );
            })}
          </ul>
        )}
        {failure && <Notice kind="bad">{t(`failure.${failure}`)}</Notice>}
      </div>
    </Dialog>
  );
}

interface BatchProps {
  readonly batch: BatchView;
  readonly onScan: () => void;
  readonly onChoosePicture: () => void;
}

function Batch({ batch, onScan, onChoosePicture }: BatchProps): ReactElement {
  const { size, missing } = batch;
  if (missing.length === 0) return <Notice kind="good">{t('review.batchDone', { size })}</Notice>;
  return (
    <Notice
      kind="warn"
      actions={
        <div className="notice-actions">
          <Button onClick={onScan}>{t('review.scanAgain')}</Button>
          <Button kind="quiet" onClick={onChoosePicture}>
            {t('review.choosePicture')}
          </Button>
        </div>
      }
    >
      <p>
        <strong>
          {t('review.batch', {
            seen: size - missing.length,
            size,
            count: missing.length,
            missing: listText(missing.map(numberText)),
          })}
        </strong>
      </p>
      <p>{t('review.batchHow')}</p>
    </Notice>
  );
}

interface ProblemList {
  readonly problems: readonly ReviewProblem[];
}

/** Equal problems are told once, with their number. */
function Problems({ problems, remarks }: Pick<ReviewDialogProps, 'remarks'> & ProblemList): ReactElement {
  const counts = new Map<string, number>(remarks.map((remark) => [remark, 1]));
  for (const { reason, seen } of problems) {
    const sentence = t(`problem.${reason}`, { seen: seen || t('problemName') });
    counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  return (
    <Notice kind="warn">
      <ul className="stack-tight">
        {[...counts].map(([sentence, count]) => (
          <li key={sentence}>
            {sentence} {t('review.problemCount', { count })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
