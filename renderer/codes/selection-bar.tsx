/**
 * What can be done with the selected accounts, at the window's foot while some are selected. Runs in the page.
 * The rule: it says how many there are, also those that are not shown, and each deed is one change with one undo.
 */
import { ListChecks, Share, Tags, Trash2, X } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { Button } from '../components/button.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { t } from '../locales/text.ts';
import type { Selection } from './selection.ts';
import { TagSelected } from './tag-selected.tsx';

export interface SelectionBarProps {
  readonly selection: Selection;
  readonly all: readonly AccountView[];
  readonly shown: readonly AccountView[];
  readonly onRemove: () => void;
  readonly onExport: (ids: readonly string[]) => void;
  readonly onChanged: () => void;
}

export function SelectionBar({
  selection,
  all,
  shown,
  onRemove,
  onExport,
  onChanged,
}: SelectionBarProps): ReactElement {
  const [isTagging, setTagging] = useState(false);
  const { accounts, stop, toggleShown } = selection;
  const ids = accounts.map(({ id }) => id);
  const shownIds = new Set(shown.map(({ id }) => id));
  const hiddenCount = ids.filter((id) => !shownIds.has(id)).length;
  const isNone = ids.length === 0;

  return (
    <section className="selection-bar" aria-label={t('select.bar')}>
      <p className="selection-count" role="status">
        {t('select.count', { count: ids.length })}
        {hiddenCount > 0 && (
          <span className="quiet small"> · {t('select.hidden', { count: hiddenCount })}</span>
        )}
      </p>
      <Button kind="quiet" icon={<ListChecks aria-hidden />} onClick={toggleShown}>
        {t('select.all')}
      </Button>
      <Button kind="quiet" icon={<Tags aria-hidden />} disabled={isNone} onClick={() => setTagging(true)}>
        {t('select.tag')}
      </Button>
      <Button kind="quiet" icon={<Share aria-hidden />} disabled={isNone} onClick={() => onExport(ids)}>
        {t('select.export')}
      </Button>
      <Button
        kind="quiet"
        className="selection-delete"
        icon={<Trash2 aria-hidden />}
        disabled={isNone}
        onClick={onRemove}
      >
        {t('codes.remove')}
      </Button>
      <IconButton label={t('select.end')} icon={<X aria-hidden />} onClick={stop} />
      {isTagging && (
        <TagSelected all={all} accounts={accounts} onChanged={onChanged} onClose={() => setTagging(false)} />
      )}
    </section>
  );
}
