/**
 * Whether this computer's clock was moved while we ran, and whether it stands before what the vault holds. Vault process.
 * The rule: nothing is scheduled; it looks when it is asked, and a computer that slept has not moved its clock.
 */
import type { ClockWatchView } from '../ipc/contract.ts';
import type { Vault } from '../vault/vault.ts';

/** Less is what synchronising does all the time. */
export const JUMP_MS = 5000;
/** By so much the two clocks may drift apart by themselves; crystals are off by 100 millionths at worst. */
const DRIFT_SHARE = 100e-6;
/** Two computers that share a vault are not right to the second. */
export const BEHIND_SAVE_MS = 60_000;

export interface ClockWatch {
  /** @param vault the open one. */
  readonly look: (vault: Vault) => ClockWatchView;
}

/**
 * @param now Unix milliseconds, by the clock that people set.
 * @param bootClock milliseconds of a clock that nobody sets and that goes on while the computer sleeps, as
 *   CLOCK_BOOTTIME does (https://man7.org/linux/man-pages/man2/clock_gettime.2.html).
 */
export function createClockWatch(now: () => number, bootClock: () => number): ClockWatch {
  let wallMs = now();
  let bootMs = bootClock();
  let movedMs = 0;
  return {
    look(vault) {
      const [wasWallMs, wasBootMs] = [wallMs, bootMs];
      wallMs = now();
      bootMs = bootClock();
      const passedMs = bootMs - wasBootMs;
      const byMs = wallMs - wasWallMs - passedMs;
      if (Math.abs(byMs) > JUMP_MS + passedMs * DRIFT_SHARE) movedMs += byMs;
      const behindSaveMs = lastMomentOf(vault) - wallMs;
      return {
        // A clock that was put right again has not moved.
        movedMs: Math.abs(movedMs) > JUMP_MS ? movedMs : 0,
        behindSaveMs: behindSaveMs > BEHIND_SAVE_MS ? behindSaveMs : 0,
      };
    },
  };
}

/** The last moment, in Unix milliseconds, at which anything in the vault was changed or used; 0: nothing was. */
export function lastMomentOf({ entries, bin, history }: Vault): number {
  const accounts = entries.flatMap((entry) => (entry.kind === 'account' ? [entry.account] : []));
  const moments = [
    ...accounts.flatMap(({ updatedAtMs, lastUsedAtMs }) => [updatedAtMs, lastUsedAtMs ?? 0]),
    ...bin.map(({ deletedAtMs }) => deletedAtMs),
    ...history.records.slice(-1).map(({ atMs }) => atMs),
  ];
  return moments.reduce((last, moment) => Math.max(last, moment), 0);
}
