/**
 * Pressed keys as Electron writes them, and as people know them. Pure; runs in the page.
 * The rule: only what the setting's parser takes is made here.
 */
import type { AppInfo } from '../../electron/ipc/contract.ts';

/** The part of a keyboard event that counts. */
export interface PressedKeys {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/** `Control+Alt+S`; null for keys that no shortcut may take. The place of a key counts, not what a layout puts there. */
export function acceleratorOf(pressed: PressedKeys, platform: AppInfo['platform']): string | null {
  const key = /^(?:Key([A-Z])|Digit(\d)|(Space|F(?:[1-9]|1\d|2[0-4])))$/.exec(pressed.code);
  const isHeld = pressed.ctrlKey || pressed.altKey || pressed.metaKey;
  if (!key || !isHeld) return null;
  return [
    ...(pressed.ctrlKey ? ['Control'] : []),
    ...(pressed.altKey ? ['Alt'] : []),
    ...(pressed.metaKey ? [platform === 'darwin' ? 'Command' : 'Super'] : []),
    ...(pressed.shiftKey ? ['Shift'] : []),
    key[1] ?? key[2] ?? key[3],
  ].join('+');
}

const MAC_SIGNS: { readonly [name: string]: string } = { Control: '⌃', Alt: '⌥', Shift: '⇧', Command: '⌘' };
const NAMES: { readonly [name: string]: string } = { Control: 'Ctrl' };

/** The keys as the person's keyboard names them. */
export function keysText(accelerator: string, platform: AppInfo['platform']): string {
  const parts = accelerator.split('+');
  if (platform === 'darwin') return parts.map((part) => MAC_SIGNS[part] ?? part).join('');
  return parts.map((part) => NAMES[part] ?? part).join('+');
}
