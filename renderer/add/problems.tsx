/**
 * What was found and is no account, and files that could not be read: a sentence each. Runs in the page.
 * The rule: equal sentences are told once, with their number.
 */
import type { ReactElement } from 'react';
import type { ReviewProblem } from '../../electron/ipc/contract.ts';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { CutOut } from './cut-out.tsx';

export interface ProblemsProps {
  readonly problems: readonly ReviewProblem[];
  readonly remarks: readonly string[];
  /** By `source`. */
  readonly cutOuts: readonly (ImageBitmap | null)[];
}

interface Told {
  readonly sentence: string;
  readonly count: number;
  readonly cutOut: ImageBitmap | null;
}

function toldOnce({ problems, remarks, cutOuts }: ProblemsProps): readonly Told[] {
  const told = new Map<string, Told>();
  const tell = (sentence: string, cutOut: ImageBitmap | null) => {
    const before = told.get(sentence);
    told.set(sentence, { sentence, count: (before?.count ?? 0) + 1, cutOut: before?.cutOut ?? cutOut });
  };
  for (const { reason, seen, source } of problems)
    tell(t(`problem.${reason}`, { seen: seen || t('problemName') }), cutOuts[source] ?? null);
  for (const remark of remarks) tell(remark, null);
  return [...told.values()];
}

export function Problems(props: ProblemsProps): ReactElement {
  return (
    <Notice kind="warn">
      <ul className="stack-tight">
        {toldOnce(props).map(({ sentence, count, cutOut }) => (
          <li key={sentence} className="problem">
            {cutOut && <CutOut picture={cutOut} />}
            <span>
              {sentence} {t('review.problemCount', { count })}
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
