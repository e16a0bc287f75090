/** The live code of one account and its countdown, for rows and dialogs. Runs in the page. */
import { useCallback, useLayoutEffect, useSyncExternalStore } from 'react';
import type { CodeView } from '../electron/ipc/contract.ts';
import { secondsUntil } from './clock.ts';
import { usePage } from './page-context.ts';

/** Keeps the code current while `isWatched`; undefined until it is known. */
export function useCode(id: string, periodSeconds: number | null, isWatched = true): CodeView | undefined {
  const { liveCodes } = usePage();
  // Before the first paint rather than after it, so that the codes are on their way while the rows are drawn.
  useLayoutEffect(
    () => (isWatched ? liveCodes.watch(id, periodSeconds) : undefined),
    [liveCodes, id, periodSeconds, isWatched],
  );
  return useSyncExternalStore(liveCodes.subscribe, () => liveCodes.read(id));
}

const nothing = () => undefined;

/** Whole seconds until the moment, counted down by the one ticker; null while there is none. */
export function useSecondsLeft(untilMs: number | null): number | null {
  const { ticker, clock } = usePage();
  const subscribe = useCallback(
    (listener: () => void) => (untilMs === null ? nothing : ticker.subscribe(listener)),
    [ticker, untilMs],
  );
  return useSyncExternalStore(subscribe, () =>
    untilMs === null ? null : secondsUntil(untilMs, clock.now()),
  );
}
