/** The steps of a history, by day. Runs in the page. */
import { RotateCcw } from 'lucide-react';
import type { ReactElement } from 'react';
import type { HistoryStep } from '../../electron/ipc/contract.ts';
import { IconButton } from '../components/icon-button.tsx';
import { dayText, momentText, t, timeText } from '../locales/text.ts';
import { stepDetails, stepTitle } from './step-text.ts';

/** Of an import or a merge; the rest is counted. */
const DETAILS_SHOWN = 6;

export interface HistoryStepsProps {
  readonly steps: readonly HistoryStep[];
  /** Whether the first step's moment is the present, to which there is no way back. */
  readonly isFirstNow: boolean;
  readonly onRestore: (step: HistoryStep) => void;
}

export function HistorySteps({ steps, isFirstNow, onRestore }: HistoryStepsProps): readonly ReactElement[] {
  const days = new Map<string, HistoryStep[]>();
  for (const step of steps) {
    const day = dayText(step.atMs);
    days.set(day, [...(days.get(day) ?? []), step]);
  }
  return [...days].map(([day, ofDay]) => (
    <section key={day} className="past-day">
      <h3 className="quiet small">{day}</h3>
      <ol className="past-list" aria-label={day}>
        {ofDay.map((step) => (
          <Step
            key={step.seq}
            step={step}
            onRestore={isFirstNow && step === steps[0] ? null : () => onRestore(step)}
          />
        ))}
      </ol>
    </section>
  ));
}

interface StepProps {
  readonly step: HistoryStep;
  /** Null where there is nothing to go back to. */
  readonly onRestore: (() => void) | null;
}

function Step({ step, onRestore }: StepProps): ReactElement {
  const details = stepDetails(step);
  const moment = momentText(step.atMs);
  return (
    <li className="past-row">
      <time className="past-time" dateTime={new Date(step.atMs).toISOString()}>
        {timeText(step.atMs)}
      </time>
      <div className="past-text">
        <div className="past-name">{stepTitle(step)}</div>
        {details.slice(0, DETAILS_SHOWN).map((detail, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two accounts may have one name; their order is the step's.
          <div className="quiet small" key={index}>
            {detail}
          </div>
        ))}
        {details.length > DETAILS_SHOWN && (
          <div className="quiet small">{t('history.andMore', { count: details.length - DETAILS_SHOWN })}</div>
        )}
        {step.isAside && <div className="quiet small">{t('history.aside')}</div>}
      </div>
      {onRestore && step.isRestorable && (
        <IconButton
          label={t('history.restoreTo', { moment })}
          icon={<RotateCcw aria-hidden />}
          onClick={onRestore}
        />
      )}
    </li>
  );
}
