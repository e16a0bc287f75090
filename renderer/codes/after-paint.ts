/**
 * What may come one frame later than the row it belongs to. Runs in the page.
 * The rule: it costs the frame in which the row is painted nothing, and comes for all rows of a frame at once.
 */
import { startTransition, useEffect, useState } from 'react';

const waiting = new Set<() => void>();

function runAll(): void {
  const due = [...waiting];
  waiting.clear();
  startTransition(() => {
    for (const run of due) run();
  });
}

function afterPaint(run: () => void): () => void {
  if (waiting.size === 0) requestAnimationFrame(() => setTimeout(runAll));
  waiting.add(run);
  return () => waiting.delete(run);
}

/** False until the frame is painted that first shows what asks. */
export function useIsPainted(): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => afterPaint(() => setPainted(true)), []);
  return isPainted;
}
