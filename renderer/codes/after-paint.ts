/**
 * What may come later than the row it belongs to: in the next frame, or when typing pauses. Runs in the page.
 * The rule: it costs neither the frame in which the row is painted nor the next key anything, and comes for all rows at once.
 */
import { startTransition, useEffect, useState } from 'react';

/** A key that is held sends a letter every 33 ms; later than this, what comes late would be seen to. */
const PAUSE_MS = 60;

const waiting = new Set<() => void>();
let isDue = false;
let typedAtMs = Number.NEGATIVE_INFINITY;
window.addEventListener(
  'input',
  ({ timeStamp }) => {
    typedAtMs = timeStamp;
  },
  { capture: true },
);

function runWhenPaused(): void {
  const leftMs = typedAtMs + PAUSE_MS - performance.now();
  if (leftMs > 0) setTimeout(runWhenPaused, leftMs);
  else runAll();
}

function runAll(): void {
  const runs = [...waiting];
  waiting.clear();
  isDue = false;
  startTransition(() => {
    for (const run of runs) run();
  });
}

/** Runs `run` then, with all others that wait, unless the returned function takes it back before. */
export function afterPaint(run: () => void): () => void {
  waiting.add(run);
  if (!isDue) requestAnimationFrame(() => setTimeout(runWhenPaused));
  isDue = true;
  return () => waiting.delete(run);
}

/** False until the frame is painted that first shows what asks, and for as long as letters follow each other. */
export function useIsPainted(): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => afterPaint(() => setPainted(true)), []);
  return isPainted;
}
