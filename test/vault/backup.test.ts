/**
 * Backups: everything is in them, they open with their own password alone, and their codes are compared.
 */
import { link, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codesAt, compareCodes, readBackup, writeBackup } from '../../electron/vault/backup.ts';
import { removeAccount } from '../../electron/vault/bin.ts';
import { openVault, sealVault } from '../../electron/vault/format.ts';
import {
  createSession,
  createSessionFrom,
  type Session,
  unlockSession,
} from '../../electron/vault/session.ts';
import { addAccounts, EMPTY_VAULT, newAccount, quarantinedOf } from '../../electron/vault/vault.ts';
import { device } from '../fault/failing-files.ts';
import { CHEAP_KDF, hotp, NOW_MS, now, PASSWORD, steam, temporaryFolder, totp } from './vault-samples.ts';

const BACKUP_PASSWORD = 'another password';
const badLine = Buffer.from('{"id":"x","issuer":"Old","type":"unheard of"}');

/** A vault with every type of account, a quarantined record and a slot of an unknown type, at its path. */
async function openSession() {
  const folder = await temporaryFolder();
  const path = join(folder, 'vault.halfminute');
  await createSession({ path, password: PASSWORD, now, kdf: CHEAP_KDF });
  const opened = await openVault(await readFile(path), PASSWORD);
  const accounts = [totp('ann'), hotp('bob', 4), steam('cid')].map((draft) => newAccount(draft, NOW_MS));
  const entries = [
    ...addAccounts(EMPTY_VAULT, accounts).entries,
    { kind: 'quarantined', line: badLine } as const,
  ];
  const slots = [...opened.slots, { type: 3, body: Buffer.from('of this computer') }];
  await writeFile(path, sealVault({ ...opened, slots, vault: { ...opened.vault, entries } }));
  return { folder, path, session: await unlockSession({ path, password: PASSWORD, now }), accounts };
}

const backUp = (session: Session, path: string, password = BACKUP_PASSWORD) =>
  writeBackup(session, { path, password, kdf: CHEAP_KDF });

describe('a backup', () => {
  it('holds accounts and quarantined records, and opens with its own password only', async () => {
    const { folder, session } = await openSession();
    const path = join(folder, 'backup');
    const { vault, sizeBytes } = await backUp(session, path);
    const bytes = await readFile(path);
    expect(sizeBytes).toBe(bytes.length);
    expect(vault).toBe(session.vault);
    const opened = await readBackup(bytes, BACKUP_PASSWORD);
    expect(opened.vault).toEqual(session.vault);
    expect(quarantinedOf(opened.vault).map(({ line }) => Buffer.from(line))).toEqual([badLine]);
    await expect(readBackup(bytes, PASSWORD)).rejects.toMatchObject({ code: 'wrong-password' });
  });

  it('takes no key slot of this computer with it', async () => {
    const { folder, path, session } = await openSession();
    await backUp(session, join(folder, 'backup'));
    const opened = await readBackup(await readFile(join(folder, 'backup')), BACKUP_PASSWORD);
    expect(opened.slots.map(({ type }) => type)).toEqual([1]);
    expect((await openVault(await readFile(path), PASSWORD)).slots.map(({ type }) => type)).toEqual([1, 3]);
  });

  it('replaces the file that the person chose, through a link, whole or not at all', async () => {
    const { folder, session } = await openSession();
    const path = join(folder, 'backup');
    await writeFile(path, 'last week’s');
    await symlink('backup', join(folder, 'link'));
    const files = device();
    files.fail('write', 'ENOSPC');
    const target = { path: join(folder, 'link'), password: BACKUP_PASSWORD, kdf: CHEAP_KDF, files };
    await expect(writeBackup(session, target)).rejects.toMatchObject({ code: 'disk-full' });
    expect(await readFile(path, 'utf8')).toBe('last week’s');
    await writeBackup(session, target);
    expect((await readBackup(await readFile(path), BACKUP_PASSWORD)).vault).toEqual(session.vault);
    expect(await readdir(folder)).toEqual(['backup', 'link', 'vault.halfminute']);
  });

  it('is never the vault itself, by whatever name', async () => {
    const { folder, path, session } = await openSession();
    await symlink(path, join(folder, 'soft'));
    await link(path, join(folder, 'hard'));
    const before = await readFile(path);
    for (const name of ['vault.halfminute', 'soft', 'hard']) {
      await expect(backUp(session, join(folder, name))).rejects.toMatchObject({ code: 'not-permitted' });
    }
    expect(await readFile(path)).toEqual(before);
  });

  it('needs a password of eight characters and a folder that is there', async () => {
    const { folder, session } = await openSession();
    await expect(backUp(session, join(folder, 'b'), '1234567')).rejects.toMatchObject({
      code: 'password-too-short',
    });
    await expect(backUp(session, join(folder, 'missing', 'b'))).rejects.toMatchObject({ code: 'not-saved' });
    expect(await readdir(folder)).toEqual(['vault.halfminute']);
  });
});

describe('restoring', () => {
  it('makes a vault with the password, accounts and revision of the backup', async () => {
    const { folder, session } = await openSession();
    await backUp(session, join(folder, 'backup'));
    const opened = await readBackup(await readFile(join(folder, 'backup')), BACKUP_PASSWORD);
    const path = join(folder, 'new', 'vault.halfminute');
    const restored = await createSessionFrom({ path, opened, now });
    const again = await unlockSession({ path, password: BACKUP_PASSWORD, now });
    expect(again.vault).toEqual(restored.vault);
    expect(again.vault).toEqual({ ...session.vault, revision: session.vault.revision + 1 });
    await expect(createSessionFrom({ path, opened, now })).rejects.toMatchObject({ code: 'vault-exists' });
  });

  it('tells a file of something else from a damaged one of ours', async () => {
    const { folder, session } = await openSession();
    await backUp(session, join(folder, 'backup'));
    const bytes = await readFile(join(folder, 'backup'));
    for (const foreign of [Buffer.of(), Buffer.from('[]'), bytes.subarray(1)]) {
      await expect(readBackup(foreign, BACKUP_PASSWORD)).rejects.toMatchObject({ code: 'unsupported-file' });
    }
    await expect(readBackup(bytes.subarray(0, -1), BACKUP_PASSWORD)).rejects.toMatchObject({
      code: 'vault-damaged',
    });
    const huge = Buffer.alloc(64 * 1024 * 1024 + 1);
    await expect(readBackup(huge, BACKUP_PASSWORD)).rejects.toMatchObject({ code: 'file-too-large' });
  });
});

describe('comparing codes', () => {
  it('matches every account of a backup, counter-based ones at their counter', async () => {
    const { folder, session, accounts } = await openSession();
    await backUp(session, join(folder, 'backup'));
    const { vault } = await readBackup(await readFile(join(folder, 'backup')), BACKUP_PASSWORD);
    const live = codesAt(session.vault, NOW_MS);
    expect(live.map(({ id }) => id)).toEqual(accounts.map(({ id }) => id));
    // RFC 4226 appendix D, count 4.
    expect(live[1]?.code).toBe('338314');
    expect(compareCodes(live, codesAt(vault, NOW_MS))).toEqual({ matched: 3, total: 3, mismatchedIds: [] });
  });

  it('names accounts whose code differs or is missing', async () => {
    const { session, accounts } = await openSession();
    const [ann, bob] = accounts;
    const live = codesAt(session.vault, NOW_MS);
    const without = codesAt(removeAccount(session.vault, ann!.id, NOW_MS), NOW_MS);
    expect(compareCodes(live, without)).toEqual({ matched: 2, total: 3, mismatchedIds: [ann!.id] });
    await session.nextHotp(bob!.id);
    expect(compareCodes(codesAt(session.vault, NOW_MS), live).mismatchedIds).toEqual([bob!.id]);
    expect(codesAt(session.vault, NOW_MS + 30_000)[0]).not.toEqual(live[0]);
  });
});
