/**
 * What the page is told and asks beside ordinary changes: merges found by any save, conflicts, unread records, and a
 * backup in a damaged vault's place; over real files.
 */
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createKeys, sealVault } from '../../electron/vault/format.ts';
import { EMPTY_VAULT } from '../../electron/vault/vault.ts';
import { CHEAP_KDF, NOW_MS, PASSWORD, temporaryFolder } from '../vault/vault-samples.ts';
import { failed, startVaultProcessDouble, VAULT_FILE, value } from './vault-process-double.ts';

const SECRET = 'JBSWY3DPEHPK3PXP';
let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

const start = () => startVaultProcessDouble({ folder, now: () => NOW_MS });
type Double = ReturnType<typeof start>;

async function unlocked(): Promise<Double> {
  const double = start();
  value(await double.page.vault.unlock({ password: PASSWORD }));
  return double;
}
async function add({ page }: Double, name: string, type = 'totp') {
  const text = `otpauth://${type}/${name}?secret=${SECRET}&counter=1`;
  const review = value(await page.accounts.review({ reviewId: null, texts: [text] }));
  const candidateId = review.candidates[0]!.id;
  const choices = [{ candidateId, issuer: '', accountName: name, action: 'add' as const }];
  return value(await page.accounts.add({ reviewId: review.reviewId, choices }));
}
const listOf = async ({ page }: Double) => value(await page.accounts.list()).accounts;
const namesIn = async (double: Double) => (await listOf(double)).map(({ accountName }) => accountName);
const idOf = async (double: Double, name: string) =>
  (await listOf(double)).find(({ accountName }) => accountName === name)!.id;
const rename = async (double: Double, id: string, accountName: string) => {
  const same = { issuer: '', algorithm: 'SHA1' as const, digits: 6, periodSeconds: 30, counter: null };
  return value(await double.page.accounts.edit({ ...same, id, accountName }));
};

/** Two that have the vault open, as the app and the command line may. */
async function two() {
  value(await start().page.vault.create({ password: PASSWORD }));
  const ours = await unlocked();
  await add(ours, 'counter', 'hotp');
  await add(ours, 'ann');
  const { undoId } = await rename(ours, await idOf(ours, 'ann'), 'anna');
  return { ours, theirs: await unlocked(), undoId };
}

describe('a merge is told by', () => {
  it.each([
    ['undo', async ({ page }: Double, undoId: string) => page.vault.undo({ undoId })],
    [
      'the next code of a counter',
      async (double: Double) => double.page.codes.next({ id: await idOf(double, 'counter') }),
    ],
    [
      'a new password',
      async ({ page }: Double) =>
        page.vault.changePassword({ oldPassword: PASSWORD, newPassword: 'another password' }),
    ],
    ['forgetting the history', async ({ page }: Double) => page.history.forget({ password: PASSWORD })],
    [
      'a recovery key',
      async ({ page }: Double) => {
        const made = value(await page.keys.makeRecovery({ password: PASSWORD }));
        const words = made.positions.map((position) => made.words[position - 1] ?? '');
        return page.keys.confirmRecovery({ recoveryId: made.recoveryId, words });
      },
    ],
  ] as const)('%s', async (_what, save) => {
    const { ours, theirs, undoId } = await two();
    const { addedIds } = await add(theirs, 'theirs');
    const saved = value(await save(ours, undoId));
    expect(saved.merge).toEqual({ addedIds, conflictIds: [] });
    expect(await namesIn(ours)).toContain('theirs');
  });

  it('none of them when nobody else saved', async () => {
    const { ours, undoId } = await two();
    const id = await idOf(ours, 'counter');
    expect(value(await ours.page.codes.next({ id })).merge).toBeNull();
    expect(value(await ours.page.vault.undo({ undoId })).merge).toBeNull();
    expect(value(await ours.page.history.forget({ password: PASSWORD })).merge).toBeNull();
  });
});

describe('two versions of one account', () => {
  async function inConflict() {
    const { ours, theirs } = await two();
    const id = await idOf(ours, 'anna');
    await rename(theirs, id, 'their ann');
    const { merge } = await rename(ours, id, 'our ann');
    return { ours, firstId: id, secondId: merge?.conflictIds[0] ?? '' };
  }
  const conflictsIn = async (double: Double) =>
    (await listOf(double)).filter(({ conflictOf }) => conflictOf !== null).length;

  it.each([
    ['this', 1],
    ['other', 1],
    ['both', 2],
  ] as const)('are settled by keeping %s, with undo', async (keep, count) => {
    const { ours, firstId, secondId } = await inConflict();
    const { undoId } = value(await ours.page.accounts.settleConflict({ id: secondId, keep }));
    const ids = (await listOf(ours)).map(({ id }) => id);
    expect(ids.includes(firstId)).toBe(keep !== 'this');
    expect(ids.includes(secondId)).toBe(keep !== 'other');
    expect(await conflictsIn(ours)).toBe(0);
    expect(value(await ours.page.bin.list())).toHaveLength(2 - count);
    expect(await conflictsIn(await unlocked())).toBe(0);
    value(await ours.page.vault.undo({ undoId }));
    expect(await conflictsIn(ours)).toBe(1);
    expect(value(await ours.page.bin.list())).toEqual([]);
  });

  it('are asked about by the second one, while both are there', async () => {
    const { ours, firstId, secondId } = await inConflict();
    const missing = failed('account-missing');
    expect(await ours.page.accounts.settleConflict({ id: firstId, keep: 'this' })).toEqual(missing);
    expect(await ours.page.accounts.settleConflict({ id: 'nobody', keep: 'both' })).toEqual(missing);
    value(await ours.page.accounts.remove({ id: firstId }));
    expect(await ours.page.accounts.settleConflict({ id: secondId, keep: 'this' })).toEqual(missing);
  });
});

describe('records that cannot be read', () => {
  const RECORDS = ['{"kind":"account","issuer":"Old bank","secret":1}', 'no JSON at all'];
  async function withRecords() {
    const entries = RECORDS.map((line) => ({ kind: 'quarantined' as const, line: Buffer.from(line) }));
    const vault = { ...EMPTY_VAULT, revision: 1, entries };
    const bytes = sealVault({ ...(await createKeys(PASSWORD, CHEAP_KDF)), vault });
    await writeFile(path.join(folder, VAULT_FILE), bytes);
    const double = await unlocked();
    double.grants.give('grant', 'unread-records', path.join(folder, 'records.txt'));
    return double;
  }

  it('are saved as they are, for the password, and stay in the vault', async () => {
    const double = await withRecords();
    const saved = value(await double.page.quarantine.save({ grant: 'grant', password: PASSWORD }));
    expect(saved).toEqual({ fileName: 'records.txt', recordCount: 2 });
    expect(await readFile(path.join(folder, 'records.txt'), 'utf8')).toBe(`${RECORDS.join('\n')}\n`);
    expect(value(await double.page.accounts.list()).quarantined).toHaveLength(2);
    expect(await double.page.quarantine.save({ grant: 'grant', password: PASSWORD })).toEqual(
      failed('not-allowed'),
    );
  });

  it('are not saved without a chosen file, without the password, or while locked', async () => {
    const double = await withRecords();
    const ask = (grant: string, password: string) => double.page.quarantine.save({ grant, password });
    expect(await ask('made up', PASSWORD)).toEqual(failed('not-allowed'));
    expect(await ask('grant', 'wrong password')).toEqual(failed('wrong-password'));
    expect(await readdir(folder)).not.toContain('records.txt');
    const locked = start();
    locked.grants.give('grant', 'unread-records', path.join(folder, 'records.txt'));
    expect(await locked.page.quarantine.save({ grant: 'grant', password: PASSWORD })).toEqual(
      failed('locked'),
    );
  });
});

describe('a backup that the person has', () => {
  async function backupBytes() {
    const double = start();
    value(await double.page.vault.create({ password: PASSWORD }));
    await add(double, 'ann');
    double.grants.give('grant', 'backup', path.join(folder, 'backup'));
    value(await double.page.backup.write({ grant: 'grant', vaultPassword: PASSWORD, backupPassword: null }));
    return new Uint8Array(await readFile(path.join(folder, 'backup')));
  }

  it('takes the place of a damaged vault, which is renamed aside', async () => {
    const bytes = await backupBytes();
    const file = path.join(folder, VAULT_FILE);
    await truncate(file, 3000);
    const damaged = await readFile(file);
    const double = start();
    const { reviewId } = value(await double.page.backup.open({ bytes, password: PASSWORD }));
    expect(await readFile(file)).toEqual(damaged);
    expect(await double.page.backup.restoreAsVault({ reviewId, isOverDamaged: false })).toEqual(
      failed('vault-exists'),
    );
    value(await double.page.backup.restoreAsVault({ reviewId, isOverDamaged: true }));
    expect(await namesIn(double)).toEqual(['ann']);
    const aside = (await readdir(folder)).find((name) => name.includes('.aside-')) ?? '';
    expect(await readFile(path.join(folder, aside))).toEqual(damaged);
  });

  it('does not take the place of a sound or a newer one', async () => {
    const bytes = await backupBytes();
    const file = path.join(folder, VAULT_FILE);
    const sound = await readFile(file);
    const double = start();
    const { reviewId } = value(await double.page.backup.open({ bytes, password: PASSWORD }));
    const restore = (isOverDamaged: boolean) =>
      double.page.backup.restoreAsVault({ reviewId, isOverDamaged });
    expect(await restore(false)).toEqual(failed('vault-exists'));
    expect(await readFile(file)).toEqual(sound);
    const newer = await readFile(new URL('../vectors/version-2/newer.halfminute', import.meta.url));
    await writeFile(file, newer);
    expect(await restore(true)).toEqual(failed('vault-newer'));
    expect(await readFile(file)).toEqual(newer);
  });
});
