/**
 * Whether the system lets us see the screen. Runs in main.
 * The rule: what the system says now, asked anew each time; a person may change it while we run.
 */
import { desktopCapturer, shell, systemPreferences } from 'electron';
import type { ScreenAccess } from '../ipc/contract.ts';

/** https://support.apple.com/guide/mac-help/mchld6aa7d23: Privacy & Security, Screen & System Audio Recording. */
const MACOS_SETTINGS = 'x-apple.systempreferences:com.apple.preference.security?Privacy_ScreenCapture';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
}

const HERE: Machine = { platform: process.platform, env: process.env };

/** Under Wayland a program sees the screen through the desktop's portal alone, also when it runs under XWayland. */
function isWayland({ platform, env }: Machine): boolean {
  return platform === 'linux' && (env.XDG_SESSION_TYPE === 'wayland' || Boolean(env.WAYLAND_DISPLAY));
}

/**
 * macOS says `denied` for "not allowed" and for "never asked": https://github.com/electron/electron/issues/28540
 */
export function screenAccess(machine: Machine = HERE): ScreenAccess {
  if (isWayland(machine)) return 'portal';
  if (machine.platform !== 'darwin') return 'open';
  const status = systemPreferences.getMediaAccessStatus('screen');
  return status === 'denied' || status === 'restricted' ? 'blocked' : 'open';
}

/** macOS asks the person when a program first tries to see the screen. */
export async function askScreenAccess(machine: Machine = HERE): Promise<ScreenAccess> {
  if (screenAccess(machine) !== 'blocked') return screenAccess(machine);
  const tiny = { width: 1, height: 1 };
  // It fails until it is allowed; what counts is that it was tried.
  await desktopCapturer.getSources({ types: ['screen'], thumbnailSize: tiny }).catch(() => []);
  return screenAccess(machine);
}

export async function openAccessSettings(machine: Machine = HERE): Promise<void> {
  if (machine.platform === 'darwin') await shell.openExternal(MACOS_SETTINGS);
}
