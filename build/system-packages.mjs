/**
 * Sees to the Debian packages that Electron and the tests need. Runs under Node with nothing installed.
 * The rule: no network when nothing is missing; only root changes the system, anyone else is told the one line.
 */
import { access } from 'node:fs/promises';
import { capture, isScript, run, runScript, ScriptError, say } from './project.mjs';

/** Alternatives are the same package under the names of different releases; any of them will do. */
/** @typedef {readonly [string, ...string[]]} Alternatives */
/** @type {readonly Alternatives[]} */
const APP = [
  // Names ending in t64 came with the 64-bit time transition (Debian 13, Ubuntu 24.04).
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
];
/** @type {readonly Alternatives[]} */
const DEMO = [
  ...APP,
  ['xvfb'],
  ['openbox'],
  ['chromium', 'chromium-browser'],
  ['oathtool'],
  ['qrencode'],
  ['xdotool'],
];
/** @type {readonly Alternatives[]} */
const TEST = [
  ...DEMO,
  ['zbar-tools'],
  ['fonts-dejavu-core'],
  ['xserver-xorg-core'],
  ['xserver-xorg-video-dummy'],
  ['x11-xserver-utils'],
  ['python3-argon2'],
  ['python3-cryptography'],
  ['age'],
  ['fish'],
  ['zsh'],
  ['groff-base'],
  ['poppler-utils'],
  ['dbus'],
  ['gnome-keyring'],
  ['strace'],
  ['gcc'],
  ['libc6-dev'],
];
const PACKAGES = { app: APP, demo: DEMO, test: TEST };

/** @typedef {keyof typeof PACKAGES} Purpose */

// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query fills these in
const FORMAT = '${Package} ${db:Status-Abbrev}\\n';

/**
 * What dpkg-query says in FORMAT is installed.
 * @param {string} output
 */
export function readInstalled(output) {
  const lines = output.split('\n').map((line) => line.trim().split(/\s+/));
  return new Set(lines.filter(([, status]) => status?.[1] === 'i').map(([name]) => name ?? ''));
}

/** @param {readonly Alternatives[]} wanted @param {ReadonlySet<string>} installed */
export function findMissing(wanted, installed) {
  return wanted.filter((names) => !names.some((name) => installed.has(name)));
}

/** @param {readonly Alternatives[]} missing @returns {Promise<string[]>} the names that this release has */
async function chooseNames(missing) {
  return Promise.all(
    missing.map(async (names) => {
      for (const name of names) {
        const { stdout } = await capture('apt-cache', ['policy', name]);
        if (/Candidate: (?!\(none\))/.test(stdout)) return name;
      }
      return names[0];
    }),
  );
}

/** @param {readonly string[]} args */
async function aptGet(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const code = await run('apt-get', ['-q', ...args], { env, stdio: ['ignore', 2, 2] });
  if (code !== 0) throw new ScriptError(`apt-get ${args.join(' ')} failed with exit code ${code}.`);
}

const isDebian = () =>
  access('/etc/debian_version').then(
    () => true,
    () => false,
  );

/**
 * Installs what is missing when we are root; else throws ScriptError with the command to run.
 * Does nothing on other systems than Debian and its descendants.
 * @param {Purpose} purpose
 */
export async function ensureSystemPackages(purpose) {
  if (process.platform !== 'linux' || !(await isDebian())) return;
  const wanted = PACKAGES[purpose];
  const query = ['-W', '-f', FORMAT, ...wanted.flat()];
  const { stdout } = await capture('dpkg-query', query);
  const missing = findMissing(wanted, readInstalled(stdout));
  if (missing.length === 0) return;
  if (process.getuid?.() === 0) {
    await aptGet(['update']);
    const names = await chooseNames(missing);
    say(`Installing system packages: ${names.join(' ')}`);
    await aptGet(['install', '-y', '--no-install-recommends', ...names]);
    return;
  }
  const names = await chooseNames(missing);
  throw new ScriptError(
    `System packages are missing. Please run this, then try again:\n  sudo apt-get install --no-install-recommends ${names.join(' ')}`,
  );
}

/** What to look for when Electron does not start on a Linux that is not Debian's. */
export const LIBRARIES = 'GTK 3, NSS, ALSA (libasound) and GBM (Mesa)';

if (isScript(import.meta.url)) {
  await runScript(async () => {
    const purpose = process.argv[2] ?? 'app';
    if (purpose !== 'app' && purpose !== 'demo' && purpose !== 'test') {
      throw new ScriptError('usage: node build/system-packages.mjs [app|demo|test]');
    }
    await ensureSystemPackages(purpose);
  });
}
