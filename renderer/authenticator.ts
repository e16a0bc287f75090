/**
 * The page's one way out: `window.authenticator`, exposed by the preload. Runs in the page.
 * The rule: nothing in the renderer reaches the machine by any other path.
 */
import type { Authenticator } from '../electron/ipc/contract.ts';

declare global {
  interface Window {
    readonly authenticator: Authenticator;
  }
}

export const authenticator: Authenticator = window.authenticator;
