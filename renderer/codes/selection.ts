/**
 * Several accounts chosen at once: by click with Ctrl, ⌘ or Shift, by keys, or all that are shown. Runs in the page.
 * The rule: while accounts are selected a row's click chooses and never copies; Escape ends it.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { bindingOf } from '../../electron/ipc/keyboard.ts';
import { usePage } from '../page-context.ts';
import { isDialogOpen, KEEPS_KEYS } from './type-to-search.ts';

interface Keys {
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

export interface Selection {
  /** Null while none is asked for. */
  readonly ids: ReadonlySet<string> | null;
  /** Those that are still there, shown or not. */
  readonly accounts: readonly AccountView[];
  readonly start: () => void;
  readonly stop: () => void;
  /** All that are shown, in addition to what is chosen; none of them when all were chosen. What is not shown stays as it is. */
  readonly toggleShown: () => void;
  readonly toggle: (id: string) => void;
  /** What a click on a row means: true when it chose, false when it is a click like any other. */
  readonly click: (id: string, keys: Keys) => boolean;
}

const NONE: ReadonlySet<string> = new Set();

export function useSelection(all: readonly AccountView[], shown: readonly AccountView[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string> | null>(null);
  /** Where a range begins. */
  const anchor = useRef<string | null>(null);
  const latest = useRef({ shown, isOn: ids !== null });
  useLayoutEffect(() => {
    latest.current = { shown, isOn: ids !== null };
  });

  const toggle = useCallback((id: string) => {
    anchor.current = id;
    setIds((before) => {
      const next = new Set(before ?? NONE);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const chooseRange = useCallback((id: string) => {
    const listed = latest.current.shown.map((account) => account.id);
    const to = listed.indexOf(id);
    const from = anchor.current === null ? to : listed.indexOf(anchor.current);
    const range = listed.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1);
    anchor.current ??= id;
    setIds((before) => new Set([...(before ?? NONE), ...range]));
  }, []);
  const click = useCallback(
    (id: string, { ctrlKey, metaKey, shiftKey }: Keys) => {
      if (!latest.current.isOn && !ctrlKey && !metaKey && !shiftKey) return false;
      if (shiftKey) chooseRange(id);
      else toggle(id);
      return true;
    },
    [toggle, chooseRange],
  );
  const start = useCallback(() => setIds((before) => before ?? NONE), []);
  const stop = useCallback(() => {
    anchor.current = null;
    setIds(null);
  }, []);
  const chooseShown = useCallback(
    () => setIds((before) => new Set([...(before ?? NONE), ...latest.current.shown.map(({ id }) => id)])),
    [],
  );
  useSelectionKeys(ids !== null, chooseShown, stop);

  return {
    ids,
    accounts: useMemo(() => (ids === null ? [] : all.filter(({ id }) => ids.has(id))), [all, ids]),
    start,
    stop,
    toggleShown: () => {
      const areAll = shown.length > 0 && shown.every(({ id }) => ids?.has(id));
      if (!areAll) return chooseShown();
      const shownIds = new Set(shown.map(({ id }) => id));
      setIds((before) => new Set([...(before ?? NONE)].filter((id) => !shownIds.has(id))));
    },
    toggle,
    click,
  };
}

/** Ctrl+A or ⌘A anywhere but in a field, a menu or a dialog, and Escape while accounts are selected. */
function useSelectionKeys(isOn: boolean, chooseShown: () => void, stop: () => void): void {
  const isMac = usePage().info.platform === 'darwin';
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const key = bindingOf('page', event, isMac);
      if (key !== 'page-select-all' && !(isOn && key === 'page-select-end')) return;
      if (event.target instanceof Element && event.target.closest(KEEPS_KEYS)) return;
      if (isDialogOpen()) return;
      event.preventDefault();
      if (key === 'page-select-all') chooseShown();
      else stop();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [isOn, chooseShown, stop, isMac]);
}
