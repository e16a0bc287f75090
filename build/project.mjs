/**
 * Where things are, and how scripts run other programs. Runs under Node in every script of this folder.
 * The rule: only `node:` imports, since scripts that install everything else start here.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const OUT = path.join(PROJECT, 'out');
/** What may be thrown away and made again. `npm ci` empties it together with `node_modules`. */
export const CACHE = path.join(PROJECT, 'node_modules', '.cache', 'halfminute');

/** A failure that a person can act on: scripts print its message alone, without a stack. */
export class ScriptError extends Error {}

/** Prints one line about what goes on; on standard error, because standard output belongs to results. */
export function say(/** @type {string} */ text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Runs a program with our own terminal and waits for its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 128 + n when signal n ended it, as shells count
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: PROJECT, stdio: 'inherit', ...options });
    const passOn = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    process.on('SIGINT', passOn).on('SIGTERM', passOn);
    const stop = () => process.off('SIGINT', passOn).off('SIGTERM', passOn);
    child.on('error', (error) => {
      stop();
      reject(error);
    });
    child.on('close', (code) => {
      stop();
      resolve(code ?? 128 + 15);
    });
  });
}

/**
 * Runs a program and keeps what it says for the error message.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{code: number, stdout: string, stderr: string}>} code 127 when there is no such program
 */
export function capture(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: PROJECT, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', (error) => resolve({ code: 127, stdout, stderr: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 128 + 15, stdout, stderr }));
  });
}

/** npm's own command line. On Windows npm is a script, which Node starts through a shell only. */
export const NPM = { command: 'npm', options: { shell: process.platform === 'win32' } };

/** Whether this file is what `node` was started with. */
export function isScript(/** @type {string} */ moduleUrl) {
  return process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(moduleUrl);
}

/**
 * Runs a script's main function: its number is the exit code; a ScriptError is printed without a stack.
 * @param {() => Promise<number | void>} main
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    say(error instanceof ScriptError ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  }
}
