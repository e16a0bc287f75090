/**
 * What stands between a person and a capture. Pure; runs in the page.
 * The rule: nothing is captured before the person knows what the system is about to ask of them.
 */
import type { ScreenAccess } from '../../electron/ipc/contract.ts';

/** Nothing, macOS' permission, or the first time that a portal will ask. */
export function gateFor(access: ScreenAccess, isPortalKnown: boolean): 'none' | 'permission' | 'portal' {
  if (access === 'blocked') return 'permission';
  return access === 'portal' && !isPortalKnown ? 'portal' : 'none';
}
