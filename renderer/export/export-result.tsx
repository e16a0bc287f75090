/**
 * What became of an export: what was read back, where it is, and whether it is encrypted. Runs in the page.
 * The rule: it is shown for a file that was verified whole; anything else is a failure.
 */
import type { ReactElement } from 'react';
import type { ExportWritten } from '../../electron/ipc/contract.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { numberText, t } from '../locales/text.ts';

export interface ExportResultProps {
  readonly written: ExportWritten & { readonly isEncrypted: boolean };
  readonly onClose: () => void;
}

export function ExportResult({ written, onClose }: ExportResultProps): ReactElement {
  const { fileName, sizeBytes, matchedCount, totalCount, isEncrypted } = written;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('export.title')}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t('action.done')}
        </Button>
      }
    >
      <div className="stack">
        <Notice kind="good">
          <strong>{t('export.verified', { matched: matchedCount, total: totalCount })}</strong>
          <p>{t('export.verifiedText', { name: fileName })}</p>
          <p className="quiet small">{t('backup.size', { size: numberText(Math.ceil(sizeBytes / 1024)) })}</p>
        </Notice>
        {!isEncrypted && <Notice kind="warn">{t('export.afterwards', { name: fileName })}</Notice>}
      </div>
    </Dialog>
  );
}
