/**
 * Dragging a row by its grip to another place: pointer events over rows that are in the document or come into it. Runs in the page.
 * The rule: nothing moves until the pointer is let go; Escape, a lost pointer and a scroll away leave all as it was.
 */
import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { placesFor } from './account-order.ts';

/** Pixels from the window's edges in which the page scrolls, and how fast it does: pixels a frame. */
const EDGE_TOP = 96;
const EDGE_BOTTOM = 48;
const SCROLL_STEP = 14;

export interface RowDrag {
  readonly id: string;
  /** The place that it would take, counted as if it were still in its own; null while it would stay. */
  readonly gap: number | null;
}

/** What a row shows while one is dragged. */
export type DragMark = 'dragged' | 'gap-before' | 'gap-after';

export function dragMark(
  drag: RowDrag | null,
  id: string,
  index: number,
  last: number,
): DragMark | undefined {
  if (drag === null) return undefined;
  if (drag.id === id) return 'dragged';
  if (drag.gap === index) return 'gap-before';
  return index === last && drag.gap === last + 1 ? 'gap-after' : undefined;
}

interface Held {
  readonly account: AccountView;
  readonly from: number;
  readonly pointerId: number;
  y: number;
  frame: number;
}

/** `onDrop` gets the index that the account then has. */
export function useRowDrag(
  accounts: readonly AccountView[],
  listRef: RefObject<HTMLElement | null>,
  onDrop: (id: string, index: number) => void,
): { readonly drag: RowDrag | null; readonly start: (event: PointerEvent) => void } {
  const [drag, setDrag] = useState<RowDrag | null>(null);
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  const start = useCallback(
    (event: PointerEvent) => {
      const list = listRef.current;
      const grip = event.target instanceof Element ? event.target.closest('.row-grip') : null;
      const from = Number(grip?.closest<HTMLElement>('.row')?.dataset.index ?? Number.NaN);
      const account = accounts[from];
      if (!list || !account || event.button !== 0 || stop.current) return;
      // No selection of text, no focus, no click on what is under the pointer at the end.
      event.preventDefault();
      const held: Held = { account, from, pointerId: event.pointerId, y: event.clientY, frame: 0 };
      const [first, last] = placesFor(accounts, account.isPinned);
      const gapNow = () => {
        const gap = Math.min(Math.max(gapAt(list, held.y), first), last + 1);
        return gap === from || gap === from + 1 ? null : gap;
      };
      const show = () =>
        setDrag((before) => {
          const gap = gapNow();
          return before?.id === account.id && before.gap === gap ? before : { id: account.id, gap };
        });
      const scroll = () => {
        const isUp = held.y < EDGE_TOP;
        if (isUp || held.y > window.innerHeight - EDGE_BOTTOM) {
          window.scrollBy(0, isUp ? -SCROLL_STEP : SCROLL_STEP);
          show();
        }
        held.frame = requestAnimationFrame(scroll);
      };
      const move = ({ pointerId, clientY }: globalThis.PointerEvent) => {
        if (pointerId !== held.pointerId) return;
        held.y = clientY;
        show();
      };
      const end = () => {
        cancelAnimationFrame(held.frame);
        stop.current = null;
        setDrag(null);
        list.removeEventListener('pointermove', move);
        list.removeEventListener('pointerup', drop);
        list.removeEventListener('pointercancel', end);
        list.removeEventListener('lostpointercapture', end);
        window.removeEventListener('keydown', onKey, true);
      };
      const drop = () => {
        const gap = gapNow();
        end();
        if (gap !== null) onDrop(account.id, gap > from ? gap - 1 : gap);
      };
      const onKey = (key: globalThis.KeyboardEvent) => {
        if (key.key !== 'Escape') return;
        key.stopPropagation();
        end();
      };
      stop.current = end;
      list.setPointerCapture(event.pointerId);
      list.addEventListener('pointermove', move);
      list.addEventListener('pointerup', drop);
      list.addEventListener('pointercancel', end);
      list.addEventListener('lostpointercapture', end);
      window.addEventListener('keydown', onKey, true);
      show();
      held.frame = requestAnimationFrame(scroll);
    },
    [accounts, listRef, onDrop],
  );
  return { drag, start };
}

/** The index before which a pointer at `y` stands, among the rows that are in the document. */
function gapAt(list: HTMLElement, y: number): number {
  let gap = 0;
  for (const row of list.querySelectorAll<HTMLElement>('.row')) {
    const { top, height } = row.getBoundingClientRect();
    const index = Number(row.dataset.index);
    if (y >= top + height / 2) gap = index + 1;
    else if (y >= top) return index;
  }
  return gap;
}
