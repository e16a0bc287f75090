/**
 * An account's tags: each with its own button to take it away, and a field for the next one. Runs in the page.
 * The rule: a tag may hold any character, commas too, so only Enter ends one.
 */
import { X } from 'lucide-react';
import type { KeyboardEvent, ReactElement } from 'react';
import { TextField } from '../components/field.tsx';
import { t } from '../locales/text.ts';

/** The contract's bounds. */
const TAGS_MAX = 64;
const TAG_LENGTH_MAX = 128;

/** The tags with a typed one more; empty text and a tag that is there change nothing. */
export function withTag(tags: readonly string[], text: string): readonly string[] {
  const tag = text.trim();
  return tag === '' || tags.includes(tag) || tags.length >= TAGS_MAX ? tags : [...tags, tag];
}

export interface TagsFieldProps {
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
  /** What is typed and not yet a tag; the form adds it, too. */
  readonly text: string;
  readonly onType: (text: string) => void;
}

export function TagsField({ tags, onChange, text, onType }: TagsFieldProps): ReactElement {
  const addOnEnter = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || text.trim() === '' || event.nativeEvent.isComposing) return;
    // Without a tag typed, Enter submits the form as in every other field.
    event.preventDefault();
    onChange(withTag(tags, text));
    onType('');
  };
  return (
    <div className="tags-field">
      <TextField
        label={t('field.tags')}
        hint={t('field.tagsHint')}
        maxLength={TAG_LENGTH_MAX}
        value={text}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={addOnEnter}
      />
      {tags.length > 0 && (
        <ul className="tags">
          {tags.map((tag) => (
            <li key={tag}>
              <button
                type="button"
                className="tag"
                aria-label={t('field.removeTag', { tag })}
                onClick={() => onChange(tags.filter((each) => each !== tag))}
              >
                {tag}
                <X aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
