/**
 * The history of the vault or of one account, newest first, and the way back to any moment. Runs in the page.
 * The rule: going back asks first and can be undone; a chain that does not hold is said, whatever else is shown.
 */
import { History } from 'lucide-react';
import { type ReactElement, useCallback, useEffect, useState } from 'react';
import type { AccountView, HistoryPage, HistoryStep } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { PasswordDialog } from '../components/password-dialog.tsx';
import { say } from '../components/toast.tsx';
import { momentText, t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { sayUndoable } from '../undo.ts';
import { HistorySteps } from './history-steps.tsx';

const STEPS_A_PAGE = 50;

export interface HistoryDialogProps {
  /** Null: of the whole vault. */
  readonly account: AccountView | null;
  /** The list of codes is another one now. */
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

type Open = { readonly kind: 'forget' } | { readonly kind: 'restore'; readonly step: HistoryStep };

export function HistoryDialog({ account, onChanged, onClose }: HistoryDialogProps): ReactElement {
  const page = usePage();
  const { report } = page;
  const [shown, setShown] = useState<HistoryPage | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const accountId = account?.id ?? null;

  const ask = useCallback(
    async (beforeSeq: number | null) => {
      const result = await authenticator.history.list({ accountId, beforeSeq, limit: STEPS_A_PAGE });
      if (result.ok) return result.value;
      report(result.code);
      return null;
    },
    [accountId, report],
  );
  const read = useCallback(async () => setShown(await ask(null)), [ask]);
  useEffect(() => void read(), [read]);

  const readMore = async () => {
    const more = await ask(shown?.steps.at(-1)?.seq ?? null);
    if (more && shown) setShown({ ...more, steps: [...shown.steps, ...more.steps] });
  };
  const restore = async ({ seq, atMs }: HistoryStep) => {
    const result = await authenticator.history.restore({ seq });
    if (!result.ok) return report(result.code);
    const changed = () => {
      onChanged();
      void read();
    };
    changed();
    sayUndoable(t('history.restored', { moment: momentText(atMs) }), result.value.undoId, page, changed);
  };

  const title = account ? t('history.titleOf', { name: fullName(account) }) : t('history.title');
  if (!shown) return <Dialog open onClose={onClose} title={title} size="wide" />;
  const { steps, hasMore, isChainWhole } = shown;
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      size="wide"
      description={steps.length > 0 ? t('history.lead') : undefined}
      actions={
        <>
          {!account && steps.length > 0 && (
            <Button kind="quiet" className="dialog-aside" onClick={() => setOpen({ kind: 'forget' })}>
              {t('history.forget')}
            </Button>
          )}
          <Button kind="primary" onClick={onClose}>
            {t('action.done')}
          </Button>
        </>
      }
    >
      <div className="stack">
        {!isChainWhole && <Notice kind="warn">{t('history.broken')}</Notice>}
        {steps.length === 0 && (
          <p className="empty-note">
            <History aria-hidden />
            {t('history.nothing')}
          </p>
        )}
        <HistorySteps
          steps={steps}
          isFirstNow={accountId === null}
          onRestore={(step) => setOpen({ kind: 'restore', step })}
        />
        {hasMore && (
          <Button className="past-more" onClick={() => void readMore()}>
            {t('history.more')}
          </Button>
        )}
      </div>
      {open?.kind === 'restore' && (
        <ConfirmDialog
          title={t('history.restoreTitle')}
          description={t('history.restoreLead', { moment: momentText(open.step.atMs) })}
          submit={t('history.restoreSubmit')}
          run={() => restore(open.step)}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.kind === 'forget' && (
        <PasswordDialog
          title={t('history.forgetTitle')}
          description={t('history.forgetLead')}
          submit={t('history.forgetSubmit')}
          isDangerous
          run={(password) => authenticator.history.forget({ password })}
          onDone={() => {
            setOpen(null);
            say(t('history.forgotten'));
            void read();
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </Dialog>
  );
}
