/**
 * Every step of a save failing in every way: the file is the old or the new one whole, the caller is told which
 * kind of failure it was, no temp file stays, and the next save works.
 */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { removeLeftovers } from '../../electron/vault/atomic-file.ts';
import { openVaultWithMasterKey } from '../../electron/vault/format.ts';
import { createSession, type Session } from '../../electron/vault/session.ts';
import { accountsOf, addAccounts, newAccount, type Vault } from '../../electron/vault/vault.ts';
import { CHEAP_KDF, hotp, NOW_MS, now, PASSWORD, temporaryFolder, totp } from '../vault/vault-samples.ts';
import { device, type Step } from './failing-files.ts';

const ANSWERS = [
  ['EIO', 'not-saved'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EACCES', 'not-permitted'],
  ['EPERM', 'not-permitted'],
  ['EROFS', 'not-permitted'],
] as const;

const STEPS_BEFORE_RENAME: readonly Step[] = [
  'open',
  'write',
  'fsync',
  'read back',
  'close',
  'compare with disk',
  'rename',
];
const STEPS_AFTER_RENAME: readonly Step[] = ['open folder', 'fsync folder'];

async function savedSession() {
  const files = device();
  const path = join(await temporaryFolder(), 'vault.hmv');
  const session = await createSession({ path, password: PASSWORD, now, files, kdf: CHEAP_KDF });
  await session.change(adding('first'));
  files.heal();
  return { files, path, session };
}

/** Without the previous version that the first save kept. */
const filesLeft = async (path: string) =>
  (await readdir(dirname(path))).filter((name) => !name.includes('.previous-'));

const adding = (name: string) => (vault: Vault) => addAccounts(vault, [newAccount(totp(name), NOW_MS)]);
const names = (vault: Vault) => accountsOf(vault).map(({ accountName }) => accountName);

async function namesOnDisk(path: string, session: Session) {
  return names(openVaultWithMasterKey(await readFile(path), session.masterKey).vault);
}

describe.each(ANSWERS)('%s', (systemCode, answer) => {
  it.each(STEPS_BEFORE_RENAME)('in "%s" leaves the old file whole and answers', async (step) => {
    const { files, path, session } = await savedSession();
    const old = await readFile(path);
    files.fail(step, systemCode);
    await expect(session.change(adding('second'))).rejects.toMatchObject({ code: answer });
    expect(files.count(step)).toBe(1);
    expect(await readFile(path)).toEqual(old);
    expect(names(session.vault)).toEqual(['first']);
    expect(await filesLeft(path)).toEqual(['vault.hmv']);

    await session.change(adding('third'));
    expect(await namesOnDisk(path, session)).toEqual(['first', 'third']);
  });

  it.each(STEPS_AFTER_RENAME)('in "%s" leaves the new file whole and answers', async (step) => {
    const { files, path, session } = await savedSession();
    files.fail(step, systemCode);
    await expect(session.change(adding('second'))).rejects.toMatchObject({ code: answer });
    expect(await namesOnDisk(path, session)).toEqual(['first', 'second']);
    expect(names(session.vault)).toEqual(['first']);
    expect(await filesLeft(path)).toEqual(['vault.hmv']);

    await session.change(adding('third'));
    expect(await namesOnDisk(path, session)).toEqual(['first', 'third']);
  });
});

it('completes a save whose writes are all short', async () => {
  const { files, path, session } = await savedSession();
  files.shortenWrites(1000);
  await session.change(adding('second'));
  expect(files.count('write')).toBeGreaterThan(4);
  expect(await namesOnDisk(path, session)).toEqual(['first', 'second']);
});

it.each([1, 2, 3, 5])('keeps the old file when the disk is full at short write %i', async (nth) => {
  const { files, path, session } = await savedSession();
  files.shortenWrites(1000);
  files.fail('write', 'ENOSPC', nth);
  await expect(session.change(adding('second'))).rejects.toMatchObject({ code: 'disk-full' });
  expect(files.count('write')).toBe(nth);
  expect(await namesOnDisk(path, session)).toEqual(['first']);
  expect(await filesLeft(path)).toEqual(['vault.hmv']);
});

it('keeps the old file when a device takes no bytes, or gives other bytes back', async () => {
  const { files, path, session } = await savedSession();
  files.shortenWrites(0);
  await expect(session.change(adding('second'))).rejects.toMatchObject({ code: 'not-saved' });
  files.heal();
  files.corruptReadBack();
  await expect(session.change(adding('second'))).rejects.toMatchObject({ code: 'not-saved' });
  expect(await namesOnDisk(path, session)).toEqual(['first']);
  expect(await filesLeft(path)).toEqual(['vault.hmv']);
});

it('removes later a temp file that could not be removed at once', async () => {
  const { files, path, session } = await savedSession();
  files.fail('rename', 'EIO');
  files.fail('unlink', 'EIO');
  await expect(session.change(adding('second'))).rejects.toMatchObject({ code: 'not-saved' });
  expect(await filesLeft(path)).toHaveLength(2);
  await session.change(adding('third'));
  expect(await namesOnDisk(path, session)).toEqual(['first', 'third']);

  await removeLeftovers(path, Date.now(), files);
  expect(await filesLeft(path)).toHaveLength(2);
  await removeLeftovers(path, Date.now() + 11 * 60 * 1000, files);
  expect(await filesLeft(path)).toEqual(['vault.hmv']);
});

it('leaves nothing behind when the very first save fails, and lets it be tried again', async () => {
  const files = device();
  const folder = await temporaryFolder();
  const place = { path: join(folder, 'vault.hmv'), password: PASSWORD, now, files, kdf: CHEAP_KDF };
  files.fail('write', 'ENOSPC');
  await expect(createSession(place)).rejects.toMatchObject({ code: 'disk-full' });
  expect(await readdir(folder)).toEqual([]);
  await createSession(place);
  expect(await readdir(folder)).toEqual(['vault.hmv']);
});

it('gives no counter-based code whose counter was not saved', async () => {
  const { files, session } = await savedSession();
  const account = newAccount(hotp('bob'), NOW_MS);
  await session.change((vault) => addAccounts(vault, [account]));
  files.heal();
  files.fail('fsync', 'EIO');
  await expect(session.nextHotp(account.id)).rejects.toMatchObject({ code: 'not-saved' });
  expect(await session.nextHotp(account.id)).toEqual({ code: '755224', counter: 0, merge: null });
});

it('undoes at the second try when the first could not be saved', async () => {
  const { files, path, session } = await savedSession();
  const { undoId } = await session.change(adding('second'));
  files.heal();
  files.fail('write', 'ENOSPC');
  await expect(session.undo(undoId)).rejects.toMatchObject({ code: 'disk-full' });
  await session.undo(undoId);
  expect(await namesOnDisk(path, session)).toEqual(['first']);
});
