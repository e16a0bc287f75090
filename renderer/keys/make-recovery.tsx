/**
 * Setting up a recovery key: password, the sheet, two of its words typed back. Runs in the page.
 * The rule: the words leave the page's memory with this dialog, and the vault forgets a key that was not confirmed.
 */
import { type ReactElement, useState } from 'react';
import type { KeysState, NewRecoveryKey } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { TextField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { PasswordDialog } from '../components/password-dialog.tsx';
import { say } from '../components/toast.tsx';
import { t } from '../locales/text.ts';
import { PrintButton, RecoverySheet } from './recovery-sheet.tsx';

export interface MakeRecoveryProps {
  readonly isReplacing: boolean;
  readonly onMade: (state: KeysState) => void;
  readonly onClose: () => void;
}

export function MakeRecovery({ isReplacing, onMade, onClose }: MakeRecoveryProps): ReactElement {
  const [made, setMade] = useState<NewRecoveryKey | null>(null);
  const [isNoted, setNoted] = useState(false);
  if (!made) {
    return (
      <PasswordDialog
        title={isReplacing ? t('keys.replaceTitle') : t('keys.makeTitle')}
        description={isReplacing ? t('keys.replaceLead') : t('keys.makeLead')}
        submit={t('keys.showWords')}
        run={(password) => authenticator.keys.makeRecovery({ password })}
        onDone={setMade}
        onClose={onClose}
      />
    );
  }
  const leave = () => {
    void authenticator.keys.discardRecovery({ recoveryId: made.recoveryId });
    onClose();
  };
  return isNoted ? (
    <ConfirmWords made={made} onMade={onMade} onBack={() => setNoted(false)} onClose={leave} />
  ) : (
    <ShowWords made={made} onNoted={() => setNoted(true)} onClose={leave} />
  );
}

interface ShowWordsProps {
  readonly made: NewRecoveryKey;
  readonly onNoted: () => void;
  readonly onClose: () => void;
}

function ShowWords({ made, onNoted, onClose }: ShowWordsProps): ReactElement {
  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={t('keys.wordsTitle')}
      description={t('keys.wordsLead')}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" onClick={onNoted}>
            {t('keys.wordsNoted')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <PrintButton />
        <RecoverySheet
          title={t('sheet.keyTitle')}
          purpose={t('sheet.keyPurpose')}
          keyNumber={made.keyNumber}
          words={made.words}
        />
      </div>
    </Dialog>
  );
}

interface ConfirmWordsProps {
  readonly made: NewRecoveryKey;
  readonly onMade: (state: KeysState) => void;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

function ConfirmWords({ made, onMade, onBack, onClose }: ConfirmWordsProps): ReactElement {
  const [typed, setTyped] = useState<readonly string[]>(made.positions.map(() => ''));
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const confirm = async () => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    const result = await authenticator.keys.confirmRecovery({
      recoveryId: made.recoveryId,
      words: typed.map((word) => word.trim()),
    });
    setBusy(false);
    if (!result.ok) return setFailure(t(`failure.${result.code}`));
    say(t('keys.made', { number: made.keyNumber }), { kind: 'good' });
    onMade(result.value);
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('keys.confirmTitle')}
      description={t('keys.confirmLead')}
      onSubmit={() => void confirm()}
      actions={
        <>
          <Button onClick={onBack}>{t('action.back')}</Button>
          <Button kind="primary" type="submit" aria-disabled={isBusy}>
            {isBusy ? t('keys.checking') : t('keys.confirmSubmit')}
          </Button>
        </>
      }
    >
      <div className="stack">
        {made.positions.map((position, index) => (
          <TextField
            key={position}
            label={t('keys.wordAt', { position })}
            autoCapitalize="off"
            maxLength={64}
            value={typed[index] ?? ''}
            onChange={(event) => setTyped(typed.with(index, event.target.value))}
          />
        ))}
        {failure && <Notice kind="bad">{failure}</Notice>}
      </div>
    </Dialog>
  );
}
