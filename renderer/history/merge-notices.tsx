/**
 * What came of two copies of the vault that were made one: told until it is read, and conflicts until they are settled.
 * Runs in the page. The rule: no merge goes by in silence, whichever call found it.
 */
import { type ReactElement, useEffect, useMemo, useState } from 'react';
import type { AccountView, MergeView } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { onMerge } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { ConflictDialog } from './conflict-dialog.tsx';

const NO_MERGE: MergeView = { addedIds: [], conflictIds: [] };

export interface MergeNoticesProps {
  readonly accounts: readonly AccountView[];
  /** The list of codes is another one now. */
  readonly onChanged: () => void;
}

export function MergeNotices({ accounts, onChanged }: MergeNoticesProps): ReactElement {
  const [merged, setMerged] = useState<MergeView | null>(null);
  const [isComparing, setComparing] = useState(false);
  useEffect(
    () =>
      onMerge(({ addedIds, conflictIds }) => {
        setMerged((before) => {
          const known = before ?? NO_MERGE;
          return {
            addedIds: [...known.addedIds, ...addedIds],
            conflictIds: [...known.conflictIds, ...conflictIds],
          };
        });
        onChanged();
      }),
    [onChanged],
  );
  const pairs = useMemo(() => {
    const byId = new Map(accounts.map((account) => [account.id, account]));
    return accounts.flatMap((second) => {
      const first = second.conflictOf === null ? undefined : byId.get(second.conflictOf);
      return first ? [{ first, second }] : [];
    });
  }, [accounts]);
  const [pair] = pairs;

  return (
    <>
      {merged && (
        <Notice
          kind="info"
          actions={
            <div className="notice-actions">
              <Button onClick={() => setMerged(null)}>{t('action.dismiss')}</Button>
            </div>
          }
        >
          {t('merge.text', {
            count: merged.addedIds.filter((id) => !merged.conflictIds.includes(id)).length,
          })}
        </Notice>
      )}
      {pair && (
        <Notice
          kind="warn"
          actions={
            <div className="notice-actions">
              <Button onClick={() => setComparing(true)}>{t('conflict.compare')}</Button>
            </div>
          }
        >
          {t('conflict.notice', { count: pairs.length, name: fullName(pair.first) })}
        </Notice>
      )}
      {pair && isComparing && (
        <ConflictDialog
          key={pair.second.id}
          {...pair}
          onChanged={onChanged}
          onClose={() => setComparing(false)}
        />
      )}
    </>
  );
}
