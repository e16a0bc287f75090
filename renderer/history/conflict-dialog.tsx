/**
 * Two versions of one account, after two copies of the vault were merged: which one stays. Runs in the page.
 * The rule: the version that is not kept goes to the bin, and the choice can be undone.
 */
import { type ReactElement, useState } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { ComparedCode } from '../compared-code.tsx';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { parametersText } from '../parameters.tsx';
import { sayUndoable } from '../undo.ts';

export interface ConflictDialogProps {
  readonly first: AccountView;
  /** The one with `conflictOf`. */
  readonly second: AccountView;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

export function ConflictDialog({ first, second, onChanged, onClose }: ConflictDialogProps): ReactElement {
  const page = usePage();
  const [isBusy, setBusy] = useState(false);
  const settle = async (keep: 'this' | 'other' | 'both', text: string) => {
    if (isBusy) return;
    setBusy(true);
    const result = await authenticator.accounts.settleConflict({ id: second.id, keep });
    setBusy(false);
    if (!result.ok) return page.report(result.code);
    onChanged();
    onClose();
    sayUndoable(text, result.value.undoId, page, onChanged);
  };
  const keep = (which: 'this' | 'other', account: AccountView) =>
    void settle(which, t('conflict.kept', { name: fullName(account) }));
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('conflict.title')}
      size="wide"
      description={t('conflict.lead')}
      actions={
        <>
          <Button onClick={onClose}>{t('conflict.later')}</Button>
          <Button onClick={() => void settle('both', t('conflict.keptBoth'))}>
            {t('conflict.keepBoth')}
          </Button>
        </>
      }
    >
      <div className="versions">
        <Version account={first} number={1} onKeep={() => keep('other', first)} />
        <Version account={second} number={2} onKeep={() => keep('this', second)} />
      </div>
    </Dialog>
  );
}

interface VersionProps {
  readonly account: AccountView;
  readonly number: number;
  readonly onKeep: () => void;
}

function Version({ account, number, onKeep }: VersionProps): ReactElement {
  const title = t('conflict.version', { number });
  return (
    <section className="version" aria-label={title}>
      <h3 className="quiet small">{title}</h3>
      <p className="past-name">{fullName(account)}</p>
      <p className="quiet small">{parametersText(account)}</p>
      <ComparedCode account={account} name={title} />
      <Button onClick={onKeep}>{t('conflict.keep', { number })}</Button>
    </section>
  );
}
