/**
 * The kernel itself refuses the n-th system call of a save (strace injects the error), for n = 1, 2, 3 … until no such
 * call is left. Linux only. The rule: only the thread that makes the file calls is touched.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { sealVault } from '../../electron/vault/format.ts';
import { NOW_MS } from '../vault/vault-samples.ts';
import { amount, count, figure } from './amounts.ts';
import { bundledChild } from './bundled-child.ts';
import { NAME, namesIn, vaultOf, vaultOnDisk } from './prepared-vaults.ts';

const child = bundledChild('waiting-child');
const HOUR_MS = 60 * 60 * 1000;
const CALLS_MAX = 200;
const ANSWERS = {
  EIO: 'not-saved',
  ENOSPC: 'disk-full',
  EACCES: 'not-permitted',
  EDQUOT: 'disk-full',
} as const;
type Fault = keyof typeof ANSWERS | 'short write';
const FAULTS = amount<readonly Fault[]>(
  ['EIO', 'EDQUOT', 'short write'],
  ['EIO', 'ENOSPC', 'EACCES', 'EDQUOT', 'short write'],
);
/** By the names that strace has for what Node asks the kernel for. `unlink` only runs after a rename that failed. */
const CALLS = ['openat', 'pwrite64', 'fsync', 'rename', 'unlink', 'pread64', 'close'] as const;

interface Saver {
  readonly process: ChildProcess;
  readonly lines: AsyncIterator<string>;
  readonly threads: readonly string[];
  readonly folder: string;
  readonly path: string;
  readonly masterKey: Uint8Array;
}

let saver: Saver | null = null;
async function stop(): Promise<void> {
  saver?.process.kill('SIGKILL');
  if (saver) await rm(saver.folder, { recursive: true, force: true });
  saver = null;
}
afterEach(stop);

async function startSaver(): Promise<Saver> {
  const folder = await mkdtemp(join(tmpdir(), 'system-calls-'));
  const path = join(folder, NAME);
  const opened = vaultOf(50);
  await writeFile(path, sealVault(opened));
  const env = { ...process.env, UV_THREADPOOL_SIZE: '1', UV_USE_IO_URING: '0' };
  const args = ['--v8-pool-size=0', child, path, Buffer.from(opened.masterKey).toString('hex')];
  const running = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = (createInterface({ input: running.stdout }) as Interface)[Symbol.asyncIterator]();
  const threads = String((await lines.next()).value).split(' ');
  saver = { process: running, lines, threads, folder, path, masterKey: opened.masterKey };
  return saver;
}

async function save({ process: { stdin }, lines }: Saver, name: string, nowMs: number): Promise<string> {
  stdin?.write(`${name} ${nowMs}\n`);
  return (await lines.next()).value as string;
}

/** Runs `work` with these injections; the answer has the lines of strace's record in which it injected. */
async function injecting<Answer>(
  { threads, folder }: Saver,
  injections: readonly string[],
  work: () => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly injected: readonly string[] }> {
  const record = join(folder, 'strace');
  const options = injections.flatMap((injection) => ['-e', `inject=${injection}`]);
  const traced = injections.map((injection) => injection.split(':')[0]).join(',');
  const attach = threads.flatMap((thread) => ['-p', thread]);
  const args = [...attach, '-y', '-o', record, '-e', `trace=${traced}`, ...options];
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => strace.once('close', resolve));
  let said = '';
  const isAttached = () => said.split(' attached').length > threads.length;
  const attached = new Promise<void>((resolve) => {
    strace.stderr.on('data', (text) => {
      said += text;
      if (isAttached()) resolve();
    });
  });
  await Promise.race([attached, ended]);
  if (!isAttached()) throw new Error(`strace cannot attach: ${said}`);
  const answer = await work();
  strace.kill('SIGINT');
  await ended;
  const lines = (await readFile(record, 'utf8')).split('\n');
  await rm(record);
  return {
    answer,
    injected: lines.flatMap((line) => (line.includes('(INJECTED)') ? [line.replace(/^\d+ +/, '')] : [])),
  };
}

let tried = 0;
afterAll(() =>
  figure(
    1,
    `strace: ${FAULTS.join(', ')} at each ${CALLS.join(', ')} of a save, with and without a copy kept`,
    `${count(tried)} faults, all whole and told`,
  ),
);

/** Calls without which a save is no save: their failure must be told. */
const isNeeded = (line: string) =>
  /(?:openat|pwrite64|fsync|pread64)\(.*\.vault\.hmv\.[0-9a-f]{16}\.tmp/.test(line) ||
  /rename\(.*\.vault\.hmv\.[0-9a-f]{16}\.tmp/.test(line);

const injectionOf = (call: string, fault: Fault, nth: number) =>
  // The kernel says that it took 100 bytes and takes none: what the device holds then is not what was written.
  `${call}:${fault === 'short write' ? 'retval=100' : `error=${fault}`}:when=${nth}`;

describe.each([
  ['a save', 0],
  ['a save that keeps a copy', 2 * HOUR_MS],
] as const)('%s', (_name, stepMs) => {
  it.each(
    CALLS.flatMap((call) =>
      FAULTS.filter((fault) => fault !== 'short write' || call === 'pwrite64').map(
        (fault) => [call, fault] as const,
      ),
    ),
  )('is whole or not there, and told, when the kernel refuses %s with %s', async (call, fault) => {
    const running = await startSaver();
    const { path, masterKey } = running;
    let nowMs = NOW_MS;
    expect(await save(running, 'first', nowMs)).toBe('saved');
    let known = namesIn(await vaultOnDisk(path, masterKey));
    let nth = 1;
    for (; nth < CALLS_MAX; nth += 1) {
      nowMs += stepMs;
      const before = await readFile(path);
      const injections = [injectionOf(call, fault, nth)];
      if (call === 'unlink') injections.push('rename:error=EIO:when=1+');
      const { answer, injected } = await injecting(running, injections, () =>
        save(running, `ours-${nth}`, nowMs),
      );
      const hit = injected.find((line) => line.startsWith(call));
      const where = `${hit}, told ${answer}`;
      const isOld = before.equals(await readFile(path));
      const onDisk = namesIn(await vaultOnDisk(path, masterKey));
      if (!isOld) expect(onDisk, where).toEqual([...known, `ours-${nth}`]);
      if (answer === 'saved') expect(isOld, where).toBe(false);
      else if (fault === 'short write' || call === 'unlink') expect(answer, where).toBe('not-saved');
      else expect(answer, where).toBe(ANSWERS[fault]);
      if (hit !== undefined && isNeeded(hit)) expect(answer, where).not.toBe('saved');

      expect(await save(running, `next-${nth}`, nowMs), where).toBe('saved');
      known = [...known, ...(answer === 'saved' ? [`ours-${nth}`] : []), `next-${nth}`];
      expect(namesIn(await vaultOnDisk(path, masterKey)), where).toEqual(known);
      if (hit === undefined) break;
      tried += 1;
    }
    expect(nth, `calls of ${call}`).toBeGreaterThan(1);
    expect(nth).toBeLessThan(CALLS_MAX);
    const left = (await readdir(running.folder)).filter((name) => name.endsWith('.tmp'));
    if (call !== 'unlink') expect(left).toEqual([]);
  });
});
