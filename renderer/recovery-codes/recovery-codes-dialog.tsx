/**
 * The recovery codes of one account: how many are left, each when it is asked for, and a place for new ones.
 * Runs in the page. The rule: a code is in the page only while it is asked for; closing the dialog forgets all.
 */
import { Eye } from 'lucide-react';
import { type ReactElement, useCallback, useState } from 'react';
import type { AccountView, FailureCode, RecoveryCodeView } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { FEW_RECOVERY_CODES } from '../few-recovery-codes.ts';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { sayUndoable } from '../undo.ts';
import { CodesShown } from './codes-shown.tsx';
import { NoteCodes } from './note-codes.tsx';
import { OpenCodes } from './open-codes.tsx';

export interface RecoveryCodesDialogProps {
  readonly account: AccountView;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

export function RecoveryCodesDialog({ account, onClose, onChanged }: RecoveryCodesDialogProps): ReactElement {
  const page = usePage();
  const [left, setLeft] = useState(account.recoveryCodesLeft);
  const [shown, setShown] = useState<readonly RecoveryCodeView[] | null>(null);
  const [isNoting, setNoting] = useState(account.recoveryCodesLeft === null);
  /** What to do once their own password was typed; null: it need not be. */
  const [afterOpening, setAfterOpening] = useState<(() => Promise<void>) | null>(null);
  const { id } = account;

  /** A closed seal asks for its password, and the same is done again then. */
  const failed = useCallback(
    (code: FailureCode, again: () => Promise<void>) => {
      if (code === 'codes-locked') setAfterOpening(() => again);
      else page.report(code);
    },
    [page],
  );
  const read = useCallback(async (): Promise<readonly RecoveryCodeView[] | undefined> => {
    const result = await authenticator.recoveryCodes.list({ id });
    if (!result.ok) {
      failed(result.code, async () => setShown((await read()) ?? null));
      return;
    }
    const { value } = result;
    setLeft(value.length === 0 ? null : value.filter(({ usedAtMs }) => usedAtMs === null).length);
    return value;
  }, [id, failed]);
  const show = async () => setShown((await read()) ?? null);
  const afterChange = async () => {
    onChanged();
    const value = await read();
    setShown((before) => (before === null ? null : (value ?? null)));
  };

  const note = async (codes: readonly string[], isReplacing: boolean): Promise<void> => {
    const result = await authenticator.recoveryCodes.note({ id, codes: [...codes], isReplacing });
    if (!result.ok) return failed(result.code, () => note(codes, isReplacing));
    setNoting(false);
    await afterChange();
    sayUndoable(t('recoveryCodes.noted', { count: codes.length }), result.value.undoId, page, afterChange);
  };
  const mark = async (code: string, isUsed: boolean): Promise<void> => {
    const result = await authenticator.recoveryCodes.mark({ id, code, isUsed });
    if (!result.ok) return failed(result.code, () => mark(code, isUsed));
    // A site with a single code gives its successor at once, and shows it only then.
    if (isUsed && shown?.length === 1) setNoting(true);
    await afterChange();
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('recoveryCodes.title')}
      description={t('recoveryCodes.lead', { name: fullName(account) })}
      actions={
        <Button kind={isNoting || afterOpening !== null ? 'plain' : 'primary'} onClick={onClose}>
          {t('action.done')}
        </Button>
      }
    >
      <div className="stack">
        {left !== null && (
          <Notice kind={left <= FEW_RECOVERY_CODES ? 'warn' : 'info'}>
            {t('recoveryCodes.left', { count: left })}
          </Notice>
        )}
        {afterOpening !== null && (
          <OpenCodes
            onOpened={() => {
              setAfterOpening(null);
              void afterOpening();
            }}
          />
        )}
        {left !== null && shown === null && afterOpening === null && (
          <Button icon={<Eye aria-hidden />} onClick={() => void show()}>
            {t('recoveryCodes.show')}
          </Button>
        )}
        {shown !== null && shown.length > 0 && (
          <CodesShown
            title={fullName(account)}
            codes={shown}
            onMark={(code, isUsed) => void mark(code, isUsed)}
          />
        )}
        {isNoting ? (
          <NoteCodes
            hasCodes={left !== null}
            onNote={(codes, isReplacing) => void note(codes, isReplacing)}
          />
        ) : (
          <Button kind="quiet" onClick={() => setNoting(true)}>
            {t('recoveryCodes.more')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
