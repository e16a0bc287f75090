/**
 * The keys of a row that has the focus, and the menu's commands for it. Runs in the page.
 * The rule: a letter acts only where the keyboard brought the focus to the row and nothing is searched; anywhere else it
 * is typed into the search (docs/decisions/keyboard.md).
 */
import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react';
import type { AccountView, Command } from '../../electron/ipc/contract.ts';
import { bindingOf, isLetterKey, type KeyIdOf } from '../../electron/ipc/keyboard.ts';
import { authenticator } from '../authenticator.ts';
import { say } from '../components/toast.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { concealCode, isRevealed, revealCode } from '../shown-codes.ts';
import type { AccountActions, AccountScreen } from './account-actions.ts';
import type { MoveStep } from './row-moves.ts';
import { rowIdOf } from './row-window.ts';
import { isDialogOpen } from './type-to-search.ts';

export interface RowKeysOptions {
  readonly accounts: readonly AccountView[];
  readonly actions: AccountActions;
  readonly onOpen: (screen: AccountScreen, account: AccountView) => void;
  readonly focusRow: (index: number) => void;
  /** The row that has or last had the focus. */
  readonly activeId: string | null;
  /** The row that the search field's keys act on; null while nothing is searched. */
  readonly selectedId: string | null;
  readonly move: (account: AccountView, step: MoveStep) => void;
  /** Chooses it among several, or no more. */
  readonly select: (id: string) => void;
  /** Deletes the selected ones; null while none are. */
  readonly removeSelected: (() => void) | null;
}

export interface RowKeys {
  readonly onKeyDown: (event: KeyboardEvent<HTMLUListElement>) => void;
}

type RowKey = KeyIdOf<'row'>;

const COMMANDS: { readonly [Name in Command]?: RowKey } = {
  'account-copy': 'row-copy',
  'account-reveal': 'row-reveal',
  'account-next': 'row-next',
  'account-edit': 'row-edit',
  'account-pin': 'row-pin',
  'account-remove': 'row-remove',
};

/** The account of the row that an element is in; null for one that is in none. */
export function accountIdOf(target: EventTarget): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('.row') : null;
  return row?.dataset.account ?? null;
}

const selectsNothing = (target: EventTarget) =>
  target instanceof Element && target.getAttribute('role') !== 'checkbox';

/** Where a key leads from `current`; null for keys that lead nowhere. */
function targetRow(key: RowKey, current: number, count: number): number | null {
  if (key === 'row-down') return Math.min(count - 1, current + 1);
  if (key === 'row-up') return Math.max(0, current - 1);
  if (key === 'row-first') return 0;
  if (key === 'row-last') return count - 1;
  return null;
}

export function useRowKeys(options: RowKeysOptions): RowKeys {
  const { accounts, actions, onOpen, focusRow, activeId, selectedId, move, select, removeSelected } = options;
  const { info, settings } = usePage();
  const isMac = info.platform === 'darwin';
  /** Whoever clicked a row and then types is searching. */
  const isByPointer = useRef(false);
  useEffect(() => {
    const byKey = ({ key }: globalThis.KeyboardEvent) => {
      if (key === 'Tab' || key.startsWith('Arrow')) isByPointer.current = false;
    };
    // Anywhere: what a click takes away may lead the focus back to a row.
    const byPointer = () => {
      isByPointer.current = true;
    };
    window.addEventListener('keydown', byKey, true);
    window.addEventListener('pointerdown', byPointer, true);
    return () => {
      window.removeEventListener('keydown', byKey, true);
      window.removeEventListener('pointerdown', byPointer, true);
    };
  }, []);
  /** A row that the next list may show elsewhere: moving it in the document takes the focus from it. */
  const moving = useRef<string | null>(null);
  useEffect(() => {
    const id = moving.current;
    if (id === null || accounts.length === 0) return;
    moving.current = null;
    // Whoever went on meanwhile, as to the search, stays there.
    const focused = document.activeElement;
    const isFree = focused === document.body || focused?.id === rowIdOf(id);
    const at = accounts.findIndex((account) => account.id === id);
    if (isFree && at >= 0) focusRow(at);
  }, [accounts, focusRow]);

  const act = (key: RowKey, account: AccountView) => {
    if (key === 'row-copy') void actions.copy(account);
    if (key === 'row-reveal') (isRevealed(account.id) ? concealCode : revealCode)(account.id);
    if (key === 'row-next') void actions.next(account);
    if (key === 'row-time') actions.sayTime(account);
    if (key === 'row-edit') onOpen('edit', account);
    if (key === 'row-pin') {
      moving.current = account.id;
      void actions.pin(account);
    }
    if (key === 'row-move-up') move(account, 'up');
    if (key === 'row-move-down') move(account, 'down');
    if (key === 'row-select' || key === 'row-select-also') select(account.id);
    // The key is for what is marked, which need not be where the focus is.
    if (key === 'row-remove' && removeSelected) removeSelected();
    else if (key === 'row-remove') {
      const at = accounts.indexOf(account);
      focusRow(at + 1 < accounts.length ? at + 1 : at - 1);
      void actions.remove(account);
    }
  };

  const onCommand = useEffectEvent((command: Command) => {
    const key = COMMANDS[command];
    if (key === undefined || isDialogOpen()) return;
    const account = accounts.find(({ id }) => id === (selectedId ?? activeId));
    if (account) act(key, account);
    else say(t('keyboard.noAccount'), { topic: 'keyboard' });
  });
  // Once: listening goes through the preload, which takes longer than drawing a row.
  useEffect(() => authenticator.onCommand((command) => onCommand(command)), []);

  return {
    onKeyDown(event) {
      const current = accounts.findIndex(({ id }) => id === accountIdOf(event.target));
      const account = accounts[current];
      const key = bindingOf('row', event.nativeEvent, isMac);
      if (!account || key === null) return;
      const to = targetRow(key, current, accounts.length);
      if (to !== null) {
        event.preventDefault();
        isByPointer.current = false;
        return focusRow(to);
      }
      // The row's other buttons have keys of their own, and Enter presses any.
      const isMove = key === 'row-move-up' || key === 'row-move-down';
      const isOnRow = isMove || (event.target instanceof Element && event.target.id === rowIdOf(account.id));
      const isTyped = isLetterKey(key) && (isByPointer.current || selectedId !== null);
      // Where codes are not hidden, Space presses the row as it does any button.
      // Nor while rows are being selected: then it is a checkbox.
      const isReveal = key === 'row-reveal' && settings.hideCodes && selectsNothing(event.target);
      const isPress = key === 'row-copy' || (key === 'row-reveal' && !isReveal);
      if (!isOnRow || isTyped || isPress) return;
      event.preventDefault();
      // A key that is held moves on; it does not delete row after row, nor use a counter's codes up.
      if (!event.repeat || isMove) act(key, account);
    },
  };
}
