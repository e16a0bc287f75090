/**
 * The file at its path: what start-up says about it, links, and files that somebody else changed.
 */
import {
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FileFunctions, realFiles, replaceFile } from '../../electron/vault/atomic-file.ts';
import { createSession, unlockSession } from '../../electron/vault/session.ts';
import { accountsOf, addAccounts, newAccount, type Vault } from '../../electron/vault/vault.ts';
import { inspectVaultFile } from '../../electron/vault/vault-store.ts';
import { CHEAP_KDF, NOW_MS, now, PASSWORD, temporaryFolder, totp } from './vault-samples.ts';

const adding = (name: string) => (vault: Vault) => addAccounts(vault, [newAccount(totp(name), NOW_MS)]);
const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

async function savedVault() {
  const folder = await temporaryFolder();
  const path = join(folder, 'vault.halfminute');
  const session = await createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF });
  return { folder, path, session };
}

/** Without the previous versions that saving keeps. */
const filesBesideCopies = async (folder: string) =>
  (await readdir(folder)).filter((name) => !name.includes('.previous-'));

describe('what start-up says', () => {
  it('is "locked" for a vault, by its header alone', async () => {
    const { path } = await savedVault();
    expect(await inspectVaultFile(path)).toBe('locked');
  });

  it('is "none" only where nothing is', async () => {
    const folder = await temporaryFolder();
    expect(await inspectVaultFile(join(folder, 'vault'))).toBe('none');
    expect(await inspectVaultFile(join(folder, 'missing', 'vault'))).toBe('none');
    await symlink(join(folder, 'nowhere'), join(folder, 'dangling'));
    expect(await inspectVaultFile(join(folder, 'dangling'))).toBe('unreadable');
    await mkdir(join(folder, 'folder'));
    expect(await inspectVaultFile(join(folder, 'folder'))).toBe('unreadable');
  });

  it('is "damaged" for empty, foreign, cut and flipped files', async () => {
    const { path } = await savedVault();
    const sound = await readFile(path);
    const flipped = Buffer.from(sound);
    flipped.writeUInt8(flipped.readUInt8(60) ^ 4, 60);
    for (const bytes of ['', 'hello', sound.subarray(0, 100), flipped]) {
      await writeFile(path, bytes);
      expect(await inspectVaultFile(path)).toBe('damaged');
      await expect(unlockSession({ path, password: PASSWORD, now })).rejects.toMatchObject({
        code: 'vault-damaged',
      });
      const creating = createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF });
      await expect(creating).rejects.toMatchObject({ code: 'vault-exists' });
    }
  });

  it('is "newer" for a later version, which is neither opened nor replaced', async () => {
    const path = join(await temporaryFolder(), 'vault.halfminute');
    const newer = await readFile(new URL('../vectors/version-2/newer.halfminute', import.meta.url));
    await writeFile(path, newer);
    expect(await inspectVaultFile(path)).toBe('newer');
    await expect(unlockSession({ path, password: PASSWORD, now })).rejects.toMatchObject({
      code: 'vault-newer',
    });
    const creating = createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF });
    await expect(creating).rejects.toMatchObject({ code: 'vault-exists' });
    expect(await readFile(path)).toEqual(newer);
  });

  it('is "unreadable" where looking is refused, which is not "none"', async () => {
    const { path } = await savedVault();
    const closedFile: FileFunctions = { ...realFiles, open: failing('EACCES') };
    const closedFolder: FileFunctions = {
      ...closedFile,
      lstat: failing('EACCES'),
      realpath: failing('EACCES'),
    };
    for (const files of [closedFile, closedFolder]) {
      expect(await inspectVaultFile(path, files)).toBe('unreadable');
      await expect(unlockSession({ path, password: PASSWORD, now, files })).rejects.toMatchObject({
        code: 'vault-unreadable',
      });
    }
    const creating = createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF, files: closedFolder });
    await expect(creating).rejects.toMatchObject({ code: 'vault-exists' });
  });

  it('is "damaged" for a file larger than any vault, without reading it', async () => {
    const path = join(await temporaryFolder(), 'vault.halfminute');
    await writeFile(path, '');
    await truncate(path, 64 * 1024 * 1024 + 1);
    await expect(unlockSession({ path, password: PASSWORD, now })).rejects.toMatchObject({
      code: 'vault-damaged',
    });
  });
});

describe('a vault behind a symbolic link', () => {
  it('is saved where the link points, and the link stays', async () => {
    const { folder, path, session } = await savedVault();
    const elsewhere = join(folder, 'elsewhere');
    await mkdir(elsewhere);
    await rename(path, join(elsewhere, 'real'));
    await symlink(join('elsewhere', 'real'), path);
    await session.change(adding('ann'));
    expect(await readlink(path)).toBe(join('elsewhere', 'real'));
    expect((await lstat(join(elsewhere, 'real'))).isFile()).toBe(true);
    expect(await readdir(elsewhere)).toEqual(['real']);
    expect(await filesBesideCopies(folder)).toEqual(['elsewhere', 'vault.halfminute']);
    const again = await unlockSession({ path, password: PASSWORD, now });
    expect(accountsOf(again.vault)).toHaveLength(1);
  });

  it('is not created through a link, dangling or not', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'vault.halfminute');
    await symlink(join(folder, 'nowhere'), path);
    const creating = createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF });
    await expect(creating).rejects.toMatchObject({ code: 'vault-exists' });
    expect(await readdir(folder)).toEqual(['vault.halfminute']);
  });
});

describe('a file that changed on disk', () => {
  it('is not replaced when it is another vault, and nothing of the change is kept', async () => {
    const { folder, path, session } = await savedVault();
    await rm(path);
    const other = await createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF });
    await other.change(adding('theirs'));
    const theirs = await readFile(path);
    await expect(session.change(adding('ours'))).rejects.toMatchObject({ code: 'vault-changed-on-disk' });
    expect(await readFile(path)).toEqual(theirs);
    expect(await filesBesideCopies(folder)).toEqual(['vault.halfminute']);
    expect(accountsOf(session.vault)).toEqual([]);
    await other.change(adding('theirs again'));
  });

  it('is not replaced when it became empty, or something else', async () => {
    const { path, session } = await savedVault();
    await writeFile(path, '');
    await expect(session.change(adding('ann'))).rejects.toMatchObject({ code: 'vault-changed-on-disk' });
    await rm(path);
    await mkdir(path);
    await expect(session.change(adding('ann'))).rejects.toMatchObject({ code: 'vault-changed-on-disk' });
  });

  it('is written anew when it has gone', async () => {
    const { path, session } = await savedVault();
    await rm(path);
    await session.change(adding('ann'));
    const again = await unlockSession({ path, password: PASSWORD, now });
    expect(accountsOf(again.vault)).toHaveLength(1);
  });

  it('is not created over when it appeared during creation', async () => {
    const path = join(await temporaryFolder(), 'vault.halfminute');
    const files: FileFunctions = {
      ...realFiles,
      async open(file, flags, mode) {
        if (flags === 'wx+') await writeFile(path, 'theirs');
        return realFiles.open(file, flags, mode);
      },
    };
    const creating = createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF, files });
    await expect(creating).rejects.toMatchObject({ code: 'vault-exists' });
    expect(await readFile(path, 'utf8')).toBe('theirs');
  });
});

describe('renaming on Windows', () => {
  const bytes = Buffer.from('new');

  it('is tried again while a scanner holds the file', async () => {
    const path = join(await temporaryFolder(), 'file');
    for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
      let failuresLeft = 3;
      const files: FileFunctions = {
        ...realFiles,
        async rename(from, to) {
          failuresLeft -= 1;
          if (failuresLeft >= 0) await failing(code)();
          await realFiles.rename(from, to);
        },
      };
      await replaceFile(path, bytes, { files, platform: 'win32' });
      expect(await readFile(path, 'utf8')).toBe('new');
      await rm(path);
    }
  });

  it('is given up after two seconds, and not tried again elsewhere or for other errors', async () => {
    const path = join(await temporaryFolder(), 'file');
    const spend = async (code: string, platform: NodeJS.Platform) => {
      const started = performance.now();
      const files: FileFunctions = { ...realFiles, rename: failing(code) };
      await expect(replaceFile(path, bytes, { files, platform })).rejects.toMatchObject({
        code: code === 'EIO' ? 'not-saved' : code === 'EBUSY' ? 'not-saved' : 'not-permitted',
      });
      return performance.now() - started;
    };
    expect(await spend('EBUSY', 'win32')).toBeGreaterThan(1900);
    expect(await spend('EIO', 'win32')).toBeLessThan(1000);
    expect(await spend('EPERM', 'linux')).toBeLessThan(1000);
  });

  it('needs no fsync of the folder there, and bears file systems that refuse it', async () => {
    const folder = await temporaryFolder();
    const withFolderSync = (code: string): FileFunctions => ({
      ...realFiles,
      async open(path, flags, mode) {
        const file = await realFiles.open(path, flags, mode);
        if (path !== folder) return file;
        return { ...file, stat: () => file.stat(), close: () => file.close(), sync: failing(code) };
      },
    });
    const path = join(folder, 'file');
    await replaceFile(path, bytes, { files: withFolderSync('EPERM'), platform: 'win32' });
    await replaceFile(path, bytes, { files: withFolderSync('EINVAL'), platform: 'linux' });
    const replacing = replaceFile(path, bytes, { files: withFolderSync('EIO'), platform: 'linux' });
    await expect(replacing).rejects.toMatchObject({ code: 'not-saved' });
  });
});
