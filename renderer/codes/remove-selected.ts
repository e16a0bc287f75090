/** Deletes the selected accounts as one change with one undo, by the bar or by the key. Runs in the page. */
import { useCallback } from 'react';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { sayUndoable } from '../undo.ts';
import type { Selection } from './selection.ts';

export function useRemoveSelected({ accounts, stop }: Selection, onChanged: () => void): () => void {
  const page = usePage();
  const remove = useCallback(async () => {
    const [first] = accounts;
    if (!first) return;
    const ids = accounts.map(({ id }) => id);
    const result = await authenticator.accounts.removeMany({ ids });
    if (!result.ok) return page.report(result.code);
    stop();
    onChanged();
    const said = t('select.deleted', { count: ids.length, name: fullName(first) });
    sayUndoable(said, result.value.undoId, page, onChanged);
  }, [accounts, stop, onChanged, page]);
  return useCallback(() => void remove(), [remove]);
}
