/**
 * The app connects to nobody: a start, an unlock and a while of showing codes, watched by strace.
 * Runs the real app without Playwright, whose own connection would be in the way. The rule: every process of the app
 * is watched from its first moment, and only the machine's own sockets (AF_UNIX) may be connected to.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBareApp } from './driver/bare-app.ts';
import { ALWAYS_SECRET, found } from './driver/leaks.ts';
import { startLocalServer } from './driver/local-server.ts';
import { profileWithVault } from './driver/prepared-profile.ts';

const run = promisify(execFile);
const REVISION = 41;
/** Long enough for what Chromium does some seconds after its start (updates, field trials, proxies). */
const WATCHED_MS = 8000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-strace-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const strace = (record: string) => [
  'strace',
  ...['-f', '-qq', '--seccomp-bpf', '-o', record, '-e', 'trace=connect,sendto,sendmsg,sendmmsg'],
];

/** Lines of the record in which something is connected to, or sent to, outside of the machine's own sockets. */
async function foreignCalls(record: string): Promise<readonly string[]> {
  const lines = (await readFile(record, 'utf8')).split('\n');
  return lines.filter((line) => /sa_family=AF_INET6?\b/.test(line));
}

test('strace sees a connection where there is one', async () => {
  const server = await startLocalServer();
  const record = path.join(folder, 'known');
  const script = `fetch('${server.origin}').then((answer) => answer.text())`;
  const [command = '', ...args] = [...strace(record), process.execPath, '-e', script];
  await run(command, args);
  expect(await foreignCalls(record)).not.toEqual([]);
  await server.stop();
});

test('a start, an unlock and some seconds of codes connect to nobody', async () => {
  const record = path.join(folder, 'app');
  const profile = await profileWithVault({ revision: REVISION });
  const app = await startBareApp(profile, strace(record));
  try {
    await app.unlock(REVISION);
    await wait(WATCHED_MS);
  } finally {
    await app.stop();
    await rm(profile, { recursive: true, force: true });
  }
  expect(await foreignCalls(record)).toEqual([]);
  expect(await readFile(record, 'utf8')).toContain('AF_UNIX');
  expect(found(app.printed(), ALWAYS_SECRET)).toEqual([]);
});
