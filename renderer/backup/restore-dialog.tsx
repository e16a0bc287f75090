/** Restoring into the open vault: open a backup, then the same review as every other way of adding. Runs in the page. */
import { type ReactElement, useState } from 'react';
import type { Review } from '../../electron/ipc/contract.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { t } from '../locales/text.ts';
import { OpenBackup } from './open-backup.tsx';

export interface RestoreDialogProps {
  /** A backup that was dropped on the window; null to choose one. */
  readonly droppedFile: File | null;
  readonly onReview: (review: Review) => void;
  readonly onClose: () => void;
}

export function RestoreDialog({ droppedFile, onReview, onClose }: RestoreDialogProps): ReactElement {
  const [file, setFile] = useState(droppedFile);
  return (
    <Dialog open onClose={onClose} title={t('restore.title')} description={t('restore.lead')}>
      <OpenBackup
        file={file}
        onFile={setFile}
        onOpened={onReview}
        secondary={<Button onClick={onClose}>{t('action.cancel')}</Button>}
      />
    </Dialog>
  );
}
