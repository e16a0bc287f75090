/**
 * Bin, history, merging, earlier files and automatic backups as the page asks for them, over real files.
 */
import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openVault } from '../../electron/vault/format.ts';
import type { BackupCheck } from '../../electron/vault-calls/backup-check.ts';
import { NOW_MS, PASSWORD, temporaryFolder } from '../vault/vault-samples.ts';
import {
  directCheck,
  failed,
  SETTINGS,
  startVaultProcessDouble,
  VAULT_FILE,
  value,
} from './vault-process-double.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SECRET = 'JBSWY3DPEHPK3PXP';
let folder: string;
let nowMs: number;
beforeEach(async () => {
  folder = await temporaryFolder();
  nowMs = NOW_MS;
});

type Options = Partial<Parameters<typeof startVaultProcessDouble>[0]>;
const start = (options: Options = {}) => startVaultProcessDouble({ folder, now: () => nowMs, ...options });
type Double = ReturnType<typeof start>;

async function created(...names: string[]) {
  const double = start();
  value(await double.page.vault.create({ password: PASSWORD }));
  for (const name of names) await add(double, name);
  return double;
}
async function unlocked(options: Options = {}) {
  const double = start(options);
  const opened = value(await double.page.vault.unlock({ password: PASSWORD }));
  return { ...double, opened };
}
async function add({ page }: Pick<Double, 'page'>, name: string) {
  const text = `otpauth://totp/${name}?secret=${SECRET}`;
  const review = value(await page.accounts.review({ reviewId: null, texts: [text] }));
  const candidateId = review.candidates[0]!.id;
  const choices = [{ candidateId, issuer: '', accountName: name, action: 'add' as const }];
  return value(await page.accounts.add({ reviewId: review.reviewId, choices }));
}
const namesIn = async ({ page }: Pick<Double, 'page'>) =>
  value(await page.accounts.list()).accounts.map(({ accountName }) => accountName);
const idOf = async ({ page }: Pick<Double, 'page'>, name: string) =>
  value(await page.accounts.list()).accounts.find(({ accountName }) => accountName === name)!.id;
const steps = async ({ page }: Pick<Double, 'page'>, accountId: string | null = null) =>
  value(await page.history.list({ accountId, beforeSeq: null, limit: 100 })).steps;

describe('the bin', () => {
  it('holds what was removed, across a restart, and gives it back in its place', async () => {
    const double = await created('ann', 'bob', 'cid');
    const id = await idOf(double, 'bob');
    value(await double.page.accounts.remove({ id }));
    const again = await unlocked();
    expect(await namesIn(again)).toEqual(['ann', 'cid']);
    expect(value(await again.page.bin.list())).toEqual([
      {
        id,
        type: 'totp',
        issuer: '',
        accountName: 'bob',
        deletedAtMs: NOW_MS,
        forgetAtMs: NOW_MS + 90 * DAY_MS,
      },
    ]);
    expect(await again.page.codes.next({ id })).toEqual(failed('account-missing'));
    value(await again.page.bin.restore({ ids: [id] }));
    expect(await namesIn(again)).toEqual(['ann', 'bob', 'cid']);
    expect(await again.page.bin.restore({ ids: [id] })).toEqual(failed('account-missing'));
  });

  it('is emptied by hand, with undo, or after the chosen time with the next save', async () => {
    const double = await created('ann', 'bob', 'cid');
    for (const name of ['ann', 'bob'])
      value(await double.page.accounts.remove({ id: await idOf(double, name) }));
    const { undoId } = value(await double.page.bin.empty({ ids: null }));
    expect(value(await double.page.bin.list())).toEqual([]);
    value(await double.page.vault.undo({ undoId }));
    expect(value(await double.page.bin.list())).toHaveLength(2);

    nowMs += 91 * DAY_MS;
    const kept = await unlocked({ settings: { ...SETTINGS, emptyBinDays: 0 } });
    await add(kept, 'dan');
    expect(value(await kept.page.bin.list()).map(({ forgetAtMs }) => forgetAtMs)).toEqual([null, null]);
    const expiring = await unlocked();
    expect(value(await expiring.page.bin.list())).toHaveLength(2);
    await add(expiring, 'eve');
    expect(value(await expiring.page.bin.list())).toEqual([]);
    expect((await steps(expiring)).slice(0, 2).map(({ what }) => what)).toEqual(['added', 'bin-emptied']);
  });

  it('says "locked" while it is', async () => {
    await created();
    const { page } = start();
    expect(await page.bin.list()).toEqual(failed('locked'));
    expect(await page.history.restore({ seq: 0 })).toEqual(failed('locked'));
    expect(await page.backup.automatic()).toEqual(failed('locked'));
  });
});

describe('the history', () => {
  it('shows what changed without a secret, pages, and goes back to a moment', async () => {
    const double = await created('ann', 'bob');
    const id = await idOf(double, 'ann');
    const edit = { id, issuer: 'New', accountName: 'anna', algorithm: 'SHA1' as const, digits: 8 };
    value(await double.page.accounts.edit({ ...edit, periodSeconds: 30, counter: null }));
    value(await double.page.accounts.remove({ id }));
    const all = await steps(double);
    expect(all.map(({ what, seq }) => [what, seq])).toEqual([
      ['removed', 4],
      ['edited', 3],
      ['added', 2],
      ['added', 1],
    ]);
    expect(all[1]!.accounts).toEqual([
      {
        id,
        issuer: 'New',
        accountName: 'anna',
        formerName: { issuer: '', accountName: 'ann' },
        did: ['issuer', 'accountName', 'parameters'],
      },
    ]);
    expect(JSON.stringify(all)).not.toContain(SECRET);
    expect((await steps(double, id)).map(({ seq }) => seq)).toEqual([4, 3, 1]);
    const page2 = value(await double.page.history.list({ accountId: null, beforeSeq: 3, limit: 1 }));
    expect(page2).toMatchObject({ steps: [{ seq: 2 }], hasMore: true, isChainWhole: true });

    const { undoId } = value(await double.page.history.restore({ seq: 1 }));
    expect(await namesIn(double)).toEqual(['ann']);
    expect(value(await double.page.bin.list()).map(({ accountName }) => accountName)).toEqual(['bob']);
    value(await double.page.vault.undo({ undoId }));
    expect(await namesIn(double)).toEqual(['bob']);
    value(await double.page.history.restore({ seq: 3 }));
    expect(await namesIn(double)).toEqual(['anna', 'bob']);
    expect(await double.page.history.restore({ seq: 99 })).toEqual(failed('moment-missing'));
  });

  it('is forgotten for the password only, and its chain goes on', async () => {
    const double = await created('ann');
    expect(await double.page.history.forget({ password: 'wrong password' })).toEqual(
      failed('wrong-password'),
    );
    value(await double.page.history.forget({ password: PASSWORD }));
    expect(await steps(double)).toEqual([]);
    await add(double, 'bob');
    const again = await unlocked();
    expect(again.opened.notices).toEqual([]);
    expect((await steps(again)).map(({ seq }) => seq)).toEqual([2]);
  });
});

it('tells that what somebody else saved was merged in', async () => {
  await created('ann');
  const ours = await unlocked();
  const theirs = await unlocked();
  expect((await add(theirs, 'theirs')).merge).toBeNull();
  const id = await idOf(ours, 'ann');
  const edit = { id, issuer: '', algorithm: 'SHA1' as const, digits: 6, periodSeconds: 30, counter: null };
  value(await theirs.page.accounts.edit({ ...edit, accountName: 'their ann' }));
  const { merge } = value(await ours.page.accounts.edit({ ...edit, accountName: 'our ann' }));
  expect(merge?.conflictIds).toHaveLength(1);
  expect((await namesIn(ours)).sort()).toEqual(['our ann', 'their ann', 'theirs']);
  const { accounts } = value(await ours.page.accounts.list());
  const second = accounts.find(({ conflictOf }) => conflictOf !== null);
  expect(second).toMatchObject({ id: merge?.conflictIds[0], conflictOf: id });
  value(await ours.page.accounts.remove({ id }));
  expect(value(await ours.page.accounts.list()).accounts.every(({ conflictOf }) => conflictOf === null)).toBe(
    true,
  );
});

describe('a damaged or missing vault', () => {
  async function withVersions() {
    const double = await created('ann');
    nowMs += HOUR_MS;
    await add(double, 'bob');
    nowMs += HOUR_MS;
    await add(double, 'cid');
    return path.join(folder, VAULT_FILE);
  }

  it('is left alone at start, and an earlier version takes its place only when asked', async () => {
    const file = await withVersions();
    await truncate(file, 3000);
    const damaged = await readFile(file);
    const { page } = start();
    expect(value(await page.vault.state()).status).toBe('damaged');
    const listed = value(await page.earlier.list());
    expect(listed.map(({ kind, state, atMs }) => [kind, state, atMs])).toEqual([
      ['previous', 'sound', NOW_MS + 2 * HOUR_MS],
      ['previous', 'sound', NOW_MS + HOUR_MS],
      ['previous', 'sound', NOW_MS],
    ]);
    expect(await page.earlier.restore({ fileId: listed[0]!.fileId })).toEqual(failed('earlier-file-missing'));
    expect(await page.earlier.open({ password: 'wrong password' })).toEqual(failed('wrong-password'));
    const contents = value(await page.earlier.open({ password: PASSWORD }));
    expect(contents.map(({ accounts }) => accounts.map(({ accountName }) => accountName))).toEqual([
      ['ann', 'bob'],
      ['ann'],
      [],
    ]);
    expect(await readFile(file)).toEqual(damaged);

    value(await page.earlier.restore({ fileId: contents[0]!.fileId }));
    expect(await namesIn({ page })).toEqual(['ann', 'bob']);
    const aside = (await readdir(folder)).filter((name) => name.includes('.aside-'));
    expect(aside).toHaveLength(1);
    expect(await readFile(path.join(folder, aside[0] as string))).toEqual(damaged);
    expect(await namesIn(await unlocked({ lastSeenRevision: 4 }))).toEqual(['ann', 'bob']);
  });

  it('can come back after it has gone; damaged versions are named and not opened', async () => {
    const file = await withVersions();
    await rm(file);
    const { page } = start();
    const [newest] = (await readdir(folder))
      .filter((name) => name.includes('.previous-'))
      .sort()
      .reverse();
    await writeFile(path.join(folder, newest as string), 'something else');
    expect(value(await page.earlier.list()).map(({ state }) => state)).toEqual(['damaged', 'sound', 'sound']);
    const contents = value(await page.earlier.open({ password: PASSWORD }));
    expect(contents).toHaveLength(2);
    value(await page.earlier.restore({ fileId: contents[0]!.fileId }));
    expect(await namesIn({ page })).toEqual(['ann']);
  });

  it('of a newer version is not put aside', async () => {
    const file = await withVersions();
    const newer = await readFile(new URL('../vectors/version-2/newer.halfminute', import.meta.url));
    await writeFile(file, newer);
    const { page } = start();
    const [first] = value(await page.earlier.open({ password: PASSWORD }));
    expect(await page.earlier.restore({ fileId: first!.fileId })).toEqual(failed('vault-newer'));
    expect(await readFile(file)).toEqual(newer);
  });
});

describe('automatic backups', () => {
  const backupFolder = () => path.join(folder, 'backups');
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
    nowMs += HOUR_MS;
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
      nowMs += 1000;
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
    nowMs += 30 * DAY_MS - 1;
    expect(value(await double.page.backup.automatic()).isReminderDue).toBe(false);
    nowMs += 1;
    expect(value(await double.page.backup.automatic()).isReminderDue).toBe(true);
    double.grants.give('grant', 'backup', path.join(folder, 'by-hand'));
    value(await double.page.backup.write({ grant: 'grant', vaultPassword: PASSWORD, backupPassword: null }));
    expect(value(await double.page.backup.automatic())).toMatchObject({
      isReminderDue: false,
      notBackedUpSinceMs: null,
      lastBackupAtMs: nowMs,
    });
  });

  it('stand in for a vault that has gone', async () => {
    const double = await withFolder({ batchMs: 60_000 });
    value(await double.page.backup.runAutomatic());
    for (const name of await readdir(folder))
      if (name.startsWith(VAULT_FILE)) await rm(path.join(folder, name));
    const { page } = start({ settings: settings() });
    expect(value(await page.earlier.list()).map(({ kind }) => kind)).toEqual(['backup']);
    const [content] = value(await page.earlier.open({ password: PASSWORD }));
    value(await page.earlier.restore({ fileId: content!.fileId }));
    expect(await namesIn({ page })).toEqual(['ann']);
  });
});
