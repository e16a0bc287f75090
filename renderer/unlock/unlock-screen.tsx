/**
 * The unlock screen: one field, ready for typing at once, and the other ways in below it. Runs in the page.
 * The rule: the password is given to the vault on submit, and the field is emptied whatever the answer.
 */
import {
  lazy,
  type ReactElement,
  startTransition,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { FailureCode, VaultOpened, VaultState } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { PasswordField } from '../components/field.tsx';
import { forgetTyped } from '../components/forget-typed.ts';
import { StartFrame } from '../components/start-frame.tsx';
import { useWorkConsent } from '../components/work-consent.tsx';
import { t } from '../locales/text.ts';
import { useRetryWait } from './retry-wait.ts';

/** Its field for words and pictures would be most of what the first screen loads. */
const importRecovery = () => import('./recovery-unlock.tsx');
const RecoveryUnlock = lazy(importRecovery);

export interface UnlockScreenProps {
  readonly onOpened: (opened: VaultOpened) => void;
  /** Answers that belong to another screen: a damaged, newer or unreadable file. */
  readonly onBroken: (code: FailureCode) => void;
}

export function UnlockScreen({ onOpened, onBroken }: UnlockScreenProps): ReactElement {
  const [usesRecovery, setUsesRecovery] = useState(false);
  /** Of the small window: each has a form of its own, empty, with the password not shown. */
  const [showings, setShowings] = useState(0);
  useEffect(
    () =>
      authenticator.onCommand((command) => command === 'popup-shown' && setShowings((count) => count + 1)),
    [],
  );
  return usesRecovery ? (
    <RecoveryUnlock onOpened={onOpened} onBroken={onBroken} onBack={() => setUsesRecovery(false)} />
  ) : (
    <PasswordUnlock
      key={showings}
      onOpened={onOpened}
      onBroken={onBroken}
      onRecovery={() => startTransition(() => setUsesRecovery(true))}
    />
  );
}

type Way = 'password' | 'keychain';

function PasswordUnlock(props: UnlockScreenProps & { readonly onRecovery: () => void }): ReactElement {
  const { onOpened, onBroken, onRecovery } = props;
  const [busyWith, setBusyWith] = useState<Way | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [state, setState] = useState<VaultState | null>(null);
  const { secondsLeft, start: startWait } = useRetryWait();
  const work = useWorkConsent();
  const field = useRef<HTMLInputElement>(null);
  const isWaiting = secondsLeft > 0;

  const askState = useCallback(async () => {
    const result = await authenticator.vault.state();
    if (!result.ok) return;
    setState(result.value);
    startWait(result.value.retryAfterMs);
    if (result.value.hasRecoveryKey) void importRecovery();
  }, [startWait]);
  useEffect(() => void askState(), [askState]);
  useLayoutEffect(() => {
    const typedInto = field.current;
    return () => forgetTyped(typedInto);
  }, []);

  const refuse = (code: FailureCode) => {
    setBusyWith(null);
    work.hear(code);
    field.current?.focus();
    if (code !== 'cancelled') setError(t(`failure.${code}`));
    void askState();
    if (code !== 'wrong-password') onBroken(code);
  };

  const unlock = async () => {
    if (busyWith || isWaiting) return;
    const password = field.current?.value ?? '';
    if (password === '') {
      setError(t('password.empty'));
      field.current?.focus();
      return;
    }
    setBusyWith('password');
    setError(null);
    const result = await authenticator.vault.unlock({ password, isWorkAccepted: work.isAccepted });
    forgetTyped(field.current);
    if (result.ok) return onOpened(result.value);
    refuse(result.code);
  };

  const unlockWithKeychain = async () => {
    if (busyWith) return;
    setBusyWith('keychain');
    setError(null);
    const result = await authenticator.vault.unlockWithKeychain();
    if (result.ok) onOpened(result.value);
    else refuse(result.code);
  };

  const submitText = () => {
    if (busyWith === 'password') return t('unlock.busy');
    return isWaiting ? t('unlock.waitButton', { seconds: secondsLeft }) : t('unlock.submit');
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
          autoFocus
          autoComplete="current-password"
          readOnly={busyWith === 'password'}
          error={error}
          hint={isWaiting ? t('unlock.wait', { seconds: secondsLeft }) : null}
        />
        {work.question}
        <Button type="submit" kind="primary" aria-disabled={busyWith !== null || isWaiting}>
          {submitText()}
        </Button>
      </form>
      {state && (state.keychain !== 'off' || state.hasRecoveryKey) && (
        <div className="stack-tight">
          {state.keychain !== 'off' && (
            <Button aria-disabled={busyWith !== null} onClick={() => void unlockWithKeychain()}>
              {busyWith === 'keychain' ? t('unlock.busy') : t('unlock.keychain')}
            </Button>
          )}
          {state.keychain !== 'off' && state.keychain !== 'ready' && (
            <p className="quiet small">{t(`keychain.${state.keychain}`)}</p>
          )}
          {state.hasRecoveryKey && (
            <Button kind="quiet" onClick={onRecovery}>
              {t('unlock.recovery')}
            </Button>
          )}
        </div>
      )}
    </StartFrame>
  );
}
