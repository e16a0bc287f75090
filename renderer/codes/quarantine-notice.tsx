/**
 * Records that could not be read: how many, which, and a way to take a copy of them out. Runs in the page.
 * The rule: they stay in the vault whatever is done here.
 */
import { type ReactElement, useState } from 'react';
import type { QuarantinedView, RecordsSaved, Result } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { PasswordDialog } from '../components/password-dialog.tsx';
import { say } from '../components/toast.tsx';
import { listText, t } from '../locales/text.ts';

export interface QuarantineNoticeProps {
  readonly records: readonly QuarantinedView[];
}

export function QuarantineNotice({ records }: QuarantineNoticeProps): ReactElement | null {
  const [isSaving, setSaving] = useState(false);
  if (records.length === 0) return null;
  const names = listText(records.map(({ label, position }) => label || `#${position + 1}`));
  return (
    <>
      <Notice
        kind="warn"
        actions={
          <div className="notice-actions">
            <Button onClick={() => setSaving(true)}>{t('quarantine.save')}</Button>
          </div>
        }
      >
        {t('codes.quarantined', { count: records.length, names })}
      </Notice>
      {isSaving && (
        <PasswordDialog
          title={t('quarantine.title')}
          description={t('quarantine.lead')}
          submit={t('backup.submit')}
          run={saveRecords}
          onDone={({ fileName, recordCount }) => {
            setSaving(false);
            say(t('quarantine.saved', { count: recordCount, name: fileName }), { kind: 'good' });
          }}
          onClose={() => setSaving(false)}
        />
      )}
    </>
  );
}

async function saveRecords(password: string): Promise<Result<RecordsSaved>> {
  const target = await authenticator.files.chooseRecordsTarget();
  if (!target.ok) return target;
  if (target.value === null) return { ok: false, code: 'cancelled' };
  return authenticator.quarantine.save({ grant: target.value.grant, password });
}
