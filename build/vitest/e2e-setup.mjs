/**
 * Before end-to-end tests: a build, an Electron and a screen. Runs once in vitest's own process; the tests find
 * what prepare-electron.mjs leaves in their environment.
 * The rule: a failure is kept for the tests to report, because an error thrown here would end the other parts too.
 */
import { prepareElectron } from '../prepare-electron.mjs';

/** @type {(() => Promise<void>) | undefined} */
let stopScreen;

export async function setup(/** @type {import('vitest/node').TestProject} */ project) {
  project.provide('setupProblem', null);
  try {
    stopScreen = await prepareElectron();
  } catch (error) {
    project.provide('setupProblem', `Set-up failed: ${error instanceof Error ? error.message : error}`);
  }
}

export async function teardown() {
  await stopScreen?.();
}
