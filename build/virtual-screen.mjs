/**
 * A screen in memory for machines without one: Xvfb, and openbox so that windows behave as people know them.
 * Runs under Node. The rule: what was started here is ended here, by its own process and no other.
 */
import { spawn } from 'node:child_process';
import { ScriptError } from './project.mjs';

const START_LIMIT_MS = 15_000;

/** Whether windows can be shown without help. */
export function hasDisplay(env = process.env) {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** @param {import('node:child_process').ChildProcess} child */
const isRunning = (child) => child.exitCode === null && child.signalCode === null;

/** @param {import('node:child_process').ChildProcess} child */
async function end(child) {
  if (!isRunning(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
}

/**
 * Starts Xvfb on a display number that it finds free itself, and openbox on it.
 * Throws ScriptError when either does not start.
 * @returns {Promise<{display: string, stop: () => Promise<void>}>} `display` as DISPLAY wants it, for example `:7`
 */
export async function startVirtualScreen() {
  const size = ['-screen', '0', '1920x1080x24'];
  const xvfb = spawn('Xvfb', ['-displayfd', '3', ...size, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) => {
      xvfb.kill();
      reject(new ScriptError(`No virtual screen: ${why}.`));
    };
    const limit = setTimeout(() => fail('Xvfb does not answer'), START_LIMIT_MS);
    xvfb.on('error', (error) => fail(`Xvfb does not start (${error.message})`));
    xvfb.on('exit', (code) => fail(`Xvfb ended with exit code ${code}`));
    let text = '';
    xvfb.stdio[3]?.on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      clearTimeout(limit);
      resolve(text.trim());
    });
  });
  const display = `:${number}`;
  const openbox = spawn('openbox', [], { stdio: 'ignore', env: { ...process.env, DISPLAY: display } });
  const hasStarted = await new Promise((resolve) => {
    openbox.once('spawn', () => resolve(true));
    openbox.once('error', () => resolve(false));
  });
  const kill = () => {
    openbox.kill();
    xvfb.kill();
  };
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    if (hasStarted) await end(openbox);
    await end(xvfb);
  };
  if (!hasStarted) {
    await stop();
    throw new ScriptError('No virtual screen: openbox does not start.');
  }
  return { display, stop };
}
