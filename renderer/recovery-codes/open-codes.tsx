/**
 * Asks for the password of recovery codes in place of what it keeps. Runs in the page.
 * The rule: the field is emptied whatever the answer.
 */
import { KeyRound } from 'lucide-react';
import { type FormEvent, type ReactElement, useState } from 'react';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { PasswordField } from '../components/field.tsx';
import { t } from '../locales/text.ts';

export interface OpenCodesProps {
  readonly onOpened: () => void;
}

export function OpenCodes({ onOpened }: OpenCodesProps): ReactElement {
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    if (password === '') return setError(t('password.empty'));
    setBusy(true);
    const result = await authenticator.recoveryCodes.open({ password });
    setBusy(false);
    setPassword('');
    if (result.ok) onOpened();
    else setError(t(`failure.${result.code}`));
  };

  return (
    <form className="stack" onSubmit={(event) => void open(event)}>
      <p>{t('recoveryCodes.own.ask')}</p>
      <PasswordField
        label={t('recoveryCodes.own.password')}
        autoComplete="off"
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={error}
      />
      <Button kind="primary" type="submit" icon={<KeyRound aria-hidden />} aria-disabled={isBusy}>
        {isBusy ? t('keys.checking') : t('recoveryCodes.own.open')}
      </Button>
    </form>
  );
}
