/**
 * The setting that puts recovery codes under a password of their own: on, changed, off, forgotten. Runs in the page.
 * The rule: it says what is lost with that password, and which older copies still hold the codes.
 */
import { type ReactElement, useCallback, useEffect, useState } from 'react';
import type { CodesProtection } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { PasswordDialog } from '../components/password-dialog.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { sayUndoable } from '../undo.ts';
import { NewCodesPassword } from './new-codes-password.tsx';

export interface CodesPasswordGroupProps {
  /** How many codes are left may have changed. */
  readonly onChanged: () => void;
}

type Open = 'none' | 'set' | 'change' | 'stop' | 'lost';

export function CodesPasswordGroup({ onChanged }: CodesPasswordGroupProps): ReactElement | null {
  const page = usePage();
  const { report } = page;
  const [state, setState] = useState<CodesProtection | null>(null);
  const [open, setOpen] = useState<Open>('none');
  const close = () => setOpen('none');

  const read = useCallback(async () => {
    const result = await authenticator.recoveryCodes.protection();
    if (result.ok) setState(result.value);
    else report(result.code);
  }, [report]);
  useEffect(() => void read(), [read]);

  const afterUndo = () => {
    onChanged();
    void read();
  };
  const done = (text: string, undoId: string) => {
    close();
    afterUndo();
    sayUndoable(text, undoId, page, afterUndo);
  };
  if (!state) return null;
  return (
    <div className="key-row">
      <h4>{t('recoveryCodes.title')}</h4>
      <p className="field-hint">
        {state.isOn || state.accountCount > 0
          ? t('recoveryCodes.own.on', { count: state.accountCount })
          : t('recoveryCodes.own.off')}
      </p>
      <div className="key-actions">
        {!state.isOn && <Button onClick={() => setOpen('set')}>{t('recoveryCodes.own.set')}</Button>}
        {state.isOn && <Button onClick={() => setOpen('change')}>{t('keys.changePassword')}</Button>}
        {state.isOn && <Button onClick={() => setOpen('stop')}>{t('recoveryCodes.own.stop')}</Button>}
        {(state.isOn || state.accountCount > 0) && (
          <Button onClick={() => setOpen('lost')}>{t('recoveryCodes.own.lost')}</Button>
        )}
      </div>
      {(open === 'set' || open === 'change') && (
        <NewCodesPassword
          isFirst={open === 'set'}
          onDone={(undoId) => done(t('recoveryCodes.own.done'), undoId)}
          onClose={close}
        />
      )}
      {open === 'stop' && (
        <PasswordDialog
          title={t('recoveryCodes.own.title')}
          description={t('recoveryCodes.own.stopLead')}
          label={t('recoveryCodes.own.password')}
          submit={t('recoveryCodes.own.stop')}
          run={(password) => authenticator.recoveryCodes.unprotect({ password })}
          onDone={({ undoId }) => done(t('recoveryCodes.own.stopped'), undoId)}
          onClose={close}
        />
      )}
      {open === 'lost' && (
        <PasswordDialog
          title={t('recoveryCodes.own.lost')}
          description={t('recoveryCodes.own.lostLead')}
          submit={t('recoveryCodes.own.lostSubmit')}
          isDangerous
          run={(vaultPassword) => authenticator.recoveryCodes.forget({ vaultPassword })}
          onDone={({ undoId }) => done(t('recoveryCodes.own.lostDone'), undoId)}
          onClose={close}
        />
      )}
    </div>
  );
}
