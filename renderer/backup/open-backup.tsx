/**
 * The form that opens a backup: file and password. Runs in the page, before and after unlocking.
 * The rule: the file's bytes and the password go to the vault process and are not kept here.
 */
import { type ReactElement, type ReactNode, useState } from 'react';
import type { Review } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { PasswordField } from '../components/field.tsx';
import { FileDrop } from '../components/file-drop.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';

/** The contract's bound on a file. */
const FILE_BYTES_MAX = 64 * 1024 * 1024;

export interface OpenBackupProps {
  readonly file: File | null;
  readonly onFile: (file: File) => void;
  readonly onOpened: (review: Review) => void;
  readonly secondary: ReactNode;
}

export function OpenBackup({ file, onFile, onOpened, secondary }: OpenBackupProps): ReactElement {
  const [password, setPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [passwordError, setPasswordError] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const open = async () => {
    setTried(true);
    setFailure(null);
    setPasswordError(password === '' ? t('password.empty') : null);
    if (!file || password === '' || isBusy) return;
    if (file.size > FILE_BYTES_MAX) return setFailure(t('failure.file-too-large'));
    setBusy(true);
    const bytes = await readBytes(file);
    const result = bytes && (await authenticator.backup.open({ bytes, password }));
    setBusy(false);
    if (!result) return setFailure(t('restore.unreadable'));
    if (result.ok) {
      setPassword('');
      return onOpened(result.value);
    }
    if (result.code === 'wrong-password') setPasswordError(t('failure.wrong-password'));
    else setFailure(t(`failure.${result.code}`));
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
      <PasswordField
        label={t('restore.password')}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={passwordError}
      />
      {failure && <Notice kind="bad">{failure}</Notice>}
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
