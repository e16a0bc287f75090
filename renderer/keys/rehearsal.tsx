/**
 * "Do you still know your password?", asked once after weeks of unlocking without it. Runs in the page.
 * The rule: it blocks nothing, and one click puts it off.
 */
import { type ReactElement, useState } from 'react';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { PasswordField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { say } from '../components/toast.tsx';
import { t } from '../locales/text.ts';

export function Rehearsal(): ReactElement | null {
  const [isDone, setDone] = useState(false);
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  if (isDone) return null;

  const check = async () => {
    if (isBusy) return;
    if (password === '') return setError(t('password.empty'));
    setBusy(true);
    setError(null);
    const result = await authenticator.vault.rehearse({ password });
    setPassword('');
    setBusy(false);
    if (!result.ok) return setError(t(`failure.${result.code}`));
    say(t('rehearsal.right'), { kind: 'good' });
    setDone(true);
  };
  const postpone = () => {
    void authenticator.vault.postponeRehearsal();
    setDone(true);
  };

  return (
    <Notice kind="info">
      <form
        className="stack-tight"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void check();
        }}
      >
        <p>{t('rehearsal.text')}</p>
        <PasswordField
          label={t('password.label')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={error}
        />
        <div className="key-actions">
          <Button type="submit" aria-disabled={isBusy}>
            {isBusy ? t('keys.checking') : t('rehearsal.check')}
          </Button>
          <Button kind="quiet" onClick={postpone}>
            {t('keys.later')}
          </Button>
        </div>
      </form>
    </Notice>
  );
}
