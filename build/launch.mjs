/**
 * How Electron is started from scripts: switches and environment. Runs under Node.
 * The rule: the sandbox stays on wherever the system allows it; where it cannot, that is said.
 */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT, run, ScriptError, say } from './project.mjs';
import { LIBRARIES } from './system-packages.mjs';

/** Chromium refuses its sandbox to root: https://crbug.com/638180 */
export function sandboxSwitches() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** Our environment without what would make Electron something else than an app. */
export function electronEnvironment(env = process.env) {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = env;
  return rest;
}

/** @param {string} file @returns {Promise<string>} its text, or nothing when it is not there */
const readOrEmpty = (file) => readFile(file, 'utf8').catch(() => '');

/**
 * Why Chromium's sandbox could not start here, with the command that lets it; null when nothing stands against it.
 * Systems that forbid unprivileged user namespaces (Ubuntu 24.04 does) need the helper program to be root's.
 * @param {string} distPath Electron's folder
 */
export async function findSandboxProblem(distPath) {
  if (process.platform !== 'linux' || process.getuid?.() === 0) return null;
  const restricted = await readOrEmpty('/proc/sys/kernel/apparmor_restrict_unprivileged_userns');
  const allowed = await readOrEmpty('/proc/sys/kernel/unprivileged_userns_clone');
  if (restricted.trim() !== '1' && allowed.trim() !== '0') return null;
  const helper = path.join(distPath, 'chrome-sandbox');
  const { uid, mode } = await stat(helper);
  const SETUID = 0o4000;
  if (uid === 0 && (mode & SETUID) !== 0) return null;
  return (
    'This system forbids user namespaces, so the sandbox needs its helper program to belong to root. Please run:\n' +
    `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`
  );
}

/**
 * Opens the app and waits for its end.
 * @param {import('./electron-runtime.mjs').ElectronRuntime} electron
 * @param {readonly string[]} args what the app is given
 * @returns {Promise<number>} its exit code
 */
export async function launch(electron, args) {
  const problem = await findSandboxProblem(electron.distPath);
  if (problem) throw new ScriptError(problem);
  const switches = sandboxSwitches();
  if (switches.length > 0)
    say('Started as root: Chromium runs without its sandbox. Start it as another user for real use.');
  const code = await run(electron.executablePath, [...switches, PROJECT, ...args], {
    env: electronEnvironment(),
  });
  // The dynamic linker ends a program whose libraries are missing with 127.
  if (code === 127) say(`Electron could not start. It needs ${LIBRARIES} from your system's packages.`);
  return code;
}
