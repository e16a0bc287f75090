/** The bar over the list: search, and the buttons beside it. Runs in the page. Typing anywhere lands in the search field. */
import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, type RefObject, useDeferredValue } from 'react';
import { IconButton } from '../components/icon-button.tsx';
import { t } from '../locales/text.ts';
import { LIST_ID, rowIdOf } from './row-window.ts';
import { ToolbarButtons, type ToolbarButtonsProps } from './toolbar-buttons.tsx';

export interface ToolbarProps extends ToolbarButtonsProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onSearchKey: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  /** The account that Enter in the field copies; null while nothing is typed. */
  readonly selectedId: string | null;
}

export function Toolbar(props: ToolbarProps): ReactElement {
  const { actions, query, onQuery, onSearchKey, searchRef, selectedId, onSelect } = props;
  // After the first frame and before the first key, which it would take longer than all the rest.
  const isSettled = useDeferredValue(true, false);
  const clear = () => {
    onQuery('');
    searchRef.current?.focus();
  };
  return (
    <header className="toolbar">
      <search className="search">
        <Search aria-hidden className="search-icon" />
        <input
          ref={searchRef}
          className="search-input"
          type="search"
          aria-label={t('codes.search')}
          placeholder={t('codes.search')}
          autoComplete="off"
          spellCheck={false}
          aria-controls={selectedId === null ? undefined : LIST_ID}
          aria-activedescendant={selectedId === null ? undefined : rowIdOf(selectedId)}
          value={query}
          onChange={(event) => onQuery(event.target.value)}
          onKeyDown={onSearchKey}
        />
        {(isSettled || query !== '') && (
          <IconButton
            className="search-clear"
            hidden={query === ''}
            label={t('codes.searchClear')}
            icon={<X aria-hidden />}
            onClick={clear}
          />
        )}
      </search>
      <ToolbarButtons actions={actions} onSelect={onSelect} />
    </header>
  );
}
