/**
 * Disks that are really full, out of files or read-only (a tmpfs in a mount namespace of its own), and a folder that is
 * deleted or a vault that is replaced under us. The rule: the kernel refuses here, no test double.
 */
import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { sealVault } from '../../electron/vault/format.ts';
import { temporaryFolder } from '../vault/vault-samples.ts';
import { count, figure } from './amounts.ts';
import { bundledChild } from './bundled-child.ts';
import { adding, NAME, namesIn, sessionOn, vaultOf, vaultOnDisk } from './prepared-vaults.ts';

const run = promisify(execFile);
const child = bundledChild('own-disk-child');

interface Step {
  readonly name: string;
  readonly told: string;
  readonly isOld: boolean;
  readonly hasIt: boolean;
  readonly left: readonly string[];
}

/** Its own mounts; `--map-root-user` lets anyone have them where the kernel allows user namespaces. */
const OWN_MOUNTS = ['--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])];

it('is whole and told on a disk that is full, out of files or read-only, and goes on afterwards', async (context) => {
  const folder = await temporaryFolder();
  const isAllowed = await run('unshare', [...OWN_MOUNTS, 'mount', '-t', 'tmpfs', 'tmpfs', folder]).then(
    () => true,
    () => false,
  );
  if (!isAllowed) context.skip('this user may not mount a disk of its own');
  const script = 'mount -t tmpfs -o size=1m tmpfs "$1" && exec "$2" "$3" "$1"';
  const { stdout } = await run('unshare', [
    ...OWN_MOUNTS,
    'sh',
    '-c',
    script,
    'sh',
    folder,
    process.execPath,
    child,
  ]);
  const steps = stdout
    .trim()
    .split('\n')
    .map((line): Step => JSON.parse(line));
  const expected: Readonly<Record<string, string>> = {
    'with 0 KiB left': 'disk-full',
    'with 4 KiB left': 'disk-full',
    'with 16 KiB left': 'disk-full',
    'with 40 KiB left': 'disk-full',
    'with 64 KiB left': 'disk-full',
    'with no file left to make': 'disk-full',
    'read-only': 'not-permitted',
  };
  for (const { name, told, isOld, hasIt, left } of steps) {
    expect({ name, told }).toEqual({ name, told: expected[name] ?? 'saved' });
    expect({ name, isOld, hasIt, left }).toEqual({
      name,
      isOld: told !== 'saved',
      hasIt: told === 'saved',
      left: [],
    });
  }
  const refused = steps.filter(({ told }) => told !== 'saved').length;
  expect(refused).toBe(Object.keys(expected).length);
  figure(
    1,
    'a full tmpfs (0 to 64 KiB left), one without inodes, one read-only',
    `${count(refused)} refusals, old file whole, next save works`,
  );
});

async function openedVault(folder?: string) {
  const path = join(folder ?? (await temporaryFolder()), NAME);
  const opened = vaultOf(3);
  await writeFile(path, sealVault(opened));
  const session = await sessionOn(path, opened.masterKey);
  return { path, session, opened, masterKey: opened.masterKey };
}

describe('what happens to the folder and the file meanwhile', () => {
  it('a folder that is deleted: told, and written anew once the folder is there', async () => {
    const { path, session, masterKey } = await openedVault();
    await rm(dirname(path), { recursive: true });
    await expect(session.change(adding('a'))).rejects.toMatchObject({ code: 'not-saved' });
    await mkdir(dirname(path));
    await session.change(adding('b'));
    expect(namesIn(await vaultOnDisk(path, masterKey))).toContain('b');
    expect(namesIn(await vaultOnDisk(path, masterKey))).toContain('account 0');
  });

  it('a folder that is read-only: told, the old file whole', async (context) => {
    const { path, session } = await openedVault();
    const before = await readFile(path);
    if (process.getuid?.() === 0) {
      // Root may write where the mode says no; the immutable flag holds for it, too, where the file system has it.
      const isSet = await run('chattr', ['+i', dirname(path)]).then(
        () => true,
        () => false,
      );
      if (!isSet) context.skip('this file system has no immutable flag; the read-only tmpfs above is tried');
    } else await chmod(dirname(path), 0o500);
    try {
      await expect(session.change(adding('a'))).rejects.toMatchObject({ code: 'not-permitted' });
      expect(await readFile(path)).toEqual(before);
    } finally {
      if (process.getuid?.() === 0) await run('chattr', ['-i', dirname(path)]);
      else await chmod(dirname(path), 0o700);
    }
    await session.change(adding('b'));
    expect(await readFile(path)).not.toEqual(before);
  });

  it.each([
    ['another vault', async (path: string) => writeFile(path, sealVault(vaultOf(2)))],
    ['no vault at all', async (path: string) => writeFile(path, 'a letter')],
    ['nothing in it', async (path: string) => writeFile(path, '')],
    ['half of itself', async (path: string) => writeFile(path, (await readFile(path)).subarray(0, 3000))],
    [
      'a folder',
      async (path: string) => {
        await rm(path);
        await mkdir(path);
      },
    ],
  ])('a file replaced by one with %s: told, and what is there is left alone', async (_name, replace) => {
    const { path, session } = await openedVault();
    await replace(path);
    const isFile = (await stat(path)).isFile();
    const there = isFile ? await readFile(path) : await readdir(path);
    await expect(session.change(adding('a'))).rejects.toMatchObject({ code: 'vault-changed-on-disk' });
    expect(isFile ? await readFile(path) : await readdir(path)).toEqual(there);
    expect((await readdir(dirname(path))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('the same vault saved by somebody else: both are there afterwards', async () => {
    const { path, session, masterKey } = await openedVault();
    await (await sessionOn(path, masterKey)).change(adding('theirs'));
    await session.change(adding('ours'));
    const names = namesIn(await vaultOnDisk(path, masterKey));
    expect(names).toEqual(expect.arrayContaining(['account 0', 'ours', 'theirs']));
  });

  it('a link that is pointed elsewhere: what it now points to is left alone', async () => {
    const { path, session } = await openedVault();
    const elsewhere = `${path}-elsewhere`;
    await writeFile(elsewhere, 'a letter');
    await rm(path);
    await symlink(elsewhere, path);
    await expect(session.change(adding('a'))).rejects.toMatchObject({ code: 'vault-changed-on-disk' });
    expect(await readFile(elsewhere, 'utf8')).toBe('a letter');
    figure(
      1,
      'folder deleted or read-only; file replaced by six other things or linked elsewhere',
      'told each time, nothing written over',
    );
  });
});
