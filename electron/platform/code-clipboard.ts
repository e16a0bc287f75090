/**
 * Copies a code and takes it off the clipboard again. Runs in main.
 * The rule: only what is still exactly our code is ever cleared; what somebody else copied since stays.
 */
import { clipboard } from 'electron';

export interface CodeClipboard {
  /** Copies `code`; clears it after `clearAfterSeconds` (0: not by time). */
  readonly copy: (code: string, clearAfterSeconds: number) => Promise<void>;
  /** Clears now if our code is still there: on lock and on quit. */
  readonly clearIfOurs: () => Promise<void>;
}

/** Electron 44 made the clipboard promise-based; awaiting serves both (ends when 44 is the oldest supported). */
export function createCodeClipboard(): CodeClipboard {
  let copied: string | null = null;
  let timer: NodeJS.Timeout | undefined;

  const clearIfOurs = async () => {
    clearTimeout(timer);
    const ours = copied;
    copied = null;
    if (ours !== null && (await clipboard.readText()) === ours) await clipboard.clear();
  };

  return {
    async copy(code, clearAfterSeconds) {
      clearTimeout(timer);
      await clipboard.writeText(code);
      copied = code;
      if (clearAfterSeconds > 0) timer = setTimeout(() => void clearIfOurs(), clearAfterSeconds * 1000);
    },
    clearIfOurs,
  };
}
