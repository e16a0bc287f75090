/**
 * Copies a code, has the next one follow it at the boundary, and takes it off the clipboard again. Runs in main.
 * The rule: only what is still exactly our code is ever replaced or cleared; what somebody else copied since stays.
 */
import type { TrayCode } from '../ipc/channels.ts';
import type { Settings } from '../ipc/contract.ts';

/** Electron 44 made the clipboard promise-based; awaiting serves both (ends when 44 is the oldest supported). */
export interface SystemClipboard {
  readText(): string | Promise<string>;
  writeText(text: string): void | Promise<void>;
  clear(): void | Promise<void>;
}

export interface FollowingCode {
  readonly code: string;
  /** Unix milliseconds. */
  readonly atMs: number;
}

export interface CodeClipboard {
  /** Copies `code`; clears it after `clearAfterSeconds` (0: not by time), counted anew when `next` has followed it. */
  readonly copy: (code: string, clearAfterSeconds: number, next?: FollowingCode) => Promise<void>;
  /** The same where main asked for the code itself, as its tray does: the next one follows as in the page. */
  readonly copyBySettings: (
    code: TrayCode,
    settings: Pick<Settings, 'clipboardClearSeconds' | 'handOffSeconds'>,
  ) => Promise<void>;
  /** Clears now if our code is still there: on lock and on quit. */
  readonly clearIfOurs: () => Promise<void>;
}

/** A next code that is further away than any usual period is no hand-off. */
const FOLLOW_MAX_MS = 60_000;
/** The boundary may pass while a message is on its way; a code that ended longer ago has no known next one. */
const LATE_MAX_MS = 5000;

export function createCodeClipboard(clipboard: SystemClipboard, now: () => number = Date.now): CodeClipboard {
  let copied: string | null = null;
  let clearTimer: NodeJS.Timeout | undefined;
  let followTimer: NodeJS.Timeout | undefined;

  /** One more with each copy and each clearing: the system may still be writing for an earlier one. */
  let turn = 0;

  const beginTurn = () => {
    turn += 1;
    clearTimeout(clearTimer);
    clearTimeout(followTimer);
    return turn;
  };
  /** Asked of us last: a lock may come while the system answers. */
  const isOurs = async (code: string) => (await clipboard.readText()) === code && copied === code;

  const clearIfOurs = async () => {
    beginTurn();
    const ours = copied;
    copied = null;
    if (ours !== null && (await clipboard.readText()) === ours) await clipboard.clear();
  };

  /** Resolves to whether it is still what counts. */
  const put = async (code: string, clearAfterSeconds: number): Promise<boolean> => {
    const mine = beginTurn();
    copied = code;
    await clipboard.writeText(code);
    if (turn !== mine) {
      // A lock found nothing to clear, since this was not written yet.
      if (copied === null && (await clipboard.readText()) === code) await clipboard.clear();
      return false;
    }
    if (clearAfterSeconds > 0) clearTimer = setTimeout(() => void clearIfOurs(), clearAfterSeconds * 1000);
    return true;
  };

  const copy = async (code: string, clearAfterSeconds: number, next?: FollowingCode) => {
    const waitMs = next === undefined ? Number.POSITIVE_INFINITY : next.atMs - now();
    const isOver = next !== undefined && waitMs <= 0 && waitMs >= -LATE_MAX_MS;
    const isCopied = await put(isOver ? next.code : code, clearAfterSeconds);
    if (!isCopied || next === undefined || waitMs <= 0 || waitMs > FOLLOW_MAX_MS) return;
    followTimer = setTimeout(async () => {
      if (await isOurs(code)) await put(next.code, clearAfterSeconds);
    }, waitMs);
  };

  return {
    copy,
    copyBySettings({ code, nextCode, validUntilMs }, { clipboardClearSeconds, handOffSeconds }) {
      const isNearlyOver =
        nextCode !== null && validUntilMs !== null && validUntilMs - now() <= handOffSeconds * 1000;
      const next = isNearlyOver && handOffSeconds > 0 ? { code: nextCode, atMs: validUntilMs } : undefined;
      return copy(code, clipboardClearSeconds, next);
    },
    clearIfOurs,
  };
}
