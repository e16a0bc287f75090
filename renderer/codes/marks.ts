/**
 * The marks of the issuers in the list, asked of a short-lived worker in one go. Runs in the page.
 * The rule: marks are decoration; nothing waits for them and a failure leaves initials.
 */
import type { Mark, MarksFound } from './mark-worker.ts';

export type { Mark } from './mark-worker.ts';

const known = new Map<string, Mark | null>();
const asked = new Set<string>();
const listeners = new Set<() => void>();

export function subscribeMarks(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The issuer's mark; null where there is none, or not yet. */
export function readMark(issuer: string): Mark | null {
  return known.get(issuer) ?? null;
}

/** Looks for the marks of these issuers when the page has nothing better to do. */
export function requestMarks(issuers: readonly string[]): void {
  const missing = [...new Set(issuers)].filter((issuer) => issuer !== '' && !asked.has(issuer));
  if (missing.length === 0) return;
  for (const issuer of missing) asked.add(issuer);
  requestIdleCallback(() => {
    const worker = new Worker(new URL('./mark-worker.ts', import.meta.url), {
      type: 'module',
      name: 'marks',
    });
    worker.onmessage = ({ data }: MessageEvent<MarksFound>) => {
      worker.terminate();
      for (const [issuer, mark] of data) known.set(issuer, mark);
      for (const listener of [...listeners]) listener();
    };
    worker.onerror = () => worker.terminate();
    worker.postMessage(missing);
  });
}
