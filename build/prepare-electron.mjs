/**
 * A build, an Electron and a screen, ready for whoever drives the real app: end-to-end tests, demo tour, bench.
 * Runs under Node. It leaves HALFMINUTE_ELECTRON (the executable), HALFMINUTE_ELECTRON_SWITCHES (space-separated) and
 * DISPLAY in the environment. The rule: what was started here is ended by the function that it gives back.
 */
import { buildApp } from './build.mjs';
import { findElectron } from './electron-runtime.mjs';
import { findSandboxProblem, sandboxSwitches } from './launch.mjs';
import { ScriptError } from './project.mjs';
import { hasDisplay, startVirtualScreen } from './virtual-screen.mjs';

/** @returns {Promise<() => Promise<void>>} ends the virtual screen, if one was started */
export async function prepareElectron() {
  await buildApp({ ifChanged: true });
  const { executablePath, distPath } = await findElectron();
  const problem = await findSandboxProblem(distPath);
  if (problem) throw new ScriptError(problem);
  process.env.HALFMINUTE_ELECTRON = executablePath;
  process.env.HALFMINUTE_ELECTRON_SWITCHES = sandboxSwitches().join(' ');
  if (hasDisplay()) return async () => {};
  const screen = await startVirtualScreen();
  process.env.DISPLAY = screen.display;
  return screen.stop;
}
