/**
 * Which rows of the list are in the document, and where. Runs in the page.
 * The rule: a short list is there whole; of a long one the rows on screen, a few beside them, and the one in use.
 */
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { type Covered, measureCovered, styleCovered } from './covered.ts';

export const LIST_ID = 'accounts';
/** The id of a row's button, by which the search field names the selected one. */
export const rowIdOf = (accountId: string) => `account-${accountId}`;

/** Up to here every row is in the document, where the browser's own search and a screen reader's reading find it. */
export const WHOLE_LIST_MAX = 50;
/** Rows beyond each edge of the window, so that scrolling shows no gap. */
const OVERSCAN_ROWS = 2;
/**
 * Until a long list is scrolled, no more rows beyond the window's height are given their places; the rest is as high as so
 * many usual rows. Each letter of a search makes another list, which may have ten thousand.
 */
const PLACED_AT_TOP = 100;

export interface RowPlace {
  readonly index: number;
  readonly key: string;
  /** Pixels left out between this row and the one before it in the document. */
  readonly gapBefore: number;
}

export interface RowWindow {
  readonly places: readonly RowPlace[];
  /** Pixels left out after the last row. */
  readonly gapAfter: number;
  /** A row's element, to learn its height; null when it goes. */
  readonly measure: (element: HTMLElement | null) => void;
  readonly scrollToRow: (index: number) => void;
}

/** `estimatedHeight` of a row in pixels; `kept` are the rows that have the focus or are selected, -1 for none. */
export function useRowWindow(
  accounts: readonly AccountView[],
  listRef: RefObject<HTMLElement | null>,
  kept: readonly [number, number],
  estimatedHeight: number,
): RowWindow {
  const [listTop, setListTop] = useState(0);
  const isWhole = accounts.length <= WHOLE_LIST_MAX;
  const [focused, selected] = kept;
  const rangeExtractor = useCallback(
    (range: Range) =>
      isWhole
        ? wholeRange(range.count)
        : withKept(defaultRangeExtractor(range), [focused, selected], range.count),
    [isWhole, focused, selected],
  );
  /** What rows turned out to be, for those that were never drawn: a wrong guess draws each of them twice. */
  const usualHeight = useRef(estimatedHeight);
  const covered = useRef<Covered>(NOTHING_COVERED);
  const length = useRef(accounts.length);
  const placedAtTop = PLACED_AT_TOP + Math.ceil(window.innerHeight / estimatedHeight);
  const isAtTop = window.scrollY === 0 && Math.max(focused, selected) < placedAtTop;
  const count = isAtTop ? Math.min(accounts.length, placedAtTop) : accounts.length;
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => usualHeight.current,
    getItemKey: useCallback((index: number) => accounts[index]?.id ?? index, [accounts]),
    overscan: OVERSCAN_ROWS,
    scrollMargin: listTop,
    scrollPaddingStart: covered.current.head,
    scrollPaddingEnd: covered.current.foot,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    rangeExtractor,
    useFlushSync: false,
  });
  // A search goes to the top, which no event tells before the next frame: rows for the place before would be drawn first.
  if (window.scrollY === 0) virtualizer.scrollOffset = 0;
  const items = virtualizer.getVirtualItems();
  const measuredFor = useRef(estimatedHeight);
  useLayoutEffect(() => {
    if (measuredFor.current === estimatedHeight) {
      const heights = items.map(({ size }) => size).sort((a, b) => a - b);
      usualHeight.current = heights[heights.length >> 1] ?? estimatedHeight;
      return;
    }
    // Rows of another size: what was measured is of no use any more, but for the first row of which half was in view.
    const { scrollOffset } = virtualizer;
    const isScrolled = scrollOffset !== null && scrollOffset > 0;
    const first =
      isScrolled &&
      virtualizer.getVirtualItemForOffset(scrollOffset + covered.current.head + measuredFor.current / 2);
    measuredFor.current = estimatedHeight;
    usualHeight.current = estimatedHeight;
    virtualizer.measure();
    if (first && first.index > 0) virtualizer.scrollToIndex(first.index, { align: 'start' });
  }, [virtualizer, estimatedHeight, items]);
  // Notices above the list come and go; a stale top is made up for by the rows beyond the edges.
  useLayoutEffect(() => {
    const list = listRef.current;
    if (list) setListTop(Math.round(list.getBoundingClientRect().top + window.scrollY));
    covered.current = measureCovered();
    length.current = accounts.length;
  });
  useEffect(() => styleCovered(covered.current));

  const places = items.map(({ index, key, start }, at) => ({
    index,
    key: String(key),
    gapBefore: start - (items[at - 1]?.end ?? listTop),
  }));
  const lastEnd = items.at(-1)?.end ?? listTop;
  return {
    places,
    gapAfter:
      Math.max(0, virtualizer.getTotalSize() + listTop - lastEnd) +
      (accounts.length - count) * usualHeight.current,
    measure: virtualizer.measureElement,
    scrollToRow: useCallback(
      (index: number) => {
        // A bar that came, or a window of another width, since the list was drawn.
        const { head, foot } = measureCovered();
        styleCovered({ head, foot });
        virtualizer.setOptions({
          ...virtualizer.options,
          count: index < virtualizer.options.count ? virtualizer.options.count : length.current,
          scrollPaddingStart: head,
          scrollPaddingEnd: foot,
        });
        virtualizer.scrollToIndex(index, { align: 'auto' });
      },
      [virtualizer],
    ),
  };
}

/** Until the list is drawn; nothing is scrolled to before. */
const NOTHING_COVERED: Covered = { head: 0, foot: 0 };

const wholeRange = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** The indexes in order, with the kept ones among them that are rows at all. */
export function withKept(indexes: readonly number[], kept: readonly number[], count: number): number[] {
  const rows = kept.filter((index) => index >= 0 && index < count);
  return [...new Set([...indexes, ...rows])].sort((a, b) => a - b);
}
