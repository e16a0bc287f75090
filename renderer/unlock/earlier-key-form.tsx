/**
 * Asks for a key to earlier files of the vault: a password, or the recovery key. Runs in the page.
 * The rule: the password or the words go with the one call and are not kept.
 */
import { type ReactElement, useState } from 'react';
import type { EarlierContent } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { PasswordField } from '../components/field.tsx';
import { RecoveryWords, useRecoveryInput } from '../components/recovery-words.tsx';
import { useWorkConsent } from '../components/work-consent.tsx';
import { t } from '../locales/text.ts';

export interface EarlierKeyFormProps {
  readonly onContents: (contents: readonly EarlierContent[]) => void;
}

export function EarlierKeyForm({ onContents }: EarlierKeyFormProps): ReactElement {
  const [password, setPassword] = useState('');
  const [usesRecovery, setUsesRecovery] = useState(false);
  const recovery = useRecoveryInput();
  const work = useWorkConsent();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const open = async () => {
    if (isBusy) return;
    setError(null);
    if (usesRecovery && recovery.texts.length === 0) return setError(t('recovery.empty'));
    if (!usesRecovery && password === '') return setError(t('password.empty'));
    setBusy(true);
    const { earlier } = authenticator;
    const result = await (usesRecovery
      ? earlier.openWithRecovery({ texts: [...recovery.texts] })
      : earlier.open({ password, isWorkAccepted: work.isAccepted }));
    setBusy(false);
    if (!result.ok) {
      work.hear(result.code);
      return setError(t(`failure.${result.code}`));
    }
    setPassword('');
    recovery.clear();
    onContents(result.value);
  };
  const changeWay = () => {
    setUsesRecovery(!usesRecovery);
    setPassword('');
    recovery.clear();
    setError(null);
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
      {usesRecovery ? (
        <RecoveryWords input={recovery} error={error} isReadOnly={isBusy} autoFocus />
      ) : (
        <PasswordField
          label={t('password.label')}
          hint={t('earlier.passwordHint')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          readOnly={isBusy}
          error={error}
        />
      )}
      {!usesRecovery && work.question}
      <Button kind="quiet" className="field-aside" onClick={changeWay}>
        {usesRecovery ? t('earlier.usePassword') : t('unlock.recovery')}
      </Button>
      <Button kind="primary" type="submit" aria-disabled={isBusy}>
        {isBusy ? t('restore.busy') : t('earlier.show')}
      </Button>
    </form>
  );
}
