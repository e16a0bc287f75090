/** "Back up now" and restoring, as the page asks for them: proved by a fresh process, or not called written. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BackupCheck } from '../../electron/vault-calls/backup-check.ts';
import { createWithAccount, ground, PASSWORD, start } from './vault-ground.ts';
import { type DoubleOptions, directCheck, value } from './vault-process-double.ts';

async function openWithAccount(options?: Partial<DoubleOptions>) {
  const vault = await createWithAccount(options);
  const [account] = value(await vault.page.accounts.list()).accounts;
  return { ...vault, accountId: account!.id };
}

describe('backup', () => {
  it('is written where the grant says, proved, and restored on a clean profile', async () => {
    const { page, grants, accountId } = await openWithAccount();
    const file = path.join(ground.folder, 'b.halfminute-backup');
    grants.give('grant-1', 'backup', file);
    expect(
      value(
        await page.backup.write({
          grant: 'grant-1',
          vaultPassword: PASSWORD,
          backupPassword: 'another password',
        }),
      ),
    ).toMatchObject({
      fileName: 'b.halfminute-backup',
      accountCount: 1,
      matchedCount: 1,
    });
    expect(
      await page.backup.write({
        grant: 'grant-1',
        vaultPassword: PASSWORD,
        backupPassword: 'another password',
      }),
    ).toEqual({
      ok: false,
      code: 'not-allowed',
    });
    const codes = value(await page.codes.at({ ids: [accountId] }));

    await rm(path.join(ground.folder, 'vault.halfminute'));
    const clean = start();
    const bytes = new Uint8Array(await readFile(file));
    expect(await clean.page.backup.open({ bytes, password: PASSWORD })).toMatchObject({
      code: 'wrong-password',
    });
    const review = value(await clean.page.backup.open({ bytes, password: 'another password' }));
    expect(review.candidates).toMatchObject([{ issuer: 'Example', state: 'new' }]);
    value(await clean.page.backup.restoreAsVault({ reviewId: review.reviewId, isOverDamaged: false }));
    expect(value(await clean.page.codes.at({ ids: [accountId] }))).toEqual(codes);

    const again = start();
    value(await again.page.vault.unlock({ password: 'another password' }));
    const compared = value(await again.page.backup.open({ bytes, password: 'another password' }));
    expect(compared.candidates).toMatchObject([{ state: 'same', existingId: accountId }]);
    expect(
      await again.page.backup.restoreAsVault({ reviewId: compared.reviewId, isOverDamaged: false }),
    ).toEqual({
      ok: false,
      code: 'vault-exists',
    });
  });

  it('under a password of its own takes the vault’s as well', async () => {
    const { page, grants } = await openWithAccount();
    const file = path.join(ground.folder, 'b.halfminute-backup');
    grants.give('grant-1', 'backup', file);
    const theirs = { grant: 'grant-1', vaultPassword: 'of a thief', backupPassword: 'of a thief' };
    expect(await page.backup.write(theirs)).toEqual({ ok: false, code: 'wrong-password' });
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('does not take a slip of the keys for the vault password', async () => {
    const { page, grants } = await openWithAccount();
    const file = path.join(ground.folder, 'b.halfminute-backup');
    grants.give('grant-1', 'backup', file);
    const slip = { grant: 'grant-1', vaultPassword: `${PASSWORD}y`, backupPassword: null };
    expect(await page.backup.write(slip)).toEqual({ ok: false, code: 'wrong-password' });
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is not called written when the fresh process reads something else', async () => {
    const damaging: BackupCheck = {
      connect: () => {},
      run: async (request) => {
        const content = await directCheck.run(request);
        return { ...content, codes: content.codes.map((each) => ({ ...each, code: '000000' })) };
      },
    };
    const { page, grants } = await openWithAccount({ backupCheck: damaging });
    grants.give('grant-1', 'backup', path.join(ground.folder, 'b.halfminute-backup'));
    expect(
      await page.backup.write({ grant: 'grant-1', vaultPassword: PASSWORD, backupPassword: null }),
    ).toEqual({
      ok: false,
      code: 'backup-not-verified',
    });
  });

  it('refuses files that are no backup', async () => {
    const { page } = await openWithAccount();
    expect(await page.backup.open({ bytes: new Uint8Array([1, 2, 3]), password: PASSWORD })).toEqual({
      ok: false,
      code: 'unsupported-file',
    });
  });
});
