/**
 * Lets the `electron` package download its binary, with a bounded wait. Runs under Node.
 * The rule: one try; a try that failed is remembered for a day, so that starts without GitHub do not wait again.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CACHE, PROJECT, say } from './project.mjs';

const PACKAGE = path.join(PROJECT, 'node_modules', 'electron');
const FAILURE = path.join(CACHE, 'electron-download-failed.json');
/** Without a new byte for this long, the server does not answer. A slow line that moves may take its time. */
const STALLED_MS = 20_000;
const FAILURE_KEPT_MS = 24 * 60 * 60_000;

/** @returns {Promise<{version: string, binary: string | null}>} `binary`: the executable, when downloaded */
export async function readElectronPackage() {
  const { version } = JSON.parse(await readFile(path.join(PACKAGE, 'package.json'), 'utf8'));
  try {
    // The package's own marks of a complete download (electron/install.js, `isInstalled`).
    const installed = (await readFile(path.join(PACKAGE, 'dist', 'version'), 'utf8')).trim();
    const binary = path.join(PACKAGE, 'dist', await readFile(path.join(PACKAGE, 'path.txt'), 'utf8'));
    await stat(binary);
    return { version, binary: installed.replace(/^v/, '') === version ? binary : null };
  } catch {
    return { version, binary: null };
  }
}

/** @param {readonly string[]} folders @returns {Promise<number>} bytes in their files */
async function bytesIn(folders) {
  let bytes = 0;
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      bytes += (await stat(path.join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size;
    }
  }
  return bytes;
}

/**
 * Runs the package's installer, which reads ELECTRON_MIRROR and checks SHA-256 itself.
 * @param {number} stalledMs
 * @returns {Promise<string | null>} why it failed, or null
 */
async function runInstaller(stalledMs) {
  await mkdir(CACHE, { recursive: true });
  const temporary = await mkdtemp(path.join(CACHE, 'electron-download-'));
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const child = spawn(process.execPath, [path.join(PACKAGE, 'install.js')], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  let bytes = 0;
  let lastProgress = Date.now();
  let hasStalled = false;
  const watch = setInterval(async () => {
    const now = await bytesIn([temporary, path.join(PACKAGE, 'dist')]);
    if (now !== bytes) {
      bytes = now;
      lastProgress = Date.now();
    } else if (Date.now() - lastProgress > stalledMs) {
      hasStalled = true;
      child.kill('SIGKILL');
    }
  }, 1000);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(watch);
  await rm(temporary, { recursive: true, force: true });
  if (hasStalled) return `no answer for ${stalledMs / 1000} seconds`;
  return code === 0 ? null : (said.split('\n').find((line) => line.trim()) ?? `exit code ${code}`).trim();
}

/**
 * The downloaded binary of the `electron` package, downloading it when it is not there.
 * @param {object} [options]
 * @param {boolean} [options.isForced] try even though an earlier try failed
 * @param {number} [options.stalledMs] milliseconds without progress after which the try ends
 * @returns {Promise<{binary: string, version: string} | {problem: string, version: string}>}
 */
export async function downloadElectron({ isForced = false, stalledMs = STALLED_MS } = {}) {
  const { version, binary } = await readElectronPackage();
  if (binary) return { binary, version };
  const mirror = process.env.ELECTRON_MIRROR ?? '';
  const earlier = await readFile(FAILURE, 'utf8').then(JSON.parse, () => null);
  const isRemembered =
    earlier?.version === version && earlier.mirror === mirror && Date.now() - earlier.atMs < FAILURE_KEPT_MS;
  if (isRemembered && !isForced) return { problem: earlier.problem, version };
  say(`Downloading Electron ${version}…`);
  const failed = await runInstaller(stalledMs);
  const after = await readElectronPackage();
  if (after.binary) return { binary: after.binary, version };
  const problem = `the download failed (${failed ?? 'it left no binary'})`;
  await writeFile(FAILURE, JSON.stringify({ version, mirror, problem, atMs: Date.now() }));
  return { problem, version };
}
