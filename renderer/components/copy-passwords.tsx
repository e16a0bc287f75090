/**
 * The passwords for a copy of the vault: the vault's, always, and one of the copy's own where it has one. Runs in the page.
 * The rule: no copy is made for a password that somebody thinks up on the spot; the vault's is asked for, encrypted or not.
 */
import { type ReactElement, useState } from 'react';
import type { FailureCode } from '../../electron/ipc/contract.ts';
import { t } from '../locales/text.ts';
import { PasswordField } from './field.tsx';
import { isUsable, type NewPassword, NewPasswordFields, NO_PASSWORD } from './new-password.tsx';

export interface CopyPasswords {
  readonly vaultPassword: string;
  /** The copy's own; null where it has none. */
  readonly ownPassword: string | null;
  /** Says what is missing, from now on. True when nothing is. */
  readonly areReady: () => boolean;
  /** Shows the failure at the field that it is about; false when it is about none. */
  readonly showFailure: (code: FailureCode) => boolean;
  /** Nothing is said until the next try. */
  readonly forgetTry: () => void;
  readonly fields: Omit<CopyPasswordFieldsProps, 'ownLabel' | 'vaultHint'>;
}

/** @param hasOwn whether the copy has a password of its own. */
export function useCopyPasswords(hasOwn: boolean): CopyPasswords {
  const [vaultPassword, setVaultPassword] = useState('');
  const [own, setOwn] = useState(NO_PASSWORD);
  const [isTried, setTried] = useState(false);
  const [error, setError] = useState<string | null>(null);
  return {
    vaultPassword,
    ownPassword: hasOwn ? own.password : null,
    areReady: () => {
      setTried(true);
      setError(vaultPassword === '' ? t('password.empty') : null);
      return vaultPassword !== '' && (!hasOwn || isUsable(own));
    },
    showFailure: (code) => {
      if (code === 'wrong-password') setError(t('failure.wrong-password'));
      return code === 'wrong-password';
    },
    forgetTry: () => {
      setTried(false);
      setError(null);
    },
    fields: { hasOwn, own, vaultPassword, isTried, error, onOwn: setOwn, onVaultPassword: setVaultPassword },
  };
}

export interface CopyPasswordFieldsProps {
  readonly hasOwn: boolean;
  /** Says of what it is the password. */
  readonly ownLabel: string;
  /** Why the vault's password is asked for where the copy has none of its own. */
  readonly vaultHint: string;
  readonly own: NewPassword;
  readonly vaultPassword: string;
  readonly isTried: boolean;
  readonly error: string | null;
  readonly onOwn: (own: NewPassword) => void;
  readonly onVaultPassword: (password: string) => void;
}

export function CopyPasswordFields(props: CopyPasswordFieldsProps): ReactElement {
  const { hasOwn, ownLabel, vaultHint, own, vaultPassword, isTried, error, onOwn, onVaultPassword } = props;
  return (
    <>
      {hasOwn && <NewPasswordFields label={ownLabel} value={own} onChange={onOwn} isTried={isTried} />}
      <PasswordField
        label={t('backup.vaultPassword')}
        hint={hasOwn ? t('password.whyVault') : vaultHint}
        autoComplete="current-password"
        value={vaultPassword}
        onChange={(event) => onVaultPassword(event.target.value)}
        error={error}
      />
    </>
  );
}
