/**
 * Locks without being asked: on idle, screen lock, suspend and minimise, as the settings say. Runs in main.
 * The rule: one timer, set for the moment at which idle time could first be long enough; nothing polls.
 */
import { type BrowserWindow, powerMonitor } from 'electron';
import type { Settings } from '../ipc/contract.ts';

export interface LockTriggers {
  /** Call after unlocking and after every change of settings. */
  readonly watchIdle: () => void;
  /** Call after locking. */
  readonly stop: () => void;
  readonly watchWindow: (window: BrowserWindow) => void;
}

/** @param lock is called from the system's events too while nothing is unlocked; it must take that. */
export function createLockTriggers(settings: () => Settings, lock: () => void): LockTriggers {
  let timer: NodeJS.Timeout | undefined;

  const stop = () => clearTimeout(timer);
  const watchIdle = () => {
    stop();
    const limitSeconds = settings().autoLockMinutes * 60;
    if (limitSeconds === 0) return;
    const idleSeconds = powerMonitor.getSystemIdleTime();
    if (idleSeconds >= limitSeconds) return lock();
    timer = setTimeout(watchIdle, (limitSeconds - idleSeconds) * 1000);
  };

  powerMonitor.on('lock-screen', () => settings().lockOnScreenLock && lock());
  powerMonitor.on('suspend', () => settings().lockOnSuspend && lock());

  return {
    watchIdle,
    stop,
    watchWindow: (window) => {
      window.on('minimize', () => settings().lockOnMinimise && lock());
    },
  };
}
