/**
 * A save in which the n-th file call fails, for n = 1, 2, 3 … until no call is left, for each way of failing, once
 * and for good: the vault on the disk is the old one or the new one, the caller is told, and the next save works.
 */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { CodedError } from '../../electron/ipc/failure.ts';
import { openVault, sealVault } from '../../electron/vault/format.ts';
import { NOW_MS } from '../vault/vault-samples.ts';
import manifest from '../vectors/version-1/manifest.json' with { type: 'json' };
import { amount, count, figure } from './amounts.ts';
import { countedFiles, type Fault } from './counted-files.ts';
import { adding, NAME, namesIn, sessionOn, vaultOf, vaultOnDisk } from './prepared-vaults.ts';

const FAULTS: readonly Fault[] = amount<readonly Fault[]>(
  ['EIO', 'short write'],
  ['EIO', 'ENOSPC', 'EACCES', 'EDQUOT', 'short write'],
);
const TOLD: Readonly<Record<Fault, readonly string[]>> = {
  EIO: ['not-saved'],
  ENOSPC: ['disk-full'],
  EDQUOT: ['disk-full'],
  EACCES: ['not-permitted'],
  'short write': [],
};
/** No save has as many calls; a loop that gets here would never have ended. */
const CALLS_MAX = 500;
const HOUR_MS = 60 * 60 * 1000;
const OLD_VECTORS = fileURLToPath(new URL('../vectors/version-1/', import.meta.url));

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));
async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'every-call-'));
  folders.push(folder);
  return folder;
}

interface Scene {
  /** What is on the disk before the save. */
  readonly folder: string;
  readonly masterKey: Uint8Array;
  readonly nowMs: number;
  /** What somebody else does between opening and saving. */
  readonly meanwhile?: (path: string) => Promise<void>;
  /** Accounts that the save brings in beside its own. */
  readonly merged?: readonly string[];
}

async function plain(): Promise<Scene> {
  const folder = await freshFolder();
  const opened = vaultOf(3);
  await writeFile(join(folder, NAME), sealVault(opened));
  // The first save of a burst keeps a copy; this one is a later one.
  const session = await sessionOn(join(folder, NAME), opened.masterKey);
  await session.change(adding('earlier'));
  return { folder, masterKey: opened.masterKey, nowMs: NOW_MS };
}

/** The save keeps a previous version and removes ones beyond their number. */
async function keepingCopies(): Promise<Scene> {
  const { folder, masterKey } = await plain();
  for (let hours = 2; hours <= 20; hours += 2) {
    const session = await sessionOn(join(folder, NAME), masterKey, { nowMs: NOW_MS + hours * HOUR_MS });
    await session.change((vault) => vault);
  }
  return { folder, masterKey, nowMs: NOW_MS + 22 * HOUR_MS };
}

async function merging(): Promise<Scene> {
  const { folder, masterKey } = await plain();
  const meanwhile = async (path: string) => {
    await (await sessionOn(path, masterKey)).change(adding('theirs'));
  };
  return { folder, masterKey, nowMs: NOW_MS, meanwhile, merged: ['theirs'] };
}

/** A version 1 file, which is kept beside the new one. */
async function upgrading(): Promise<Scene> {
  const folder = await freshFolder();
  const known = manifest.cases.find(({ name, answer }) => answer === 'opened' && name === 'every-type');
  if (!known?.password) throw new Error('no vector of version 1 to upgrade');
  const bytes = await readFile(join(OLD_VECTORS, known.file));
  await writeFile(join(folder, NAME), bytes);
  const { masterKey } = await openVault(bytes, known.password);
  return { folder, masterKey, nowMs: NOW_MS };
}

/** Calls without which a save is no save: their failure must be told. */
const isNeeded = (call: string) =>
  /^(?:open|write|read|fsync) \.vault\.hmv\.[0-9a-f]{16}\.tmp$|^rename vault\.hmv$/.test(call);

/** One save with its n-th call failing; false when it has fewer calls. */
async function tryOne(scene: Scene, fault: Fault, isForGood: boolean, nth: number): Promise<boolean> {
  const folder = await freshFolder();
  try {
    await cp(scene.folder, folder, { recursive: true });
    const path = join(folder, NAME);
    // Reading is not what fails here; the counting starts with the save.
    const reader = countedFiles({ fault, nth: Number.POSITIVE_INFINITY, isForGood });
    const files = countedFiles({ fault, nth, isForGood });
    const switching = { ...reader };
    const session = await sessionOn(path, scene.masterKey, { files: switching, nowMs: scene.nowMs });
    const old = namesIn(await vaultOnDisk(path, scene.masterKey));
    await scene.meanwhile?.(path);
    const before = await readFile(path);
    Object.assign(switching, files);

    const told = await session.change(adding('ours')).then(
      () => null,
      (error: unknown) => (error instanceof CodedError ? error.code : `not a code: ${error}`),
    );
    const call = files.failed();
    const where = `${fault}${isForGood ? ' for good' : ''} at call ${nth} (${call}), told ${told}`;

    const isOld = before.equals(await readFile(path));
    const onDisk = namesIn(await vaultOnDisk(path, scene.masterKey));
    const wanted = [...old, 'ours', ...(scene.merged ?? [])].sort();
    if (!isOld) expect([...onDisk].sort(), where).toEqual(wanted);
    if (told === null) expect(isOld, where).toBe(false);
    else expect([...TOLD[fault], ...(scene.merged ? ['vault-changed-on-disk'] : [])], where).toContain(told);
    if (call !== null && fault !== 'short write' && isNeeded(call)) expect(told, where).not.toBeNull();
    const left = (await readdir(folder)).filter((name) => name.endsWith('.tmp'));
    if (!isForGood && !call?.startsWith('unlink')) expect(left, where).toEqual([]);

    Object.assign(switching, reader);
    await session.change(adding('next'));
    const after = namesIn(await vaultOnDisk(path, scene.masterKey));
    // After a merge the session takes in what the disk has, and that may be what it was told is not safely there.
    const isOurs = told === null || (scene.merged !== undefined && !isOld);
    const ours = isOurs ? ['ours'] : [];
    expect([...after].sort(), where).toEqual([...old, ...ours, ...(scene.merged ?? []), 'next'].sort());
    return call !== null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe.each([
  ['a save', plain],
  ['a save that keeps a copy and removes old ones', keepingCopies],
  ['a save that merges', merging],
  ['a save that upgrades an old version', upgrading],
] as const)('%s', (name, setUp) => {
  let tried = 0;
  afterAll(() =>
    figure(
      1,
      `${name}: ${FAULTS.join(', ')} at each of its file calls, once and for good`,
      `${count(tried)} faults, all whole and told`,
    ),
  );

  it.each(FAULTS)('is whole or not there, and told, with %s at every call', async (fault) => {
    const scene = await setUp();
    for (const isForGood of [false, true]) {
      let nth = 1;
      while (await tryOne(scene, fault, isForGood, nth)) {
        nth += 1;
        tried += 1;
        if (nth > CALLS_MAX) throw new Error('the calls do not end');
      }
      expect(nth, 'calls of a save').toBeGreaterThan(fault === 'short write' ? 1 : 9);
    }
  });
});
