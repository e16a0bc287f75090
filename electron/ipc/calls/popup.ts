/**
 * Calls of the small window that finds a code from anywhere. Runs in every process.
 * The rule: they show and hide windows, and nothing of the vault crosses.
 */
import { call, nothing } from './call.ts';
import type { ShortcutState } from './screen.ts';

export const popupCalls = {
  /** Hides the small window; whatever had the keyboard before gets it back. */
  hide: call<null>()(nothing),
  /** Hides the small window and shows the main one. */
  openMain: call<null>()(nothing),
  /** The vault was unlocked in the small window: the main one need not ask for the password any more. */
  unlocked: call<null>()(nothing),
  /** Whether the keys of `popupShortcut` are ours. */
  shortcut: call<ShortcutState>()(nothing),
} as const;
