/**
 * Keys that do one thing from anywhere, whatever window has the keyboard. Runs in main.
 * The rule: keys that another program holds are told, never taken in silence, and ours are let go when we end.
 */
import type { GlobalShortcut } from 'electron';
import type { ShortcutState } from '../ipc/contract.ts';

export interface Shortcut {
  /** Takes these keys instead of the ones before; empty: none. */
  readonly use: (accelerator: string) => void;
  readonly state: () => ShortcutState;
}

/** @param keys Electron's globalShortcut */
export function createShortcut(
  keys: Pick<GlobalShortcut, 'register' | 'unregister'>,
  onPressed: () => void,
): Shortcut {
  let held = '';
  let state: ShortcutState = 'off';
  /** Electron throws for keys that it cannot read, and says false for those that another program holds. */
  const register = (accelerator: string): boolean => {
    try {
      return keys.register(accelerator, onPressed);
    } catch {
      return false;
    }
  };
  return {
    use(accelerator) {
      if (accelerator === held && state !== 'taken') return;
      if (held !== '' && state === 'active') keys.unregister(held);
      held = accelerator;
      state = accelerator === '' ? 'off' : register(accelerator) ? 'active' : 'taken';
    },
    state: () => state,
  };
}
