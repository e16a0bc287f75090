/**
 * Unlocking with the recovery key or its shares. Runs in the page.
 * The rule: the words live in the field only, and are gone once the vault is open or the screen is left.
 */
import { type ReactElement, useState } from 'react';
import type { FailureCode, VaultOpened } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { RecoveryWords, useRecoveryInput } from '../components/recovery-words.tsx';
import { StartFrame } from '../components/start-frame.tsx';
import { t } from '../locales/text.ts';

export interface RecoveryUnlockProps {
  readonly onOpened: (opened: VaultOpened) => void;
  readonly onBroken: (code: FailureCode) => void;
  readonly onBack: () => void;
}

export default function RecoveryUnlock({ onOpened, onBroken, onBack }: RecoveryUnlockProps): ReactElement {
  const input = useRecoveryInput();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const unlock = async () => {
    if (isBusy) return;
    setError(null);
    if (input.texts.length === 0) return setError(t('recovery.empty'));
    setBusy(true);
    const result = await authenticator.vault.unlockWithRecovery({ texts: [...input.texts] });
    if (result.ok) return onOpened(result.value);
    setBusy(false);
    setError(t(`failure.${result.code}`));
    onBroken(result.code);
  };

  return (
    <StartFrame title={t('unlock.recoveryTitle')} lead={t('unlock.recoveryLead')}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void unlock();
        }}
      >
        <RecoveryWords input={input} error={error} isReadOnly={isBusy} autoFocus />
        <div className="start-actions">
          <Button onClick={onBack}>{t('action.back')}</Button>
          <Button type="submit" kind="primary" aria-disabled={isBusy}>
            {isBusy ? t('unlock.busy') : t('unlock.submit')}
          </Button>
        </div>
      </form>
    </StartFrame>
  );
}
