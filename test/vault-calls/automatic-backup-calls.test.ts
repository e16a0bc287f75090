/** Automatic backups as the page asks for them, over real files. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openVault } from '../../electron/vault/format.ts';
import { createSession } from '../../electron/vault/session.ts';
import type { BackupCheck } from '../../electron/vault-calls/backup-check.ts';
import { NOW_MS, PASSWORD } from '../vault/vault-samples.ts';
import { add, created, ground, namesIn, type Options, start, unlocked } from './history-ground.ts';
import { directCheck, SETTINGS, VAULT_FILE, value } from './vault-process-double.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

describe('automatic backups', () => {
  const backupFolder = () => path.join(ground.folder, 'backups');
  const settings = () => ({ ...SETTINGS, backupFolder: backupFolder() });
  const files = async () =>
    (await readdir(backupFolder())).filter((name) => name.endsWith('.halfminute-backup'));
  const withFolder = async (options: Options = {}) => {
    await created('ann');
    await mkdir(backupFolder(), { recursive: true });
    return unlocked({ settings: settings(), batchMs: 20, ...options });
  };

  it('are made once for a burst of changes, proved, and open with the same password', async () => {
    const double = await withFolder({ batchMs: 60_000 });
    for (const name of ['b', 'c', 'd']) await add(double, name);
    await double.automatic.flush();
    const [name, ...more] = await files();
    expect(more).toEqual([]);
    expect(value(await double.page.backup.automatic())).toEqual({
      folderName: 'backups',
      lastBackupAtMs: NOW_MS,
      notBackedUpSinceMs: null,
      isRunning: false,
      failure: null,
      failedAtMs: null,
      isReminderDue: false,
    });
    const { vault, slots } = await openVault(
      await readFile(path.join(backupFolder(), name as string)),
      PASSWORD,
    );
    expect(vault.entries).toHaveLength(4);
    expect(slots.map(({ type }) => type)).toEqual([1]);
  });

  it('that wait are made before the vault locks', async () => {
    const double = await withFolder({ batchMs: 60_000 });
    await add(double, 'b');
    expect(await files()).toEqual([]);
    await double.automatic.flush();
    expect(await files()).toHaveLength(1);
    await double.automatic.flush();
    expect(await files()).toHaveLength(1);
  });

  it('that fail are told until one succeeds, across a restart', async () => {
    const refusing: BackupCheck = { ...directCheck, run: () => Promise.reject(new Error('no process')) };
    const double = await withFolder({ batchMs: 60_000, backupCheck: refusing });
    await add(double, 'b');
    expect(value(await double.page.backup.runAutomatic())).toMatchObject({
      failure: 'unexpected',
      failedAtMs: NOW_MS,
      notBackedUpSinceMs: NOW_MS,
      lastBackupAtMs: null,
    });
    ground.nowMs += HOUR_MS;
    const kept = { settings: settings(), backupMemory: double.backupMemory() };
    const lying: BackupCheck = { ...directCheck, run: async () => ({ codes: [], quarantinedCount: 0 }) };
    const next = await unlocked({ ...kept, batchMs: 60_000, backupCheck: lying });
    expect(value(await next.page.backup.automatic())).toMatchObject({
      failure: 'unexpected',
      failedAtMs: NOW_MS,
    });
    expect(value(await next.page.backup.runAutomatic()).failure).toBe('backup-not-verified');
    await rm(backupFolder(), { recursive: true });
    expect(value(await next.page.backup.runAutomatic()).failure).toBe('not-saved');
    await mkdir(backupFolder());
    const last = await unlocked({ ...kept, backupMemory: next.backupMemory(), batchMs: 20 });
    await expect.poll(async () => value(await last.page.backup.automatic()).failure).toBeNull();
    expect(await files()).toHaveLength(1);
  });

  it('thin out, and leave files of others alone', async () => {
    const double = await withFolder({
      batchMs: 60_000,
      settings: { ...settings(), backupsKept: { last: 2, days: 0, weeks: 0, months: 0 } },
    });
    const others = ['notes.halfminute-backup', 'halfminute-00000000-20200101T000000Z.halfminute-backup'];
    for (const name of others) await writeFile(path.join(backupFolder(), name), 'mine');
    for (let index = 0; index < 4; index += 1) {
      ground.nowMs += 1000;
      value(await double.page.backup.runAutomatic());
    }
    expect(await files()).toHaveLength(2 + others.length);
    for (const name of others) expect(await files()).toContain(name);
  });

  it('are asked for when changes have been in no backup for thirty days', async () => {
    const double = await created('ann');
    expect(value(await double.page.backup.automatic())).toMatchObject({
      folderName: null,
      isReminderDue: false,
    });
    ground.nowMs += 30 * DAY_MS - 1;
    expect(value(await double.page.backup.automatic()).isReminderDue).toBe(false);
    ground.nowMs += 1;
    expect(value(await double.page.backup.automatic()).isReminderDue).toBe(true);
    double.grants.give('grant', 'backup', path.join(ground.folder, 'by-hand'));
    value(await double.page.backup.write({ grant: 'grant', vaultPassword: PASSWORD, backupPassword: null }));
    expect(value(await double.page.backup.automatic())).toMatchObject({
      isReminderDue: false,
      notBackedUpSinceMs: null,
      lastBackupAtMs: ground.nowMs,
    });
  });

  it('are asked for thirty days after a vault that the command line made is first opened', async () => {
    await createSession({
      path: path.join(ground.folder, VAULT_FILE),
      password: PASSWORD,
      now: () => NOW_MS,
    });
    const first = await unlocked();
    expect(value(await first.page.backup.automatic()).notBackedUpSinceMs).toBe(NOW_MS);
    ground.nowMs += 30 * DAY_MS;
    const kept = {
      backupMemory: first.backupMemory(),
      lastSeenRevision: first.holder.session().vault.revision,
    };
    const second = await unlocked(kept);
    expect(value(await second.page.backup.automatic()).isReminderDue).toBe(true);
    second.grants.give('grant', 'backup', path.join(ground.folder, 'by-hand'));
    value(await second.page.backup.write({ grant: 'grant', vaultPassword: PASSWORD, backupPassword: null }));
    const third = await unlocked({ ...kept, backupMemory: second.backupMemory() });
    expect(value(await third.page.backup.automatic()).notBackedUpSinceMs).toBeNull();
  });

  it('stand in for a vault that has gone', async () => {
    const double = await withFolder({ batchMs: 60_000 });
    value(await double.page.backup.runAutomatic());
    for (const name of await readdir(ground.folder))
      if (name.startsWith(VAULT_FILE)) await rm(path.join(ground.folder, name));
    const { page } = start({ settings: settings() });
    expect(value(await page.earlier.list()).map(({ kind }) => kind)).toEqual(['backup']);
    const [content] = value(await page.earlier.open({ password: PASSWORD }));
    value(await page.earlier.restore({ fileId: content!.fileId }));
    expect(await namesIn({ page })).toEqual(['ann']);
  });
});
