/**
 * When counted uses are saved that no other save took along: after a pause, and before the vault locks. Vault process.
 * The rule: copying a code never waits for the disk, and many uses are one save.
 */
import type { VaultHolder } from './vault-holder.ts';

/** After the last use: somebody who signs in somewhere copies more than one code. */
const PAUSE_MS = 60_000;

export interface UseSaving {
  /** @throws CodedError `locked`. */
  readonly used: (id: string, atMs: number) => void;
  /** Saves now what is left; what cannot be saved is let go, it is only a count. */
  readonly flush: () => Promise<void>;
}

export function createUseSaving(holder: VaultHolder, onUsed: () => void, pauseMs = PAUSE_MS): UseSaving {
  let timer: NodeJS.Timeout | undefined;
  const flush = async () => {
    clearTimeout(timer);
    if (!holder.isUnlocked() || holder.session().uses.isEmpty) return;
    await holder.saving((session) => session.saveUses()).catch(() => undefined);
  };
  return {
    used(id, atMs) {
      holder.session().uses.note(id, atMs);
      clearTimeout(timer);
      timer = setTimeout(flush, pauseMs);
      timer.unref();
      onUsed();
    },
    flush,
  };
}
