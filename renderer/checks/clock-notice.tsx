/** Says above the codes that they are made for a corrected clock, until when, and ends it. Runs in the page. */
import type { ReactElement } from 'react';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { momentText, t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { driftText } from './drift-text.ts';

export interface ClockNoticeProps {
  /** Opens the clock doctor. */
  readonly onCheck: () => void;
}

export function ClockNotice({ onCheck }: ClockNoticeProps): ReactElement | null {
  const { settings, changeSettings, clock } = usePage();
  const { clockCorrectionSeconds, clockCorrectionUntilMs, isClockCorrectionDoubtful } = settings;
  if (clockCorrectionSeconds === 0 || clock.now() >= clockCorrectionUntilMs) return null;
  return (
    <Notice
      kind="warn"
      actions={
        <div className="notice-actions">
          {isClockCorrectionDoubtful && <Button onClick={onCheck}>{t('clock.title')}</Button>}
          <Button
            onClick={() =>
              changeSettings({
                clockCorrectionSeconds: 0,
                clockCorrectionUntilMs: 0,
                isClockCorrectionDoubtful: false,
              })
            }
          >
            {t('clock.endCorrection')}
          </Button>
        </div>
      }
    >
      {t('clock.corrected', {
        drift: driftText(clockCorrectionSeconds),
        until: momentText(clockCorrectionUntilMs),
      })}{' '}
      {isClockCorrectionDoubtful && t('clock.recheck')}
    </Notice>
  );
}
