/**
 * Runs `npm ci` when node_modules is not what package-lock.json says. Runs under Node with nothing installed.
 * The rule: what is compared is versions and hashes, not dates, so that an up-to-date folder costs nothing.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { NPM, PROJECT, run, ScriptError, say } from './project.mjs';

/** @typedef {{version?: string, integrity?: string, link?: boolean, optional?: boolean, devOptional?: boolean}} Locked */
/** @typedef {Record<string, Locked>} LockedPackages folder → what is or should be there */

/** @param {string} file @returns {Promise<LockedPackages | null>} null when there is no such file */
async function readPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/**
 * The first folder whose package differs between the lock file and node_modules, or null.
 * A missing optional package is fine: it is for another platform.
 * @param {LockedPackages} locked
 * @param {LockedPackages} installed
 */
export function findDifference(locked, installed) {
  for (const [folder, wanted] of Object.entries(locked)) {
    if (folder === '') continue;
    const there = installed[folder];
    if (!there && (wanted.optional || wanted.devOptional)) continue;
    if (there?.version !== wanted.version || there?.integrity !== wanted.integrity) return folder;
  }
  return Object.keys(installed).find((folder) => !(folder in locked)) ?? null;
}

/** Makes node_modules what package-lock.json says; does nothing when it is. Throws ScriptError when npm fails. */
export async function installNpmPackages() {
  const locked = await readPackages(path.join(PROJECT, 'package-lock.json'));
  if (!locked) throw new ScriptError('package-lock.json is missing or damaged.');
  const installed = await readPackages(path.join(PROJECT, 'node_modules', '.package-lock.json'));
  const difference = installed ? findDifference(locked, installed) : '';
  if (difference === null) return;
  say(
    difference ? `npm ci, since ${difference} is not as locked…` : 'npm ci, since nothing is installed yet…',
  );
  const code = await run(NPM.command, ['ci', '--no-audit', '--no-fund'], {
    ...NPM.options,
    // What npm says goes to standard error: standard output belongs to the script's own result.
    stdio: ['ignore', 2, 2],
  });
  if (code !== 0) throw new ScriptError(`npm ci failed with exit code ${code}.`);
}
