/**
 * A first or another password for recovery codes. Runs in the page.
 * The rule: the vault's password starts it, so that nobody at an open vault shuts its owner out of the codes; the old one of
 * the codes changes it.
 */
import { type ReactElement, useState } from 'react';
import type { FailureCode } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { PasswordField } from '../components/field.tsx';
import { FormDialog } from '../components/form-dialog.tsx';
import { isUsable, NewPasswordFields, NO_PASSWORD } from '../components/new-password.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';

export interface NewCodesPasswordProps {
  /** The setting is being turned on. */
  readonly isFirst: boolean;
  readonly onDone: (undoId: string) => void;
  readonly onClose: () => void;
}

export function NewCodesPassword({ isFirst, onDone, onClose }: NewCodesPasswordProps): ReactElement {
  const [old, setOld] = useState('');
  const [value, setValue] = useState(NO_PASSWORD);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [oldError, setOldError] = useState<string | null>(null);
  const [failure, setFailure] = useState<FailureCode | null>(null);

  const submit = async () => {
    if (isBusy) return;
    setTried(true);
    setFailure(null);
    setOldError(old === '' ? t('password.empty') : null);
    if (old === '' || !isUsable(value)) return;
    setBusy(true);
    const { protect, changePassword } = authenticator.recoveryCodes;
    const result = isFirst
      ? await protect({ vaultPassword: old, password: value.password })
      : await changePassword({ oldPassword: old, newPassword: value.password });
    setBusy(false);
    if (result.ok) return onDone(result.value.undoId);
    if (result.code !== 'wrong-password') return setFailure(result.code);
    setOld('');
    setOldError(t('failure.wrong-password'));
  };

  return (
    <FormDialog
      onClose={onClose}
      title={t('recoveryCodes.own.title')}
      description={t('recoveryCodes.own.lead')}
      onSubmit={() => void submit()}
      submit={isBusy ? t('keys.changing') : isFirst ? t('recoveryCodes.own.set') : t('keys.changePassword')}
      isBusy={isBusy}
    >
      <div className="stack">
        <PasswordField
          label={isFirst ? t('backup.vaultPassword') : t('recoveryCodes.own.password')}
          autoComplete="current-password"
          value={old}
          onChange={(event) => setOld(event.target.value)}
          error={oldError}
        />
        <NewPasswordFields
          label={t('recoveryCodes.own.newPassword')}
          value={value}
          onChange={setValue}
          isTried={isTried}
        />
        {isFirst && <Notice kind="info">{t('recoveryCodes.own.copies')}</Notice>}
        {failure && <Notice kind="bad">{t(`failure.${failure}`)}</Notice>}
      </div>
    </FormDialog>
  );
}
