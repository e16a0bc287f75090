/**
 * Accounts that may be one, a group at a time, side by side: keep one, keep all, delete. Runs in the page.
 * The rule: nothing is decided by itself; what is not kept goes to the bin, and each decision has one undo.
 */
import { type ReactElement, useCallback, useEffect, useState } from 'react';
import type { AccountView, Changed, DuplicatesView, Result } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { sayUndoable } from '../undo.ts';
import { TwinCard } from './twin-card.tsx';

export interface DuplicatesDialogProps {
  readonly accounts: readonly AccountView[];
  /** Of the group to begin with; null: the first. */
  readonly startId: string | null;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

export function DuplicatesDialog(props: DuplicatesDialogProps): ReactElement {
  const { accounts, startId, onChanged, onClose } = props;
  const page = usePage();
  const [groups, setGroups] = useState<readonly DuplicatesView[] | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const [isBusy, setBusy] = useState(false);
  const read = useCallback(async () => {
    const result = await authenticator.checks.duplicates();
    if (result.ok) setGroups(result.value);
    else page.report(result.code);
  }, [page]);
  useEffect(() => void read(), [read]);

  const start = groups?.findIndex(({ ids }) => startId !== null && ids.includes(startId)) ?? 0;
  const count = groups?.length ?? 0;
  const number = Math.min(Math.max(at ?? start, 0), Math.max(count - 1, 0));
  const group = groups?.[number];
  const members = accounts.filter(({ id }) => group?.ids.includes(id));

  const decide = async (call: () => Promise<Result<Changed>>, text: string) => {
    if (isBusy) return;
    setBusy(true);
    const result = await call();
    setBusy(false);
    if (!result.ok) return page.report(result.code);
    const changed = () => {
      onChanged();
      void read();
    };
    changed();
    // The group after this one takes its place.
    setAt(number);
    sayUndoable(text, result.value.undoId, page, changed);
  };
  const ids = group ? [...group.ids] : [];
  const { keepOne, keepApart, remove } = authenticator.accounts;

  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={t('twins.title')}
      {...(group ? { description: t(`twins.why.${group.kind}`) } : {})}
      actions={
        group ? (
          <>
            {count > 1 && (
              <Button onClick={() => setAt((number + 1) % count)}>
                {t('twins.next', { number: number + 1, count })}
              </Button>
            )}
            <Button
              aria-disabled={isBusy}
              onClick={() => void decide(() => keepApart({ ids }), t('twins.keptAll'))}
            >
              {t('twins.keepAll')}
            </Button>
          </>
        ) : (
          <Button kind="primary" onClick={onClose}>
            {t('action.done')}
          </Button>
        )
      }
    >
      <div className="stack" aria-busy={groups === null}>
        {groups?.length === 0 && <Notice kind="good">{t('twins.none')}</Notice>}
        {group && (
          <>
            <p className="quiet small">{t('twins.joined')}</p>
            <div className="versions twins">
              {members.map((account, index) => (
                <TwinCard
                  key={account.id}
                  account={account}
                  number={index + 1}
                  onKeep={() =>
                    void decide(
                      () => keepOne({ keepId: account.id, ids }),
                      t('twins.keptOne', { name: fullName(account) }),
                    )
                  }
                  onDelete={() =>
                    void decide(
                      () => remove({ id: account.id }),
                      t('codes.removed', { name: fullName(account) }),
                    )
                  }
                />
              ))}
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
