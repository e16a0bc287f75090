/**
 * Earlier files beside the vault: one an hour, thinned with age, and the last file of an older format before the upgrade.
 */
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type FileFunctions, realFiles } from '../../electron/vault/atomic-file.ts';
import { openVault, readHeader } from '../../electron/vault/format.ts';
import { COPY_EVERY_MS } from '../../electron/vault/kept-copies.ts';
import { keptTimes, stampOf, timeOfStamp } from '../../electron/vault/retention.ts';
import { createSession, unlockSession } from '../../electron/vault/session.ts';
import { accountsOf, addAccounts, newAccount, type Vault } from '../../electron/vault/vault.ts';
import { CHEAP_KDF, NOW_MS, PASSWORD, temporaryFolder, totp } from './vault-samples.ts';

const OLD_FILE = fileURLToPath(new URL('../vectors/version-1/every-type.halfminute', import.meta.url));
const OLD_PASSWORD = 'correct horse battery staple';
const adding = (name: string) => (vault: Vault) => addAccounts(vault, [newAccount(totp(name), NOW_MS)]);

describe('previous versions', () => {
  it('are what the file was before a burst of changes, one an hour', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'vault.hmv');
    let nowMs = NOW_MS;
    const session = await createSession({ path, password: PASSWORD, now: () => nowMs, kdf: CHEAP_KDF });
    for (const name of ['a', 'b', 'c']) await session.change(adding(name));
    nowMs += COPY_EVERY_MS;
    const before = await readFile(path);
    for (const name of ['d', 'e']) await session.change(adding(name));
    const copies = (await readdir(folder)).filter((name) => name.includes('previous'));
    expect(copies).toEqual([
      `vault.hmv.previous-${stampOf(NOW_MS)}`,
      `vault.hmv.previous-${stampOf(NOW_MS + COPY_EVERY_MS)}`,
    ]);
    expect(await readFile(join(folder, copies[1] as string))).toEqual(before);
    nowMs -= COPY_EVERY_MS / 2;
    await session.change(adding('f'));
    expect((await readdir(folder)).filter((name) => name.includes('previous'))).toEqual(copies);
  });

  it('that cannot be kept are no reason not to save', async () => {
    const path = join(await temporaryFolder(), 'vault.hmv');
    const files: FileFunctions = {
      ...realFiles,
      async open(file, flags, mode) {
        if (file.includes('.previous-')) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        return realFiles.open(file, flags, mode);
      },
    };
    const now = () => NOW_MS;
    const session = await createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF, files });
    await session.change(adding('a'));
    expect(accountsOf((await openVault(await readFile(path), PASSWORD)).vault)).toHaveLength(1);
  });

  it('thin out: the last ones, then one a day, a week, a month', () => {
    const hour = 3_600_000;
    const times = Array.from({ length: 24 * 100 }, (_, index) => NOW_MS - index * hour);
    const kept = keptTimes(times, { last: 5, days: 7, weeks: 4, months: 3 });
    expect(kept.size).toBeLessThanOrEqual(5 + 7 + 4 + 3);
    expect(times.slice(0, 5).every((ms) => kept.has(ms))).toBe(true);
    expect(Math.min(...kept)).toBeLessThan(NOW_MS - 30 * 24 * hour);
    expect(keptTimes([NOW_MS], { last: 0, days: 0, weeks: 0, months: 0 })).toEqual(new Set([NOW_MS]));
    expect(timeOfStamp(stampOf(NOW_MS))).toBe(NOW_MS);
    expect(timeOfStamp('20269902T030405Z')).toBeNull();
    expect(timeOfStamp('today')).toBeNull();
  });
});

describe('a file of version 1', () => {
  const start = async (files: FileFunctions = realFiles) => {
    const folder = await temporaryFolder();
    const path = join(folder, 'vault.hmv');
    await copyFile(OLD_FILE, path);
    const session = await unlockSession({ path, password: OLD_PASSWORD, now: () => NOW_MS, files });
    return { folder, path, session, old: await readFile(OLD_FILE) };
  };
  const versionAt = async (path: string) => readHeader(await readFile(path)).version;
  const oldCopies = async (folder: string) => (await readdir(folder)).filter((name) => name.includes('.v1-'));

  it('opens untouched, and is upgraded by the first save with a copy kept', async () => {
    const { folder, path, session, old } = await start();
    expect(await readFile(path)).toEqual(old);
    await session.change(adding('new'));
    expect(await versionAt(path)).toBe(2);
    const [copy, ...more] = await oldCopies(folder);
    expect(more).toEqual([]);
    expect(await readFile(join(folder, copy as string))).toEqual(old);
    const again = await unlockSession({ path, password: OLD_PASSWORD, now: () => NOW_MS });
    expect(accountsOf(again.vault)).toHaveLength(6);
    await again.change(adding('newer'));
    expect(await oldCopies(folder)).toEqual([copy]);
  });

  it('is not upgraded when the copy cannot be kept, and finds its copy when tried again', async () => {
    let isFull = true;
    let failsRename = false;
    const { folder, path, session, old } = await start({
      ...realFiles,
      async open(file, flags, mode) {
        if (isFull && file.includes('.v1-')) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        return realFiles.open(file, flags, mode);
      },
      async rename(from, to) {
        if (failsRename && to.endsWith('.hmv')) throw Object.assign(new Error('io'), { code: 'EIO' });
        await realFiles.rename(from, to);
      },
    });
    await expect(session.change(adding('new'))).rejects.toMatchObject({ code: 'disk-full' });
    expect(await readFile(path)).toEqual(old);
    isFull = false;
    failsRename = true;
    await expect(session.change(adding('new'))).rejects.toMatchObject({ code: 'not-saved' });
    expect(await readFile(path)).toEqual(old);
    expect(await oldCopies(folder)).toHaveLength(1);
    failsRename = false;
    await session.change(adding('new'));
    expect(await versionAt(path)).toBe(2);
    expect(await oldCopies(folder)).toHaveLength(1);
  });
});

it('a copy that something else is named like is left alone', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'vault.hmv');
  const session = await createSession({ path, password: PASSWORD, now: () => NOW_MS, kdf: CHEAP_KDF });
  const others = ['vault.hmv.previous-', 'vault.hmv.previous-notes', 'other.previous-20200101T000000Z'];
  for (const name of others) await writeFile(join(folder, name), 'mine');
  await session.change(adding('a'));
  for (const name of others) expect(await readFile(join(folder, name), 'utf8')).toBe('mine');
});
