/** The bar over the list: search, and the buttons beside it. Runs in the page. Typing anywhere lands in the search field. */
import { Search, X } from 'lucide-react';
import { type KeyboardEvent, memo, type ReactElement, type RefObject } from 'react';
import { IconButton } from '../components/icon-button.tsx';
import { t } from '../locales/text.ts';
import { LIST_ID, rowIdOf } from './row-window.ts';
import { ToolbarButtons, type ToolbarButtonsProps } from './toolbar-buttons.tsx';

export interface ToolbarProps extends ToolbarButtonsProps {
  readonly query: string;
  /** Whether what the first key needs may be made ready: the button that clears takes longer than all the rest. */
  readonly isPrepared: boolean;
  readonly onQuery: (query: string) => void;
  /** The same function at every letter, so that the button is not drawn again with each. */
  readonly onClear: () => void;
  readonly onSearchKey: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  /** The account that Enter in the field copies; null while nothing is typed. */
  readonly selectedId: string | null;
}

export function Toolbar(props: ToolbarProps): ReactElement {
  const { actions, query, isPrepared, onQuery, onClear, onSearchKey, searchRef, selectedId, onSelect } =
    props;
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
        {(isPrepared || query !== '') && <ClearButton isHidden={query === ''} onClear={onClear} />}
      </search>
      <ToolbarButtons actions={actions} onSelect={onSelect} />
    </header>
  );
}

interface ClearButtonProps {
  readonly isHidden: boolean;
  readonly onClear: () => void;
}

const ClearButton = memo(function ClearButton({ isHidden, onClear }: ClearButtonProps): ReactElement {
  return (
    <IconButton
      className="search-clear"
      hidden={isHidden}
      label={t('codes.searchClear')}
      icon={<X aria-hidden />}
      onClick={onClear}
    />
  );
});
