/**
 * A line over the codes when changes have been in no backup for long, or an automatic backup failed. Runs in the page.
 * The rule: it leaves only when there is a backup.
 */
import type { ReactElement } from 'react';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { dayText, t } from '../locales/text.ts';
import { useAutomaticBackup } from './automatic-state.ts';
import { failureText } from './backups-group.tsx';

export interface BackupReminderProps {
  /** Another value asks again whether a backup is due. */
  readonly changes: unknown;
  readonly onBackUp: () => void;
}

export function BackupReminder({ changes, onBackUp }: BackupReminderProps): ReactElement | null {
  const { state, isBusy, run } = useAutomaticBackup(changes);
  if (!state) return null;
  const { failure, failedAtMs, isReminderDue, notBackedUpSinceMs, folderName } = state;
  const hasFailed = failure !== null && folderName !== null;
  if (!hasFailed && !isReminderDue) return null;
  return (
    <Notice
      kind="warn"
      actions={
        <div className="notice-actions">
          {hasFailed && (
            <Button aria-disabled={isBusy} onClick={() => void run()}>
              {isBusy ? t('automatic.busy') : t('action.tryAgain')}
            </Button>
          )}
          {isReminderDue && <Button onClick={onBackUp}>{t('codes.backUp')}</Button>}
        </div>
      }
    >
      {hasFailed
        ? failureText(failure, failedAtMs)
        : t('automatic.reminder', { day: dayText(notBackedUpSinceMs ?? 0) })}
    </Notice>
  );
}
