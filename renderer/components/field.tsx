/**
 * Labelled text and password fields with a hint and an error below, tied together for assistive technology.
 * Runs in the page. The rule: a password's value lives in its field only; nothing else is given it but on submit.
 */
import { Eye, EyeOff } from 'lucide-react';
import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { t } from '../locales/text.ts';
import { forgetTyped } from './forget-typed.ts';

export interface FieldProps
  extends Omit<ComponentProps<'input'>, 'id' | 'aria-describedby' | 'aria-invalid'> {
  readonly label: string;
  readonly hint?: ReactNode;
  /** A sentence on what is wrong; null or undefined when nothing is. */
  readonly error?: string | null | undefined;
  readonly trailing?: ReactNode;
}

export function TextField({ label, hint, error, trailing, className, ...input }: FieldProps): ReactElement {
  const id = useId();
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div className={['field', className].filter(Boolean).join(' ')}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="field-box">
        <input
          autoComplete="off"
          spellCheck={false}
          {...input}
          id={id}
          className="field-input"
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy || undefined}
        />
        {trailing}
      </div>
      {error && (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      {hint && (
        <div className="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  );
}

/** A password field with show/hide and a hint while Caps Lock is on. What was typed is forgotten once the field goes. */
export function PasswordField({ hint, ref, ...props }: Omit<FieldProps, 'type' | 'trailing'>): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => input.current as HTMLInputElement);
  useEffect(() => {
    const field = input.current;
    return () => forgetTyped(field);
  }, []);
  const [isShown, setShown] = useState(false);
  const [hasCapsLock, setCapsLock] = useState(false);
  const watchCapsLock = (event: KeyboardEvent<HTMLInputElement>) => {
    setCapsLock(event.getModifierState('CapsLock'));
    props.onKeyUp?.(event);
  };
  return (
    <TextField
      {...props}
      ref={input}
      type={isShown ? 'text' : 'password'}
      autoCapitalize="off"
      onKeyUp={watchCapsLock}
      hint={
        hasCapsLock ? (
          <>
            <span className="field-warning">{t('password.capsLock')}</span> {hint}
          </>
        ) : (
          hint
        )
      }
      trailing={
        <button
          type="button"
          className="field-button"
          aria-label={isShown ? t('password.hide') : t('password.show')}
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </button>
      }
    />
  );
}
