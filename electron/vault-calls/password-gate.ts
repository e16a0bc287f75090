/**
 * The one way by which a typed password is tried: it waits longer the more wrong ones came before. Vault process.
 * The rule: never a lock-out. The wait is capped, goes with the first right password, and no clock can lengthen it.
 */
import { CodedError } from '../ipc/failure.ts';
import type { PasswordMemory } from '../ipc/key-messages.ts';

/** A slip or two is everybody's. */
const FREE_WRONG_COUNT = 3;
const FIRST_WAIT_MS = 1000;
export const WAIT_MS_MAX = 30_000;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

interface Parts {
  readonly memory: PasswordMemory;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Milliseconds of a clock that never goes back. */
  readonly steadyClock: () => number;
  /** Main keeps it for the next start. */
  readonly remember: (memory: PasswordMemory) => void;
  /** 0 never. */
  readonly rehearsePasswordWeeks: number;
}

export interface PasswordGate {
  /**
   * Runs `check`, one at a time; `wrong-password` from it counts, success clears the count.
   * @throws CodedError `wait-before-retry` without running it; else what `check` throws.
   */
  readonly attempt: <Answer>(check: () => Promise<Answer>) => Promise<Answer>;
  /** A new password was typed. */
  readonly typed: () => void;
  /** A person showed by other means that the vault is theirs: no more waiting. */
  readonly forgive: () => void;
  readonly retryAfterMs: () => number;
  readonly isRehearsalDue: () => boolean;
  readonly postponeRehearsal: () => void;
}

/** How long to wait after so many wrong passwords in a row: nothing, then 1, 2, 4 … up to 30 seconds. */
export function waitAfterMs(wrongCount: number): number {
  if (wrongCount < FREE_WRONG_COUNT) return 0;
  return Math.min(WAIT_MS_MAX, FIRST_WAIT_MS * 2 ** (wrongCount - FREE_WRONG_COUNT));
}

export function createPasswordGate(parts: Parts): PasswordGate {
  const { now, steadyClock, remember, rehearsePasswordWeeks } = parts;
  let { memory } = parts;
  let last: Promise<unknown> = Promise.resolve();
  // Between runs only the wall clock tells what has passed. If it was set back, the whole wait is due once more at most.
  const waited = Math.max(0, now() - memory.lastWrongAtMs);
  let nextTryAt = steadyClock() + Math.max(0, waitAfterMs(memory.wrongCount) - waited);

  const keep = (change: Partial<PasswordMemory>) => {
    memory = { ...memory, ...change };
    remember(memory);
  };
  const retryAfterMs = () => Math.max(0, Math.ceil(nextTryAt - steadyClock()));
  const forgive = () => {
    nextTryAt = steadyClock();
    keep({ wrongCount: 0, lastWrongAtMs: 0 });
  };

  const typed = () => {
    forgive();
    keep({ typedAtMs: now(), postponedUntilMs: 0 });
  };

  const run = async <Answer>(check: () => Promise<Answer>): Promise<Answer> => {
    if (retryAfterMs() > 0) throw new CodedError('wait-before-retry');
    try {
      const answer = await check();
      typed();
      return answer;
    } catch (error) {
      if (error instanceof CodedError && error.code === 'wrong-password') {
        const wrongCount = memory.wrongCount + 1;
        nextTryAt = steadyClock() + waitAfterMs(wrongCount);
        keep({ wrongCount, lastWrongAtMs: now() });
      }
      throw error;
    }
  };

  return {
    attempt(check) {
      const turn = last.then(() => run(check));
      last = turn.catch(() => undefined);
      return turn;
    },
    typed,
    forgive,
    retryAfterMs,
    isRehearsalDue: () =>
      rehearsePasswordWeeks > 0 &&
      now() >= Math.max(memory.typedAtMs + rehearsePasswordWeeks * WEEK_MS, memory.postponedUntilMs),
    postponeRehearsal: () => keep({ postponedUntilMs: now() + WEEK_MS }),
  };
}
