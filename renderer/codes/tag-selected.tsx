/**
 * Tags of several accounts at once: each tag on all of them, on some, or on none. Runs in the page.
 * The rule: a tag that some have stays as it is until it is chosen or taken away; saving is one change with one undo.
 */
import { Checkbox } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { TextField } from '../components/field.tsx';
import { FormDialog } from '../components/form-dialog.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { sayUndoable } from '../undo.ts';
import { tagCounts } from './tag-filter.ts';

const TAG_LENGTH_MAX = 128;

export interface TagSelectedProps {
  /** Every account: their tags are offered. */
  readonly all: readonly AccountView[];
  readonly accounts: readonly AccountView[];
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

export function TagSelected({ all, accounts, onChanged, onClose }: TagSelectedProps): ReactElement {
  const page = usePage();
  const [text, setText] = useState('');
  /** What was decided: on all of them, or on none. */
  const [decided, setDecided] = useState<ReadonlyMap<string, boolean>>(new Map());
  const known = tagCounts(all).map(({ tag }) => tag);
  const typed = text.trim();
  const hasAll = (tag: string) => accounts.every(({ tags }) => tags.includes(tag));
  const hasSome = (tag: string) => accounts.some(({ tags }) => tags.includes(tag));
  const decide = (tag: string, isOn: boolean) => setDecided((before) => new Map(before).set(tag, isOn));
  const offered = [...known, ...[...decided.keys()].filter((tag) => !known.includes(tag))];

  const save = async () => {
    const wanted = typed === '' ? decided : new Map(decided).set(typed, true);
    const addTags = [...wanted].flatMap(([tag, isOn]) => (isOn && !hasAll(tag) ? [tag] : []));
    const removeTags = [...wanted].flatMap(([tag, isOn]) => (!isOn && hasSome(tag) ? [tag] : []));
    if (addTags.length === 0 && removeTags.length === 0) return onClose();
    const ids = accounts.map(({ id }) => id);
    const result = await authenticator.accounts.setExtras({ ids, addTags, removeTags });
    if (!result.ok) return page.report(result.code);
    onChanged();
    onClose();
    sayUndoable(t('select.tagged', { count: ids.length }), result.value.undoId, page, onChanged);
  };

  return (
    <FormDialog
      onClose={onClose}
      title={t('select.tagTitle', { count: accounts.length })}
      onSubmit={() => void save()}
      submit={t('action.save')}
    >
      <div className="stack">
        <TextField
          label={t('select.newTag')}
          maxLength={TAG_LENGTH_MAX}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || typed === '' || event.nativeEvent.isComposing) return;
            // Without a tag typed, Enter submits the form as in every other field.
            event.preventDefault();
            decide(typed, true);
            setText('');
          }}
        />
        {offered.length > 0 && (
          <ul className="tag-choices">
            {offered.map((tag) => (
              <TagChoice
                key={tag}
                tag={tag}
                isOn={decided.get(tag) ?? hasAll(tag)}
                isMixed={!decided.has(tag) && hasSome(tag) && !hasAll(tag)}
                onChange={(isOn) => decide(tag, isOn)}
              />
            ))}
          </ul>
        )}
      </div>
    </FormDialog>
  );
}

interface TagChoiceProps {
  readonly tag: string;
  readonly isOn: boolean;
  /** Some have it and some do not. */
  readonly isMixed: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function TagChoice({ tag, isOn, isMixed, onChange }: TagChoiceProps): ReactElement {
  return (
    <li>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox brings its own input. */}
      <label className="tag-choice">
        <Checkbox.Root className="checkbox" checked={isOn} indeterminate={isMixed} onCheckedChange={onChange}>
          <Checkbox.Indicator className="checkbox-mark">
            {isMixed ? <Minus aria-hidden /> : <Check aria-hidden />}
          </Checkbox.Indicator>
        </Checkbox.Root>
        <bdi>{tag}</bdi>
      </label>
    </li>
  );
}
