/**
 * What a copy of the vault would hold, asked for again whenever the choice changes. Runs in the page.
 * The rule: an answer to an earlier choice is never shown for a later one.
 */
import { useEffect, useState } from 'react';
import type { ExportPreview, FailureCode, Result } from '../../electron/ipc/contract.ts';

/**
 * Null until it is known. Neither function may be a new one at every draw.
 * @param onFailure is called with null as soon as something new is asked.
 */
export function usePreview(
  ask: () => Promise<Result<ExportPreview>>,
  onFailure: (code: FailureCode | null) => void,
): ExportPreview | null {
  const [preview, setPreview] = useState<ExportPreview | null>(null);
  useEffect(() => {
    let isWanted = true;
    onFailure(null);
    void ask().then((result) => {
      if (!isWanted) return;
      setPreview(result.ok ? result.value : null);
      if (!result.ok) onFailure(result.code);
    });
    return () => {
      isWanted = false;
    };
  }, [ask, onFailure]);
  return preview;
}
