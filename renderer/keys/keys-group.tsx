/**
 * "Keys" in the settings: password, recovery key, system keychain, each with what can be done about it. Runs in the page.
 * The rule: what is offered comes from `keys.state`; the page guesses nothing about what opens the vault.
 */
import { type ReactElement, type ReactNode, useEffect, useState } from 'react';
import type { KeysState, Settings } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { SelectField, SwitchRow } from '../components/choice.tsx';
import { PasswordDialog } from '../components/password-dialog.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { ChangePassword } from './change-password.tsx';
import { MakeRecovery } from './make-recovery.tsx';
import { SplitRecovery } from './split-recovery.tsx';

type Open = 'none' | 'password' | 'make' | 'remove' | 'split' | 'keychain';

/** The contract's picklist, in the order in which it is offered. */
const REHEARSAL_WEEKS = [2, 4, 8, 12, 0] as const;
const weeksText = (weeks: number) => (weeks === 0 ? t('settings.never') : t('keys.rehearseWeeks', { weeks }));

export interface KeysGroupProps {
  readonly onPasswordChanged: () => void;
}

export function KeysGroup({ onPasswordChanged }: KeysGroupProps): ReactElement | null {
  const { report } = usePage();
  const [state, setState] = useState<KeysState | null>(null);
  const [open, setOpen] = useState<Open>('none');
  const close = () => setOpen('none');
  const finish = (next: KeysState) => {
    setState(next);
    close();
  };

  useEffect(() => {
    void authenticator.keys.state().then((result) => {
      if (result.ok) setState(result.value);
      else report(result.code);
    });
  }, [report]);

  if (!state) return null;
  const stopKeychain = async () => {
    const result = await authenticator.keys.stopKeychain();
    if (result.ok) setState(result.value);
    else report(result.code);
  };
  const number = state.recoveryKeyNumber;

  return (
    <>
      <KeyRow title={t('password.label')} text={t('keys.passwordText')}>
        <Button onClick={() => setOpen('password')}>{t('keys.changeButton')}</Button>
      </KeyRow>
      <KeyRow
        title={t('keys.recovery')}
        text={number ? t('keys.recoveryOn', { number }) : t('keys.recoveryOff')}
      >
        <Button onClick={() => setOpen('make')}>
          {number ? t('keys.replaceButton') : t('keys.makeButton')}
        </Button>
        {number && <Button onClick={() => setOpen('split')}>{t('keys.splitButton')}</Button>}
        {number && <Button onClick={() => setOpen('remove')}>{t('keys.removeButton')}</Button>}
      </KeyRow>
      <KeychainPart state={state} onStart={() => setOpen('keychain')} onStop={() => void stopKeychain()} />
      {open === 'password' && (
        <ChangePassword
          isOldAsked={state.openedBy !== 'recovery-key'}
          onChanged={() => {
            // Only the opener's right to leave out the old password is gone by it.
            finish({ ...state, hasPassword: true, openedBy: 'password' });
            onPasswordChanged();
          }}
          onClose={close}
        />
      )}
      {open === 'make' && <MakeRecovery isReplacing={number !== null} onMade={finish} onClose={close} />}
      {open === 'split' && <SplitRecovery onClose={close} />}
      {open === 'remove' && (
        <PasswordDialog
          title={t('keys.removeTitle')}
          description={t('keys.removeLead')}
          submit={t('keys.removeSubmit')}
          isDangerous
          run={(password) => authenticator.keys.removeRecovery({ password })}
          onDone={finish}
          onClose={close}
        />
      )}
      {open === 'keychain' && (
        <PasswordDialog
          title={t('keys.keychainTitle')}
          description={t('keys.keychainLead')}
          submit={t('keys.keychainSubmit')}
          run={(password) => authenticator.keys.startKeychain({ password })}
          onDone={finish}
          onClose={close}
        />
      )}
    </>
  );
}

interface KeyRowProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

function KeyRow({ title, text, children }: KeyRowProps): ReactElement {
  return (
    <div className="key-row">
      <h4>{title}</h4>
      <p className="field-hint">{text}</p>
      <div className="key-actions">{children}</div>
    </div>
  );
}

interface KeychainPartProps {
  readonly state: KeysState;
  readonly onStart: () => void;
  readonly onStop: () => void;
}

function KeychainPart({ state, onStart, onStop }: KeychainPartProps): ReactElement {
  const { settings, changeSettings } = usePage();
  const { keychain, isKeychainOffered, keychainPrompt } = state;
  const isOn = keychain !== 'off';
  if (!isOn && !isKeychainOffered) {
    return (
      <div className="key-row">
        <h4>{t('keys.keychain')}</h4>
        <p className="field-hint">{t('keys.keychainNotOffered')}</p>
      </div>
    );
  }
  const hint =
    keychain !== 'off' && keychain !== 'ready'
      ? t(`keychain.${keychain}`)
      : t(`keys.keychainPrompt.${keychainPrompt}`);
  return (
    <>
      <SwitchRow
        label={t('keys.keychain')}
        hint={hint}
        checked={isOn}
        onChange={(wantsKeychain) => (wantsKeychain ? onStart() : onStop())}
      />
      {isOn && (
        <SelectField<Settings['rehearsePasswordWeeks']>
          label={t('keys.rehearseAfter')}
          options={REHEARSAL_WEEKS.map((value) => ({ value, label: weeksText(value) }))}
          value={settings.rehearsePasswordWeeks}
          onChange={(rehearsePasswordWeeks) => changeSettings({ rehearsePasswordWeeks })}
        />
      )}
    </>
  );
}
