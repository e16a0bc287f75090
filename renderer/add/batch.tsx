/** How far an export that is spread over several QR codes has been read, and how to go on. Runs in the page. */
import type { ReactElement } from 'react';
import type { BatchView } from '../../electron/ipc/contract.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { listText, numberText, t } from '../locales/text.ts';

interface BatchProps {
  readonly batch: BatchView;
  readonly onScan: () => void;
  readonly onChoosePicture: () => void;
  readonly onCamera: () => void;
  readonly onDiscard: () => void;
}

/** "3 of 4 codes of this export read. Number 2 is missing." */
export function batchText({ size, missing }: BatchView): string {
  return t('review.batch', {
    seen: size - missing.length,
    size,
    count: missing.length,
    missing: listText(missing.map(numberText)),
  });
}

export function Batch({ batch, onScan, onChoosePicture, onCamera, onDiscard }: BatchProps): ReactElement {
  const { size, missing } = batch;
  if (missing.length === 0) return <Notice kind="good">{t('review.batchDone', { size })}</Notice>;
  return (
    <Notice
      kind="warn"
      actions={
        <div className="notice-actions">
          <Button onClick={onScan}>{t('review.scanAgain')}</Button>
          <Button kind="quiet" onClick={onCamera}>
            {t('review.useCamera')}
          </Button>
          <Button kind="quiet" onClick={onChoosePicture}>
            {t('review.choosePicture')}
          </Button>
          <Button kind="quiet" onClick={onDiscard}>
            {t('review.discard')}
          </Button>
        </div>
      }
    >
      <p>
        <strong>{batchText(batch)}</strong>
      </p>
      <p>{t('review.batchHow')}</p>
    </Notice>
  );
}
