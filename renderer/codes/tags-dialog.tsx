/**
 * All tags: renamed or taken away wherever they are. Runs in the page.
 * The rule: each is one change with one undo, and no account is touched otherwise.
 */
import { Pencil, Trash2 } from 'lucide-react';
import { type FormEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { authenticator } from '../authenticator.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { TextField } from '../components/field.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { sayUndoable } from '../undo.ts';
import type { TagCount } from './tag-filter.ts';

const TAG_LENGTH_MAX = 128;

export interface TagsDialogProps {
  readonly counts: readonly TagCount[];
  readonly onChanged: () => void;
  /** `to` is null for one that is gone; what is answered takes back what followed from it. */
  readonly onTagChanged: (tag: string, to: string | null) => () => void;
  readonly onClose: () => void;
}

export function TagsDialog({ counts, onChanged, onTagChanged, onClose }: TagsDialogProps): ReactElement {
  const page = usePage();
  const [renamed, setRenamed] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  /** The tag that gets the focus once what had it is gone; '' for the dialog's end, where none is left. */
  const focusNext = useRef<string | null>(null);
  useEffect(() => {
    const tag = focusNext.current;
    if (tag === null || renamed !== null) return;
    const items = [...(list.current?.querySelectorAll<HTMLElement>('li') ?? [])];
    // The line and not its first button, whose tooltip would lie over the line above.
    const next =
      tag === '' && items.length === 0
        ? list.current?.closest('[role="dialog"]')?.querySelector<HTMLElement>('.button')
        : items.find((item) => item.dataset.tag === tag);
    if (!next) return;
    focusNext.current = null;
    next.focus();
  });
  const endRename = (tag: string) => {
    focusNext.current = tag;
    setRenamed(null);
  };
  const change = async ({ tag, count }: TagCount, to: string | null) => {
    const result = await authenticator.accounts.changeTag({ tag, to });
    if (!result.ok) return page.report(result.code);
    const at = counts.findIndex((each) => each.tag === tag);
    endRename(to ?? counts[at + 1]?.tag ?? counts[at - 1]?.tag ?? '');
    const takeBack = onTagChanged(tag, to);
    onChanged();
    const said = to === null ? t('tags.deleted', { tag, count }) : t('tags.renamed', { tag, to, count });
    sayUndoable(said, result.value.undoId, page, () => {
      takeBack();
      onChanged();
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('tags.title')}
      description={t('tags.lead')}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t('action.done')}
        </Button>
      }
    >
      {counts.length === 0 && <p className="quiet">{t('tags.none')}</p>}
      <ul ref={list} className="tag-rows">
        {counts.map((each) => (
          <li key={each.tag} data-tag={each.tag} tabIndex={-1}>
            {renamed === each.tag ? (
              <RenameTag
                tag={each.tag}
                others={counts.map(({ tag }) => tag)}
                onRename={(to) => void change(each, to)}
                onCancel={() => endRename(each.tag)}
              />
            ) : (
              <div className="tag-row">
                <span className="tag-row-name">
                  <bdi>{each.tag}</bdi>
                  <span className="quiet small">{t('codes.matches', { count: each.count })}</span>
                </span>
                <IconButton
                  label={t('tags.renameOne', { tag: each.tag })}
                  icon={<Pencil aria-hidden />}
                  onClick={() => setRenamed(each.tag)}
                />
                <IconButton
                  label={t('tags.deleteOne', { tag: each.tag })}
                  icon={<Trash2 aria-hidden />}
                  onClick={() => void change(each, null)}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

interface RenameTagProps {
  readonly tag: string;
  readonly others: readonly string[];
  readonly onRename: (to: string) => void;
  readonly onCancel: () => void;
}

function RenameTag({ tag, others, onRename, onCancel }: RenameTagProps): ReactElement {
  const [text, setText] = useState(tag);
  const name = text.trim();
  const isJoined = name !== tag && others.includes(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name === '' || name === tag) onCancel();
    else onRename(name);
  };
  return (
    <form className="tag-rename" onSubmit={submit}>
      <TextField
        label={t('tags.newName', { tag })}
        hint={isJoined ? t('tags.joined', { tag: name }) : undefined}
        maxLength={TAG_LENGTH_MAX}
        value={text}
        autoFocus
        onFocus={(event) => event.target.select()}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="tag-rename-actions">
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
        <Button kind="primary" type="submit">
          {t('tags.rename')}
        </Button>
      </div>
    </form>
  );
}
