/**
 * A new password, typed twice, with its strength in words. Runs in the page.
 * The rule: only the floor of 8 characters and a typing slip block; a weak password is explained and allowed.
 */
import { type ReactElement, useEffect, useState } from 'react';
import { t } from '../locales/text.ts';
import { judgePassword, PASSWORD_LENGTH_MIN, type Strength } from '../password-strength.ts';
import { PasswordField } from './field.tsx';
import '../styles/strength.css';

export interface NewPassword {
  readonly password: string;
  readonly again: string;
}

export const NO_PASSWORD: NewPassword = { password: '', again: '' };

export function isUsable({ password, again }: NewPassword): boolean {
  return [...password].length >= PASSWORD_LENGTH_MIN && password === again;
}

export interface NewPasswordFieldsProps {
  readonly label: string;
  readonly value: NewPassword;
  readonly onChange: (value: NewPassword) => void;
  /** True once the person tried to go on: errors show from then. */
  readonly isTried: boolean;
  readonly autoFocus?: boolean;
}

export function NewPasswordFields(props: NewPasswordFieldsProps): ReactElement {
  const { label, value, onChange, isTried, autoFocus = false } = props;
  const isShort = [...value.password].length < PASSWORD_LENGTH_MIN;
  return (
    <>
      <PasswordField
        label={label}
        value={value.password}
        onChange={(event) => onChange({ ...value, password: event.target.value })}
        autoFocus={autoFocus}
        autoComplete="new-password"
        error={isTried && isShort ? t('password.tooShort') : null}
        hint={<StrengthHint password={value.password} />}
      />
      <PasswordField
        label={t('password.again')}
        value={value.again}
        onChange={(event) => onChange({ ...value, again: event.target.value })}
        autoComplete="new-password"
        error={isTried && !isShort && value.password !== value.again ? t('password.mismatch') : null}
      />
    </>
  );
}

const TYPING_PAUSE_MS = 200;

function StrengthHint({ password }: { readonly password: string }): ReactElement {
  const [strength, setStrength] = useState<Strength | null>(null);
  useEffect(() => {
    if (password === '') return setStrength(null);
    let isWanted = true;
    const timer = setTimeout(async () => {
      const judged = await judgePassword(password);
      if (isWanted) setStrength(judged);
    }, TYPING_PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [password]);

  if (!strength || password === '') return <span>{t('strength.hint')}</span>;
  const { level, warning } = strength;
  return (
    <div className="strength" aria-live="polite">
      <div className="strength-bar" data-level={level} aria-hidden>
        <span />
        <span />
        <span />
        <span />
      </div>
      <span>
        <strong>{t(`strength.level.${level}`)}.</strong> {warning && t(`strength.warning.${warning}`)}{' '}
        {level < 3 && t('strength.weakAllowed')}
      </span>
    </div>
  );
}
