/**
 * The unlock screen: one field, ready for typing at once. Runs in the page.
 * The rule: the password is given to the vault on submit, and the field is emptied whatever the answer.
 */
import { type ReactElement, useRef, useState } from 'react';
import type { FailureCode, VaultOpened } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { PasswordField } from '../components/field.tsx';
import { StartFrame } from '../components/start-frame.tsx';
import { t } from '../locales/text.ts';

export interface UnlockScreenProps {
  readonly onOpened: (opened: VaultOpened) => void;
  /** Answers that belong to another screen: a damaged, newer or unreadable file. */
  readonly onBroken: (code: FailureCode) => void;
}

export function UnlockScreen({ onOpened, onBroken }: UnlockScreenProps): ReactElement {
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);

  const unlock = async () => {
    if (isBusy) return;
    if (password === '') {
      setError(t('password.empty'));
      field.current?.focus();
      return;
    }
    setBusy(true);
    setError(null);
    const result = await authenticator.vault.unlock({ password });
    if (result.ok) return onOpened(result.value);
    setPassword('');
    setBusy(false);
    setError(t(`failure.${result.code}`));
    field.current?.focus();
    if (result.code !== 'wrong-password') onBroken(result.code);
  };

  return (
    <StartFrame title={t('unlock.title')}>
      <form
        className="stack start-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void unlock();
        }}
      >
        <PasswordField
          ref={field}
          label={t('password.label')}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoFocus
          autoComplete="current-password"
          readOnly={isBusy}
          error={error}
        />
        <Button type="submit" kind="primary" aria-disabled={isBusy}>
          {isBusy ? t('unlock.busy') : t('unlock.submit')}
        </Button>
      </form>
    </StartFrame>
  );
}
