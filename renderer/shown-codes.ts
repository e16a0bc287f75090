/**
 * Which codes are shown while codes are hidden: the one under the pointer, and those revealed a moment ago. Runs in a page.
 * The rule: what was revealed is hidden again after ten seconds, and at once when the row, the window or the page is left.
 */
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { usePage } from './page-context.ts';

export const REVEALED_MS = 10_000;

const timers = new Map<string, number>();
const listeners = new Set<() => void>();
let hovered: string | null = null;

const tell = () => {
  for (const listener of [...listeners]) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Hides an account's code again. */
export function concealCode(id: string): void {
  const timer = timers.get(id);
  if (timer === undefined) return;
  window.clearTimeout(timer);
  timers.delete(id);
  tell();
}

/** Shows an account's code for ten seconds. */
export function revealCode(id: string): void {
  window.clearTimeout(timers.get(id));
  timers.set(
    id,
    window.setTimeout(() => concealCode(id), REVEALED_MS),
  );
  tell();
}

/** The account that the pointer is on; null: none. */
export function hoverCode(id: string | null): void {
  if (hovered === id) return;
  hovered = id;
  tell();
}

/** What is no longer drawn is neither under the pointer nor revealed. No event tells of a row that goes from under it. */
function forgetCode(id: string): void {
  if (hovered === id) hoverCode(null);
  concealCode(id);
}

function concealAll(): void {
  hovered = null;
  for (const timer of timers.values()) window.clearTimeout(timer);
  timers.clear();
  tell();
}
window.addEventListener('blur', concealAll);
document.addEventListener('visibilitychange', () => document.hidden && concealAll());

/** Whether a code was revealed, by key or button; the pointer does not count. */
export const isRevealed = (id: string): boolean => timers.has(id);

/** Whether an account's code may be drawn and spoken now; true always where codes are not hidden. */
export function useIsCodeShown(id: string): boolean {
  const { hideCodes } = usePage().settings;
  const read = useCallback(() => hovered === id || timers.has(id), [id]);
  const isShown = useSyncExternalStore(subscribe, read);
  useEffect(() => () => forgetCode(id), [id]);
  return !hideCodes || isShown;
}

/** The same without the pointer, for the button that reveals. */
export function useIsRevealed(id: string): boolean {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => timers.has(id), [id]),
  );
}
