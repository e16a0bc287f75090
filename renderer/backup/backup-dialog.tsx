/**
 * "Back up now": password, where to save, and the proof that what was written opens. Runs in the page.
 * The rule: only a backup whose every account was compared is called verified.
 */
import { type ReactElement, useState } from 'react';
import type { BackupWritten, FailureCode } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { SwitchRow } from '../components/choice.tsx';
import { CopyPasswordFields, useCopyPasswords } from '../components/copy-passwords.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FormDialog } from '../components/form-dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { numberText, t } from '../locales/text.ts';

export function BackupDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [written, setWritten] = useState<BackupWritten | null>(null);
  return written ? (
    <BackupResult written={written} onClose={onClose} onAgain={() => setWritten(null)} />
  ) : (
    <BackupForm onWritten={setWritten} onClose={onClose} />
  );
}

interface BackupFormProps {
  readonly onWritten: (written: BackupWritten) => void;
  readonly onClose: () => void;
}

function BackupForm({ onWritten, onClose }: BackupFormProps): ReactElement {
  const [usesOther, setUsesOther] = useState(false);
  const passwords = useCopyPasswords(usesOther);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureCode | null>(null);

  const write = async () => {
    setFailure(null);
    if (!passwords.areReady() || isBusy) return;
    setBusy(true);
    const target = await authenticator.files.chooseBackupTarget();
    if (!target.ok || target.value === null) {
      setBusy(false);
      if (!target.ok) setFailure(target.code);
      return;
    }
    const result = await authenticator.backup.write({
      grant: target.value.grant,
      vaultPassword: passwords.vaultPassword,
      backupPassword: passwords.ownPassword,
    });
    setBusy(false);
    if (result.ok) return onWritten(result.value);
    if (!passwords.showFailure(result.code)) setFailure(result.code);
  };

  return (
    <FormDialog
      onClose={onClose}
      title={t('backup.title')}
      description={t('backup.lead')}
      onSubmit={() => void write()}
      submit={isBusy ? t('backup.busy') : t('backup.submit')}
      isBusy={isBusy}
    >
      <div className="stack">
        <SwitchRow label={t('backup.other')} checked={usesOther} onChange={setUsesOther} />
        <CopyPasswordFields
          ownLabel={t('backup.otherPassword')}
          vaultHint={t('backup.confirm')}
          {...passwords.fields}
        />
        {failure && <Notice kind="bad">{t(`failure.${failure}`)}</Notice>}
      </div>
    </FormDialog>
  );
}

interface BackupResultProps {
  readonly written: BackupWritten;
  readonly onClose: () => void;
  readonly onAgain: () => void;
}

function BackupResult({ written, onClose, onAgain }: BackupResultProps): ReactElement {
  const { matchedCount, accountCount, fileName, quarantinedCount, sizeBytes } = written;
  const isVerified = matchedCount === accountCount;
  const counts = { matched: matchedCount, total: accountCount };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('backup.title')}
      actions={
        <>
          {!isVerified && <Button onClick={onAgain}>{t('action.tryAgain')}</Button>}
          <Button kind="primary" onClick={onClose}>
            {t('action.done')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Notice kind={isVerified ? 'good' : 'bad'}>
          <strong>{isVerified ? t('backup.verified', counts) : t('backup.failed', counts)}</strong>
          <p>
            {isVerified
              ? t('backup.verifiedText', { name: fileName })
              : t('backup.failedText', { name: fileName })}
          </p>
          <p className="quiet small">{t('backup.size', { size: numberText(Math.ceil(sizeBytes / 1024)) })}</p>
        </Notice>
        {quarantinedCount > 0 && (
          <Notice kind="warn">{t('backup.quarantined', { count: quarantinedCount })}</Notice>
        )}
      </div>
    </Dialog>
  );
}
