/**
 * The app with an open, empty vault, once for a test file. End-to-end tests only.
 * The rule: tests of one file share it, so each uses account names of its own.
 */
import { afterAll, beforeAll } from 'vitest';
import { discardApps, type RunningApp, startApp } from './running-app.ts';
import { createVault } from './screens.ts';

/** Registers the file's hooks; the function gives the app once they ran. */
export function withOpenVault(): () => RunningApp {
  let app: RunningApp | null = null;
  beforeAll(async () => {
    app = await startApp();
    await createVault(app.page);
  });
  afterAll(() => discardApps(app ? [app] : []));
  return () => {
    if (!app) throw new Error('the app runs only between the hooks');
    return app;
  };
}
