/**
 * Tags over the list, to narrow it: one row that scrolls, each tag a button that stays pressed. Runs in the page.
 * The rule: Tab enters the row once, arrows move in it; a tag that would leave nothing cannot be pressed.
 */
import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { Tags, X } from 'lucide-react';
import { type ReactElement, useLayoutEffect, useRef, useState } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { IconButton } from '../components/icon-button.tsx';
import { numberText, t } from '../locales/text.ts';
import { type TagCount, tagCounts } from './tag-filter.ts';
import { TagsDialog } from './tags-dialog.tsx';

export interface TagChipsProps {
  readonly counts: readonly TagCount[];
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
  readonly all: readonly AccountView[];
  readonly onChanged: () => void;
}

/** Nothing at all where no account has a tag. */
export function TagChips(props: TagChipsProps): ReactElement | null {
  const { counts, chosen, onChoose, all, onChanged } = props;
  const [isManaging, setManaging] = useState(false);
  const latest = useRef(chosen);
  useLayoutEffect(() => {
    latest.current = chosen;
  });
  const renameChosen = (tag: string, to: string | null) => {
    const before = latest.current;
    if (!before.includes(tag)) return () => {};
    const after = [...new Set(before.flatMap((one) => (one === tag ? (to ?? []) : one)))];
    onChoose(after);
    // Unless others were chosen meanwhile.
    return () => void (latest.current.join('\n') === after.join('\n') && onChoose(before));
  };
  if (counts.length === 0 && !isManaging) return null;
  return (
    <div className="chips">
      <ToggleGroup
        multiple
        className="chips-scroll"
        aria-label={t('tags.filter')}
        value={chosen}
        onValueChange={(values) => onChoose(values)}
      >
        {counts.map(({ tag, count }) => (
          <Toggle key={tag} value={tag} className="chip" disabled={count === 0 && !chosen.includes(tag)}>
            <bdi>{tag}</bdi>
            <span className="chip-count" aria-hidden="true">
              {numberText(count)}
            </span>
            <span className="for-screen-reader">{t('codes.matches', { count })}</span>
          </Toggle>
        ))}
      </ToggleGroup>
      {chosen.length > 0 && (
        <IconButton label={t('tags.clear')} icon={<X aria-hidden />} onClick={() => onChoose([])} />
      )}
      <IconButton label={t('tags.manage')} icon={<Tags aria-hidden />} onClick={() => setManaging(true)} />
      {isManaging && (
        <TagsDialog
          counts={tagCounts(all)}
          onChanged={onChanged}
          onTagChanged={renameChosen}
          onClose={() => setManaging(false)}
        />
      )}
    </div>
  );
}
