/**
 * The form that opens a backup: file, and its password or the recovery key. Runs in the page, before and after unlocking.
 * The rule: the file's bytes and the password or words go to the vault process and are not kept here.
 */
import { type ReactElement, type ReactNode, useState } from 'react';
import type { FailureCode, Review } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { PasswordField } from '../components/field.tsx';
import { FileDrop } from '../components/file-drop.tsx';
import { Notice } from '../components/notice.tsx';
import { RecoveryWords, useRecoveryInput } from '../components/recovery-words.tsx';
import { useWorkConsent } from '../components/work-consent.tsx';
import { t } from '../locales/text.ts';

/** The contract's bound on a file. */
const FILE_BYTES_MAX = 64 * 1024 * 1024;
/** What is wrong with the password or the words, not with the file. */
const KEY_FAILURES: ReadonlySet<FailureCode> = new Set([
  'wrong-password',
  'invalid-recovery-key',
  'wrong-recovery-key',
]);

export interface OpenBackupProps {
  readonly file: File | null;
  readonly onFile: (file: File) => void;
  readonly onOpened: (review: Review) => void;
  readonly secondary: ReactNode;
}

export function OpenBackup({ file, onFile, onOpened, secondary }: OpenBackupProps): ReactElement {
  const [password, setPassword] = useState('');
  const [usesRecovery, setUsesRecovery] = useState(false);
  const recovery = useRecoveryInput();
  const work = useWorkConsent();
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [keyError, setKeyError] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const open = async () => {
    setTried(true);
    setFailure(null);
    const isKeyMissing = usesRecovery ? recovery.texts.length === 0 : password === '';
    const missing = usesRecovery ? t('recovery.empty') : t('password.empty');
    setKeyError(isKeyMissing ? missing : null);
    if (!file || isKeyMissing || isBusy) return;
    if (file.size > FILE_BYTES_MAX) return setFailure(t('failure.file-too-large'));
    setBusy(true);
    const bytes = await readBytes(file);
    const { backup } = authenticator;
    const result =
      bytes &&
      (await (usesRecovery
        ? backup.openWithRecovery({ bytes, texts: [...recovery.texts] })
        : backup.open({ bytes, password, isWorkAccepted: work.isAccepted })));
    setBusy(false);
    if (!result) return setFailure(t('restore.unreadable'));
    if (result.ok) {
      setPassword('');
      recovery.clear();
      return onOpened(result.value);
    }
    work.hear(result.code);
    if (KEY_FAILURES.has(result.code)) setKeyError(t(`failure.${result.code}`));
    else setFailure(t(`failure.${result.code}`));
  };
  const changeWay = () => {
    setUsesRecovery(!usesRecovery);
    setPassword('');
    recovery.clear();
    setKeyError(null);
  };

  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <FileDrop
        file={file}
        onFile={onFile}
        label={t('restore.choose')}
        error={isTried && !file ? t('restore.noFile') : null}
      />
      {usesRecovery ? (
        <RecoveryWords input={recovery} error={keyError} isReadOnly={isBusy} autoFocus />
      ) : (
        <PasswordField
          label={t('restore.password')}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={keyError}
        />
      )}
      <Button kind="quiet" className="field-aside" onClick={changeWay}>
        {usesRecovery ? t('restore.usePassword') : t('unlock.recovery')}
      </Button>
      {failure && <Notice kind="bad">{failure}</Notice>}
      {!usesRecovery && work.question}
      <div className="form-actions">
        {secondary}
        <Button kind="primary" type="submit" aria-disabled={isBusy}>
          {isBusy ? t('restore.busy') : t('restore.open')}
        </Button>
      </div>
    </form>
  );
}

/** Null when the file cannot be read: it was moved or its disk is gone. */
async function readBytes(file: File): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return null;
  }
}
