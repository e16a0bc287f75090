/**
 * Asks for the vault's password before something is done that takes it. Runs in the page.
 * The rule: the password goes with the one call that it is asked for, and the field is emptied whatever the answer.
 */
import { type ReactElement, type ReactNode, useState } from 'react';
import type { FailureCode, Result } from '../../electron/ipc/contract.ts';
import { t } from '../locales/text.ts';
import { PasswordField } from './field.tsx';
import { FormDialog } from './form-dialog.tsx';
import { Notice } from './notice.tsx';

export interface PasswordDialogProps<Answer> {
  readonly title: string;
  readonly description: ReactNode;
  /** Of the field; the vault's password when left out. */
  readonly label?: string;
  readonly submit: string;
  readonly isDangerous?: boolean;
  readonly run: (password: string) => Promise<Result<Answer>>;
  readonly onDone: (answer: Answer) => void;
  readonly onClose: () => void;
}

export function PasswordDialog<Answer>(props: PasswordDialogProps<Answer>): ReactElement {
  const { title, description, label, submit, isDangerous = false, run, onDone, onClose } = props;
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [failure, setFailure] = useState<FailureCode | null>(null);

  const go = async () => {
    if (isBusy) return;
    setFailure(null);
    setError(password === '' ? t('password.empty') : null);
    if (password === '') return;
    setBusy(true);
    const result = await run(password);
    setPassword('');
    setBusy(false);
    if (result.ok) onDone(result.value);
    else if (result.code === 'wrong-password') setError(t('failure.wrong-password'));
    else setFailure(result.code);
  };

  return (
    <FormDialog
      onClose={onClose}
      title={title}
      description={description}
      onSubmit={() => void go()}
      submit={isBusy ? t('keys.checking') : submit}
      isBusy={isBusy}
      isDangerous={isDangerous}
    >
      <div className="stack">
        <PasswordField
          label={label ?? t('backup.vaultPassword')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={error}
        />
        {failure && <Notice kind="bad">{t(`failure.${failure}`)}</Notice>}
      </div>
    </FormDialog>
  );
}
