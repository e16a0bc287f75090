/**
 * Moving accounts in the person's own order, by keys, menu or pointer. Runs in the page.
 * The rule: the vault process keeps the order; each move is one change with one undo, and is said with its new place.
 */
import { useCallback, useLayoutEffect, useRef } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { fullName } from '../account-name.ts';
import { authenticator } from '../authenticator.ts';
import { say } from '../components/toast.tsx';
import { t } from '../locales/text.ts';
import { usePage } from '../page-context.ts';
import { sayUndoable } from '../undo.ts';
import { placesFor } from './account-order.ts';

/** Why nothing can be moved now; null: it can. */
export type NoMoves = 'not-own' | 'narrowed' | null;

export type MoveStep = 'top' | 'up' | 'down' | 'end';

export interface RowMoves {
  readonly step: (account: AccountView, step: MoveStep) => void;
  /** Moves an account to an index of the list as it is shown, or as near as pinned ones let it. */
  readonly moveTo: (id: string, index: number) => void;
  /** The same, where it may not be possible: then it is said why. */
  readonly move: (account: AccountView, step: MoveStep) => void;
}

/** `accounts` as they are shown; `onMoved` gets the id once the list shows the new order. */
export function useRowMoves(
  accounts: readonly AccountView[],
  whyNot: NoMoves,
  onChanged: () => void,
  onMoved: (id: string) => void,
): RowMoves {
  const page = usePage();
  const isMoving = useRef(false);
  /** Waits for the list in its new order. */
  const moved = useRef<string | null>(null);
  const latest = useRef({ accounts, whyNot });
  useLayoutEffect(() => {
    latest.current = { accounts, whyNot };
  });
  useLayoutEffect(() => {
    const id = moved.current;
    moved.current = null;
    if (id !== null && accounts.some((account) => account.id === id)) onMoved(id);
  }, [accounts, onMoved]);

  const moveTo = useCallback(
    async (id: string, index: number) => {
      const { accounts: shown } = latest.current;
      const from = shown.findIndex((account) => account.id === id);
      const account = shown[from];
      // The next step is counted from where the list shows it.
      if (!account || isMoving.current || moved.current !== null) return;
      const [first, last] = placesFor(shown, account.isPinned);
      const to = Math.min(Math.max(index, first), last);
      const target = shown[to];
      if (!target || to === from) return;
      isMoving.current = true;
      const side = to < from ? 'before' : 'after';
      const result = await authenticator.accounts.move({ id, targetId: target.id, side });
      isMoving.current = false;
      if (!result.ok) return page.report(result.code);
      moved.current = id;
      onChanged();
      const place = { name: fullName(account), position: to + 1, count: shown.length };
      sayUndoable(t('order.moved', place), result.value.undoId, page, onChanged);
    },
    [page, onChanged],
  );
  const step = useCallback(
    (account: AccountView, direction: MoveStep) => {
      const { accounts: shown } = latest.current;
      const at = shown.findIndex(({ id }) => id === account.id);
      const to = { top: 0, up: at - 1, down: at + 1, end: shown.length - 1 }[direction];
      void moveTo(account.id, to);
    },
    [moveTo],
  );
  const move = useCallback(
    (account: AccountView, direction: MoveStep) => {
      const why = latest.current.whyNot;
      if (why !== null)
        say(t(why === 'narrowed' ? 'order.clearFirst' : 'order.ownFirst'), { topic: 'order' });
      else step(account, direction);
    },
    [step],
  );
  return { step, move, moveTo: useCallback((id, index) => void moveTo(id, index), [moveTo]) };
}
