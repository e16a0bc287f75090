/**
 * The main screen: toolbar, notices, the list of codes, and the dialogs of one account. Runs in the page.
 * The rule: it shows what the vault's list says and changes nothing on its own account.
 */
import {
  type KeyboardEvent,
  memo,
  type ReactElement,
  type ReactNode,
  type RefObject,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { AccountList, AccountView } from '../../electron/ipc/contract.ts';
import { bindingOf, type KeyIdOf } from '../../electron/ipc/keyboard.ts';
import { Notice } from '../components/notice.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { type AccountScreen, type OtherScreen, useAccountActions } from './account-actions.ts';
import { sortAccounts } from './account-order.ts';
import { AccountQr } from './account-qr.tsx';
import { CodeList } from './code-list.tsx';
import { DevelopmentLine } from './development-line.tsx';
import { EditAccount } from './edit-account.tsx';
import { EmptyList } from './empty-list.tsx';
import { FocusedCode } from './focused-code.tsx';
import { requestMarks } from './marks.ts';
import { QuarantineNotice } from './quarantine-notice.tsx';
import { useRemoveSelected } from './remove-selected.ts';
import { prepareSearch, searchAccounts, searchIndex } from './search.ts';
import { useSelection } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { TagChips } from './tag-chips.tsx';
import { knownTags, tagCounts, withTags } from './tag-filter.ts';
import { Toolbar } from './toolbar.tsx';
import type { ScreenActions } from './toolbar-buttons.tsx';
import { useTypeToSearch } from './type-to-search.ts';

export interface CodesScreenProps {
  readonly list: AccountList;
  readonly actions: ScreenActions;
  readonly onChanged: () => void;
  /** What a row opens that is a feature of its own. */
  readonly onOpen: (screen: OtherScreen, account: AccountView) => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  /** Tags that the list is narrowed to; kept by the shell until the vault is locked. */
  readonly chosenTags: readonly string[];
  readonly onChooseTags: (tags: readonly string[]) => void;
  readonly onExport: (ids: readonly string[]) => void;
  readonly isOlderThanLastSeen: boolean;
  /** More of what unlocking said. */
  readonly notices: ReactNode;
}

/** The first codes are on screen by then, and nobody has typed yet. */
const SEARCH_PREPARED_AFTER_MS = 500;

const NOTHING_YET: readonly AccountView[] = [];

type Open = { readonly kind: 'edit' | 'qr'; readonly account: AccountView };

export const CodesScreen = memo(function CodesScreen(props: CodesScreenProps): ReactElement {
  const { list, actions, onChanged, onOpen, searchRef, isOlderThanLastSeen, notices } = props;
  const { chosenTags, onChooseTags, onExport } = props;
  const { info, settings } = usePage();
  const [query, setTyped] = useState('');
  const [selectedAt, setSelectedAt] = useState(0);
  const [open, setOpen] = useState<Open | null>(null);
  const listRef = useRef<HTMLUListElement>(null);
  const accountActions = useAccountActions(onChanged);
  const { sort } = settings;
  const sorted = useMemo(() => sortAccounts(list.accounts, sort), [list.accounts, sort]);
  const tags = useMemo(() => knownTags(sorted, chosenTags), [sorted, chosenTags]);
  const counts = useMemo(() => tagCounts(sorted, tags), [sorted, tags]);
  const tagged = useMemo(() => withTags(sorted, tags), [sorted, tags]);
  // Made ready after the list is on screen, so that the first codes do not wait for it and no key does.
  const listed = useDeferredValue(tagged, NOTHING_YET);
  const searched = query === '' ? listed : tagged;
  const index = useMemo(() => searchIndex(searched), [searched]);
  const shown = useMemo(() => (query === '' ? tagged : searchAccounts(index, query)), [tagged, index, query]);
  const selected = query.trim() === '' ? undefined : shown[Math.min(selectedAt, shown.length - 1)];
  const selection = useSelection(list.accounts, shown);
  const removeSelected = useRemoveSelected(selection, onChanged);
  const setQuery = useCallback((typed: string) => {
    // What is found begins at the list's top.
    window.scrollTo(0, 0);
    setTyped(typed);
    setSelectedAt(0);
  }, []);
  const clearQuery = useCallback(() => {
    setQuery('');
    searchRef.current?.focus();
  }, [setQuery, searchRef]);
  const openScreen = useCallback(
    (screen: AccountScreen, account: AccountView) => {
      if (screen === 'edit' || screen === 'qr') setOpen({ kind: screen, account });
      else onOpen(screen, account);
    },
    [onOpen],
  );
  useEffect(() => requestMarks(list.accounts.map((account) => account.issuer)), [list.accounts]);
  const [isSearchPrepared, setSearchPrepared] = useState(false);
  useEffect(() => {
    if (isSearchPrepared || index.accounts.length === 0) return;
    return prepareSearch(index, SEARCH_PREPARED_AFTER_MS, () => setSearchPrepared(true));
  }, [isSearchPrepared, index]);
  useTypeToSearch(searchRef, actions.openKeyboardMap);

  const onSearchKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const chosen = selected ?? shown[0];
    const key = bindingOf('search', event.nativeEvent, info.platform === 'darwin');
    const to = selected && movedTo(key, shown.indexOf(selected), shown.length);
    if (to !== undefined) setSelectedAt(to);
    else if (key === 'search-clear') setQuery('');
    else if (key === 'search-down') listRef.current?.querySelector<HTMLElement>('.row-main')?.focus();
    else if (key === 'search-copy' && chosen) void accountActions.copy(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <div className="screen">
      <Toolbar
        actions={actions}
        query={query}
        isPrepared={isSearchPrepared}
        onQuery={setQuery}
        onClear={clearQuery}
        onSearchKey={onSearchKey}
        searchRef={searchRef}
        selectedId={selected?.id ?? null}
        onSelect={selection.start}
      />
      <main className="screen-body">
        <h1 className="for-screen-reader">{t('app.name')}</h1>
        {!info.isSupportedElectron && <DevelopmentLine />}
        {isOlderThanLastSeen && <Notice kind="warn">{t('unlock.older')}</Notice>}
        {notices}
        <QuarantineNotice records={list.quarantined} />
        <TagChips
          counts={counts}
          chosen={tags}
          onChoose={onChooseTags}
          onChanged={onChanged}
          all={list.accounts}
        />
        {list.accounts.length === 0 ? (
          <EmptyList
            onScan={actions.scanScreen}
            onChoosePicture={actions.choosePicture}
            onEnterKey={actions.enterKey}
            onPasteHint={actions.showPasteHint}
            onImport={actions.importFile}
            onRestore={actions.restore}
          />
        ) : (
          <CodeList
            accounts={shown}
            actions={accountActions}
            onOpen={openScreen}
            listRef={listRef}
            searchRef={searchRef}
            selectedId={selected?.id ?? null}
            whyNoMoves={
              sort !== 'own' ? 'not-own' : shown.length < sorted.length || query !== '' ? 'narrowed' : null
            }
            onChanged={onChanged}
            selection={selection}
            onRemoveSelected={removeSelected}
          />
        )}
        <p className={shown.length === 0 && query !== '' ? 'no-match' : 'for-screen-reader'} role="status">
          {(query !== '' || tags.length > 0) &&
            (shown.length === 0
              ? t(tags.length > 0 ? 'tags.noMatch' : 'codes.noMatch', { query })
              : t('codes.matches', { count: shown.length }))}
        </p>
        <FocusedCode accounts={list.accounts} />
        {selection.ids !== null && (
          <SelectionBar
            selection={selection}
            all={list.accounts}
            shown={shown}
            onRemove={removeSelected}
            onExport={onExport}
            onChanged={onChanged}
          />
        )}
      </main>
      {open?.kind === 'edit' && (
        <EditAccount account={open.account} onClose={() => setOpen(null)} onChanged={onChanged} />
      )}
      {open?.kind === 'qr' && <AccountQr account={open.account} onClose={() => setOpen(null)} />}
    </div>
  );
});

/** Where an arrow leads the selection that the search field keeps; undefined for other keys. */
function movedTo(key: KeyIdOf<'search'> | null, at: number, count: number): number | undefined {
  if (key === 'search-down') return Math.min(at + 1, count - 1);
  if (key === 'search-up') return Math.max(at - 1, 0);
  return undefined;
}
