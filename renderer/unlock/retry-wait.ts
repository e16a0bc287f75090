/**
 * The wait after wrong passwords, counted down. Runs in the page.
 * The rule: how long it is is the vault's to say; this only shows it.
 */
import { useCallback, useEffect, useState } from 'react';

const SECOND_MS = 1000;

export interface RetryWait {
  /** Whole seconds, rounded up; 0: now. */
  readonly secondsLeft: number;
  /** @param waitMs milliseconds from now, as `vault.state` gives them. */
  readonly start: (waitMs: number) => void;
}

export function useRetryWait(): RetryWait {
  const [untilMs, setUntilMs] = useState(0);
  const [nowMs, setNowMs] = useState(0);
  // A clock that setting the computer's time does not move.
  const start = useCallback((waitMs: number) => {
    const startMs = performance.now();
    setNowMs(startMs);
    setUntilMs(startMs + waitMs);
  }, []);
  const leftMs = Math.max(0, untilMs - nowMs);
  useEffect(() => {
    if (leftMs === 0) return;
    const timer = setTimeout(() => setNowMs(performance.now()), leftMs % SECOND_MS || SECOND_MS);
    return () => clearTimeout(timer);
  }, [leftMs]);
  return { secondsLeft: Math.ceil(leftMs / SECOND_MS), start };
}
