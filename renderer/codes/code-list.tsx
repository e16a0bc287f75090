/**
 * The list of accounts; arrow keys, Home and End move between rows, Tab enters it once. Runs in the page.
 * The rule: a long list is in the document as far as it is on screen, and says to a screen reader how long it is; the row
 * that has the focus stays.
 */
import { type ReactElement, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { useLostFocus } from '../components/lost-focus.ts';
import { FIRST_ROWS } from '../first-look.ts';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import type { AccountActions, AccountScreen } from './account-actions.ts';
import { CodeRow } from './code-row.tsx';
import { dragMark, useRowDrag } from './row-drag.ts';
import { accountIdOf, useRowKeys } from './row-keys.ts';
import { type NoMoves, useRowMoves } from './row-moves.ts';
import { LIST_ID, rowIdOf, useRowWindow, WHOLE_LIST_MAX } from './row-window.ts';
import type { Selection } from './selection.ts';
import { isDialogOpen } from './type-to-search.ts';

/** A row's height in rem where its names need one line each; others are measured once they are drawn. */
const ROW_REM = { comfortable: 4.5, compact: 3, big: 7 } as const;
/** The line below each row. */
const LINE_PIXELS = 1;

export interface CodeListProps {
  readonly accounts: readonly AccountView[];
  readonly actions: AccountActions;
  readonly onOpen: (screen: AccountScreen, account: AccountView) => void;
  readonly listRef: RefObject<HTMLUListElement | null>;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  /** The row that the search field's keys act on; null while nothing is searched. */
  readonly selectedId: string | null;
  /** Why accounts cannot be moved now; null: they can. */
  readonly whyNoMoves: NoMoves;
  readonly onChanged: () => void;
  readonly selection: Selection;
  readonly onRemoveSelected: () => void;
}

export function CodeList(props: CodeListProps): ReactElement {
  const { accounts, actions, onOpen, listRef, searchRef, selectedId, whyNoMoves, onChanged } = props;
  const { selection } = props;
  const { density } = usePage().settings;
  const [activeId, setActiveId] = useState<string | null>(null);
  /** A row that was out of view, to be given the focus as soon as it is there. */
  const focusNext = useRef<string | null>(null);

  const indexOf = (id: string | null) => (id === null ? -1 : accounts.findIndex((one) => one.id === id));
  const activeIndex = indexOf(activeId);
  const selectedIndex = indexOf(selectedId);
  const rowPixels = useMemo(
    () =>
      ROW_REM[density] * Number.parseFloat(getComputedStyle(document.documentElement).fontSize) + LINE_PIXELS,
    [density],
  );
  const { places, gapAfter, measure, scrollToRow } = useRowWindow(
    accounts,
    listRef,
    [activeIndex, selectedIndex],
    rowPixels,
  );

  // The first row may have been scrolled out of the document; Tab finds the first that is there.
  const tabStopId = activeIndex >= 0 ? activeId : accounts[places[0]?.index ?? 0]?.id;

  useEffect(() => {
    if (selectedIndex >= 0) scrollToRow(selectedIndex);
  }, [selectedIndex, scrollToRow]);

  const giveFocus = useCallback((id: string) => {
    const button = document.getElementById(rowIdOf(id));
    focusNext.current = button ? null : id;
    setActiveId(id);
    button?.focus({ preventScroll: true });
  }, []);
  const focusRow = useCallback(
    (index: number) => {
      const account = accounts[index];
      if (!account) return;
      giveFocus(account.id);
      scrollToRow(index);
    },
    [accounts, giveFocus, scrollToRow],
  );
  useEffect(() => {
    const id = focusNext.current;
    const button = id === null ? null : document.getElementById(rowIdOf(id));
    if (!button) return;
    focusNext.current = null;
    button.focus({ preventScroll: true });
  });

  /** Where the row in use is, or was before it went. */
  const lastIndex = useRef(0);
  useEffect(() => {
    if (activeIndex >= 0) lastIndex.current = activeIndex;
  }, [activeIndex]);
  useLostFocus({
    isOn: true,
    // The search field is never taken out, and what each letter in it draws need not be watched.
    isOurs: (element) => element !== searchRef.current,
    onLost: () => {
      if (isDialogOpen()) return;
      const account =
        accounts[activeIndex >= 0 ? activeIndex : Math.min(lastIndex.current, accounts.length - 1)];
      // Nothing is scrolled: whoever works with the pointer may look elsewhere.
      if (account) giveFocus(account.id);
      else searchRef.current?.focus();
    },
  });

  const focusMoved = useCallback(
    (id: string) => focusRow(accounts.findIndex((account) => account.id === id)),
    [accounts, focusRow],
  );
  const moves = useRowMoves(accounts, whyNoMoves, onChanged, focusMoved);
  const { drag, start } = useRowDrag(accounts, listRef, moves.moveTo);

  const rowKeys = useRowKeys({
    accounts,
    actions,
    onOpen,
    focusRow,
    activeId,
    selectedId,
    move: moves.move,
    select: selection.toggle,
    removeSelected: selection.accounts.length > 0 ? props.onRemoveSelected : null,
  });

  return (
    <ul
      ref={listRef}
      id={LIST_ID}
      className="rows"
      aria-label={t('codes.listLabel')}
      data-density={density}
      data-dragging={drag !== null || undefined}
      style={{ paddingBottom: gapAfter }}
      onKeyDown={rowKeys.onKeyDown}
      onPointerDown={start}
      onFocus={(event) => setActiveId(accountIdOf(event.target))}
    >
      {places.map(({ index, key, gapBefore }) => {
        const account = accounts[index];
        return (
          account && (
            <CodeRow
              key={key}
              account={account}
              index={index}
              count={accounts.length}
              gapBefore={gapBefore}
              measure={measure}
              isTabStop={account.id === tabStopId}
              isSelected={account.id === selectedId}
              isWhole={accounts.length > WHOLE_LIST_MAX ? 'always' : index < FIRST_ROWS}
              actions={actions}
              onOpen={onOpen}
              onMove={whyNoMoves === null ? moves.step : null}
              isChosen={selection.ids === null ? null : selection.ids.has(account.id)}
              onClick={selection.click}
              dragMark={dragMark(drag, account.id, index, accounts.length - 1)}
            />
          )
        );
      })}
    </ul>
  );
}
