/**
 * Choosing one of many icons by name: a search field and what it finds, as buttons. Runs in the page.
 * The rule: only so many are drawn at once, and how many there are is said.
 */
import { type ReactElement, type ReactNode, useMemo, useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { TextField } from '../components/field.tsx';
import { t } from '../locales/text.ts';

export interface IconItem {
  readonly key: string;
  readonly title: string;
  /** What else it may be looked for by. */
  readonly keywords?: readonly string[];
}

export interface IconChooserProps<Item extends IconItem> {
  readonly title: string;
  readonly items: readonly Item[];
  /** What is looked for at first: the issuer's name. */
  readonly firstQuery: string;
  readonly draw: (item: Item) => ReactNode;
  readonly onChoose: (item: Item) => void;
  readonly onClose: () => void;
  /** Over the icons. */
  readonly children?: ReactNode;
}

const SHOWN_MAX = 60;

/** Those whose title has the typed text in it, those that begin with it first. */
export function iconsNamed<Item extends IconItem>(items: readonly Item[], query: string): readonly Item[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return items;
  const found = items.filter(({ title, keywords = [] }) =>
    [title, ...keywords].some((name) => name.toLowerCase().includes(wanted)),
  );
  const begins = ({ title }: Item) => Number(!title.toLowerCase().startsWith(wanted));
  return found.sort((a, b) => begins(a) - begins(b) || a.title.length - b.title.length);
}

export function IconChooser<Item extends IconItem>(props: IconChooserProps<Item>): ReactElement {
  const { title, items, firstQuery, draw, onChoose, onClose, children } = props;
  // The issuer's name finds nothing as often as not; an empty list at first would look broken.
  const [query, setQuery] = useState(() => (iconsNamed(items, firstQuery).length > 0 ? firstQuery : ''));
  const found = useMemo(() => iconsNamed(items, query), [items, query]);
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={<Button onClick={onClose}>{t('action.cancel')}</Button>}
    >
      <div className="stack">
        {children}
        <TextField
          label={t('icon.search')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <p className="quiet small" role="status">
          {found.length > SHOWN_MAX
            ? t('icon.more', { count: SHOWN_MAX })
            : t('icon.found', { count: found.length })}
        </p>
        <ul className="icon-grid">
          {found.slice(0, SHOWN_MAX).map((item) => (
            <li key={item.key}>
              <button type="button" className="icon-choice" onClick={() => onChoose(item)}>
                {draw(item)}
                <span>{item.title}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
