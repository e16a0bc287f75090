/**
 * Before end-to-end tests: a build, an Electron and a screen. Runs once in vitest's own process; the tests find
 * HALFMINUTE_ELECTRON (the executable), HALFMINUTE_ELECTRON_SWITCHES (space-separated) and DISPLAY in their environment.
 * The rule: a failure is kept for the tests to report, because an error thrown here would end the other parts too.
 */
import { buildApp } from '../build.mjs';
import { findElectron } from '../electron-runtime.mjs';
import { findSandboxProblem, sandboxSwitches } from '../launch.mjs';
import { ScriptError } from '../project.mjs';
import { hasDisplay, startVirtualScreen } from '../virtual-screen.mjs';

/** @type {(() => Promise<void>) | undefined} */
let stopScreen;

export async function setup(/** @type {import('vitest/node').TestProject} */ project) {
  project.provide('setupProblem', null);
  try {
    await buildApp({ ifChanged: true });
    const { executablePath, distPath } = await findElectron();
    const problem = await findSandboxProblem(distPath);
    if (problem) throw new ScriptError(problem);
    process.env.HALFMINUTE_ELECTRON = executablePath;
    process.env.HALFMINUTE_ELECTRON_SWITCHES = sandboxSwitches().join(' ');
    if (hasDisplay()) return;
    const screen = await startVirtualScreen();
    stopScreen = screen.stop;
    process.env.DISPLAY = screen.display;
  } catch (error) {
    project.provide('setupProblem', `Set-up failed: ${error instanceof Error ? error.message : error}`);
  }
}

export async function teardown() {
  await stopScreen?.();
}
