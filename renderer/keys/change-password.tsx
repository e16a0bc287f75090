/**
 * A new password for the open vault. Runs in the page.
 * The rule: the old one is asked for, unless the recovery key has opened the vault.
 */
import { type ReactElement, useState } from 'react';
import type { FailureCode, KdfStep } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { PasswordField } from '../components/field.tsx';
import { KdfChoice } from '../components/kdf-choice.tsx';
import { isUsable, NewPasswordFields, NO_PASSWORD } from '../components/new-password.tsx';
import { Notice } from '../components/notice.tsx';
import { say } from '../components/toast.tsx';
import { t } from '../locales/text.ts';

export interface ChangePasswordProps {
  /** False after unlocking with the recovery key. */
  readonly isOldAsked: boolean;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

export function ChangePassword({ isOldAsked, onChanged, onClose }: ChangePasswordProps): ReactElement {
  const [old, setOld] = useState('');
  const [value, setValue] = useState(NO_PASSWORD);
  const [kdfStep, setKdfStep] = useState<KdfStep>();
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [oldError, setOldError] = useState<string | null>(null);
  const [failure, setFailure] = useState<FailureCode | null>(null);

  const change = async () => {
    if (isBusy) return;
    const isOldMissing = isOldAsked && old === '';
    setTried(true);
    setFailure(null);
    setOldError(isOldMissing ? t('password.empty') : null);
    if (isOldMissing || !isUsable(value)) return;
    setBusy(true);
    const result = await authenticator.vault.changePassword({
      oldPassword: isOldAsked ? old : null,
      newPassword: value.password,
      kdfStep,
    });
    setBusy(false);
    if (result.ok) {
      say(t('keys.passwordChanged'), { kind: 'good' });
      return onChanged();
    }
    if (result.code !== 'wrong-password' || !isOldAsked) return setFailure(result.code);
    setOld('');
    setOldError(t('failure.wrong-password'));
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={isOldAsked ? t('keys.changePassword') : t('keys.setPassword')}
      description={isOldAsked ? t('keys.changeLead') : t('keys.setLead')}
      onSubmit={() => void change()}
      actions={
        <>
          <Button onClick={onClose}>{isOldAsked ? t('action.cancel') : t('keys.later')}</Button>
          <Button kind="primary" type="submit" aria-disabled={isBusy}>
            {isBusy ? t('keys.changing') : t('keys.changeSubmit')}
          </Button>
        </>
      }
    >
      <div className="stack">
        {isOldAsked && (
          <PasswordField
            label={t('keys.oldPassword')}
            autoComplete="current-password"
            value={old}
            onChange={(event) => setOld(event.target.value)}
            error={oldError}
          />
        )}
        <NewPasswordFields
          label={t('keys.newPassword')}
          value={value}
          onChange={setValue}
          isTried={isTried}
        />
        <KdfChoice step={kdfStep} onStep={setKdfStep} />
        <Notice kind="info">{t('keys.oldBackups')}</Notice>
        {failure && <Notice kind="bad">{t(`failure.${failure}`)}</Notice>}
      </div>
    </Dialog>
  );
}
