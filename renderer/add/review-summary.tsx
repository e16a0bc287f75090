/**
 * Over an import's review: how many are new, the same, in conflict and left out, one answer for all conflicts, the report.
 * Runs in the page. The rule: every entry of the file is in one of the counts.
 */
import type { ReactElement } from 'react';
import type { Choice, Review } from '../../electron/ipc/contract.ts';
import { Button } from '../components/button.tsx';
import { OptionBar } from '../components/choice.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { commonAnswer, type Decisions, forAllConflicts, isBinned, type ReviewOrigin } from './choices.ts';
import { saveReport } from './import-report.ts';

export interface ReviewSummaryProps {
  readonly review: Review;
  readonly origin: ReviewOrigin;
  readonly decisions: Decisions;
  readonly made: Decisions;
  readonly onDecide: (made: Decisions) => void;
}

export function ReviewSummary(props: ReviewSummaryProps): ReactElement | null {
  const { review, origin, decisions, made, onDecide } = props;
  const page = usePage();
  const count = (state: Review['candidates'][number]['state']) =>
    review.candidates.filter((candidate) => candidate.state === state && !isBinned(candidate)).length;
  const binned = review.candidates.filter(isBinned).length;
  const conflicts = count('conflict');
  if (origin !== 'import' && conflicts < 2) return null;
  const counts = [
    ['new', count('new')],
    ['same', count('same')],
    ['conflict', conflicts],
    ...(binned > 0 ? [['binned', binned] as const] : []),
    ['leftOut', review.leftOut.length],
  ] as const;
  return (
    <>
      {origin === 'import' && (
        <ul className="review-counts" aria-label={t('review.countsLabel')}>
          {counts.map(([name, number]) => (
            <li key={name} className="badge">
              {t(`review.count.${name}`, { count: number })}
            </li>
          ))}
        </ul>
      )}
      {origin === 'import' && (
        <Button kind="quiet" className="field-aside" onClick={() => void saveReport(review, page)}>
          {t('review.saveReport')}
        </Button>
      )}
      {conflicts > 1 && (
        <OptionBar<Choice['action']>
          label={t('review.allConflicts')}
          options={[
            { value: 'replace', label: t('review.replaceAll') },
            { value: 'add', label: t('review.keepBoth') },
            { value: 'skip', label: t('review.skipAll') },
          ]}
          value={commonAnswer(review, decisions)}
          onChange={(action) => onDecide(forAllConflicts(review, made, action))}
        />
      )}
    </>
  );
}
