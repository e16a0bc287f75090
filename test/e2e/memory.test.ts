/**
 * After unlocking, using and locking the app: password, master key and secrets are in no process's memory and in no file,
 * in any form; while it is open they are in the vault process. Runs the real app without Playwright, which carries what it
 * types through main. The rule: a search that finds nothing is believed only because the same search found them before.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeBase32 } from '../../electron/otp/base32.ts';
import { openVault } from '../../electron/vault/format.ts';
import { count, figure } from '../fault/amounts.ts';
import { type BareApp, descendantsOf, startBareApp } from './driver/bare-app.ts';
import { formsOf, formsOfText, type Hit, searchFolder, searchProcess } from './driver/memory-search.ts';
import { profileWithVault, readVaultFile } from './driver/prepared-profile.ts';
import { isAlive } from './driver/processes.ts';
import { PASSWORD } from './driver/screens.ts';

const run = promisify(execFile);
const REVISION = 41;
/** Some codes, and what a page does once it has them. */
const USED_MS = 3000;
const LIMIT_MS = 30_000;
const SECRETS = [20, 32, 64].map((length) => randomBytes(length));
const URIS = SECRETS.map(
  (secret, index) =>
    `otpauth://totp/Service${index}:ada?secret=${encodeBase32(secret)}&issuer=Service${index}&period=30`,
);

let profile: string;
let elsewhere: string;
let app: BareApp;
const environment = { ...process.env };

beforeAll(async () => {
  profile = await profileWithVault({ uris: URIS, revision: REVISION });
  elsewhere = await mkdtemp(path.join(tmpdir(), 'halfminute-temp-'));
  // Temp files, caches and configuration that Chromium or a library may write are where they can be searched.
  for (const name of ['TMPDIR', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME'])
    process.env[name] = elsewhere;
  app = await startBareApp(profile);
});
afterAll(async () => {
  await app.stop();
  Object.assign(process.env, environment);
  await Promise.all([profile, elsewhere].map((folder) => rm(folder, { recursive: true, force: true })));
});

/** What a process is for, from its command line. */
async function roleOf(pid: number): Promise<string> {
  if (pid === app.pid) return 'main';
  const line = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  if (line.includes('node.mojom.NodeService')) return 'vault process';
  return /--type=([a-z-]+)/.exec(line)?.[1] ?? 'other';
}

async function needlesOf() {
  const { masterKey } = await openVault(await readVaultFile(profile), PASSWORD);
  const halves = (name: string, secret: Uint8Array) => [
    ...formsOf(name, secret),
    // Freed memory is written over from its start: what is left of a secret would be its end.
    { name: `${name}, second half, raw`, bytes: Buffer.from(secret.subarray(secret.length / 2)) },
  ];
  return [
    ...formsOfText('password', PASSWORD),
    { name: 'password, second half, raw', bytes: Buffer.from(PASSWORD.slice(PASSWORD.length / 2)) },
    ...halves('master key', masterKey),
    ...SECRETS.flatMap((secret, index) => halves(`secret ${index}`, secret)),
  ];
}

/** Every process of the app that is alive. */
async function searchAll(needles: Awaited<ReturnType<typeof needlesOf>>) {
  const hits: Hit[] = [];
  let searchedBytes = 0;
  const pids = [app.pid, ...(await descendantsOf(app.pid))];
  for (const pid of pids) {
    const searched = await searchProcess(pid, await roleOf(pid), needles);
    hits.push(...searched.hits);
    searchedBytes += searched.searchedBytes;
  }
  return { hits, searchedBytes, processCount: pids.length };
}

async function vaultPid(): Promise<number> {
  for (const pid of await descendantsOf(app.pid)) if ((await roleOf(pid)) === 'vault process') return pid;
  throw new Error('there is no vault process');
}

test('secrets are in the vault process alone while open, and nowhere once locked', {
  timeout: 240_000,
}, async () => {
  const needles = await needlesOf();
  await app.unlock(REVISION);
  await wait(USED_MS);
  // A search by name and a click into the list, which copies a code.
  await run('xdotool', ['windowfocus', app.window, 'key', 'ctrl+f', 'type', '--delay', '30', 'Service1']);
  await run('xdotool', ['mousemove', '--window', app.window, '200', '200', 'click', '1']);
  await wait(USED_MS);

  const open = await searchAll(needles);
  const inVault = open.hits.filter(({ where }) => where === 'vault process').map(({ what }) => what);
  for (const name of ['password', 'master key', ...SECRETS.map((_, index) => `secret ${index}`)]) {
    expect(inVault, 'the search finds what is there').toContain(`${name}, raw`);
  }
  expect(open.hits.filter(({ where }) => where !== 'vault process')).toEqual([]);

  const before = await vaultPid();
  await run('xdotool', ['windowfocus', app.window, 'key', 'ctrl+l']);
  for (const limit = Date.now() + LIMIT_MS; await isAlive(before); await wait(100)) {
    if (Date.now() > limit) throw new Error('the app does not lock');
  }
  await wait(USED_MS);
  const locked = await searchAll(needles);
  expect(locked.hits).toEqual([]);
  expect(await vaultPid()).not.toBe(before);
  const inFiles = [...(await searchFolder(profile, needles)), ...(await searchFolder(elsewhere, needles))];
  expect(inFiles).toEqual([]);
  expect(needles.filter(({ bytes }) => app.printed().includes(bytes.toString('latin1')))).toEqual([]);
  figure(
    5,
    `${count(needles.length)} forms of password, master key and ${SECRETS.length} secrets searched while open in ${open.processCount} processes (${count(Math.round(open.searchedBytes / 1e6))} MB)`,
    'found in the vault process, nowhere else',
  );
  figure(
    5,
    `the same after the lock, in ${locked.processCount} processes (${count(Math.round(locked.searchedBytes / 1e6))} MB), profile, temp files and what was printed`,
    '0 hits',
  );
});
