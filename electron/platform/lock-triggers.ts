/**
 * Locks without being asked: on idle, screen lock, suspend and minimise, as the settings say. Runs in main.
 * The rule: one timer, set for the moment at which idle time could first be long enough; nothing polls.
 */
import { type BrowserWindow, powerMonitor } from 'electron';
import type { Settings } from '../ipc/contract.ts';

export interface LockTriggers {
  /** Call after unlocking: whoever just unlocked is here, whatever the system says of keys and mouse. */
  readonly unlocked: () => void;
  /** Call after a change of settings while something is unlocked. */
  readonly watchIdle: () => void;
  /** Call after locking. */
  readonly stop: () => void;
  readonly watchWindow: (window: BrowserWindow) => void;
}

type LockSettings = Pick<
  Settings,
  'autoLockMinutes' | 'lockOnScreenLock' | 'lockOnSuspend' | 'lockOnMinimise'
>;

/** @param lock is called from the system's events too while nothing is unlocked; it must take that. */
export function createLockTriggers(settings: () => LockSettings, lock: () => void): LockTriggers {
  let timer: NodeJS.Timeout | undefined;
  let unlockedAtMs = 0;

  const stop = () => clearTimeout(timer);
  const watchIdle = () => {
    stop();
    const limitSeconds = settings().autoLockMinutes * 60;
    if (limitSeconds === 0) return;
    // The system does not see every way to type: a screen reader, a remote desktop, an on-screen keyboard.
    const sinceUnlockSeconds = (performance.now() - unlockedAtMs) / 1000;
    const idleSeconds = Math.min(powerMonitor.getSystemIdleTime(), sinceUnlockSeconds);
    if (idleSeconds >= limitSeconds) return lock();
    timer = setTimeout(watchIdle, (limitSeconds - idleSeconds) * 1000);
  };

  powerMonitor.on('lock-screen', () => settings().lockOnScreenLock && lock());
  powerMonitor.on('suspend', () => settings().lockOnSuspend && lock());

  return {
    unlocked: () => {
      unlockedAtMs = performance.now();
      watchIdle();
    },
    watchIdle,
    stop,
    watchWindow: (window) => {
      window.on('minimize', () => settings().lockOnMinimise && lock());
    },
  };
}
