/**
 * What must be done before the app is gone. Runs in main.
 * The rule: quitting waits for it once, whether it succeeds or not.
 */
import type { App } from 'electron';

export function cleanUpBeforeQuit(app: Pick<App, 'on' | 'quit'>, cleanUp: () => Promise<unknown>): void {
  let hasCleanedUp = false;
  app.on('will-quit', (event) => {
    if (hasCleanedUp) return;
    event.preventDefault();
    hasCleanedUp = true;
    // In a later turn: asked within the event that was prevented, Electron (25 at least) forgets it, and the app never ends.
    cleanUp().finally(() => setImmediate(() => app.quit()));
  });
}
