/** When idle time locks. The system's idle time and the clock are given, so that hours pass at once. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLockTriggers } from '../../electron/platform/lock-triggers.ts';

let systemIdleSeconds = 0;
vi.mock('electron', () => ({
  powerMonitor: { on: () => {}, getSystemIdleTime: () => systemIdleSeconds },
}));

const settings = () => ({
  autoLockMinutes: 5 as const,
  lockOnScreenLock: false,
  lockOnSuspend: false,
  lockOnMinimise: false,
});

describe('idle time', () => {
  const lock = vi.fn();
  beforeEach(() => {
    vi.useFakeTimers();
    lock.mockClear();
  });
  afterEach(() => vi.useRealTimers());

  it('locks once nobody has touched the computer for the set time', () => {
    systemIdleSeconds = 0;
    createLockTriggers(settings, lock).unlocked();
    systemIdleSeconds = 299;
    vi.advanceTimersByTime(300_000);
    expect(lock).not.toHaveBeenCalled();
    systemIdleSeconds = 300;
    vi.advanceTimersByTime(1000);
    expect(lock).toHaveBeenCalledOnce();
  });

  it('counts from the unlock where the system saw no input before it', () => {
    systemIdleSeconds = 3600;
    const triggers = createLockTriggers(settings, lock);
    vi.advanceTimersByTime(3_600_000);
    triggers.unlocked();
    vi.advanceTimersByTime(299_000);
    triggers.watchIdle();
    expect(lock).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(lock).toHaveBeenCalledOnce();
  });

  it('never locks where the setting says so', () => {
    systemIdleSeconds = 3600;
    createLockTriggers(() => ({ ...settings(), autoLockMinutes: 0 }), lock).unlocked();
    vi.advanceTimersByTime(86_400_000);
    expect(lock).not.toHaveBeenCalled();
  });
});
