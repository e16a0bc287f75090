/** An export over several QR codes in the vault process: gone on with after its sheet was closed, and after Add. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Review } from '../../electron/ipc/contract.ts';
import { message, migrationUri } from '../otp/migration-payload.ts';
import { startVaultProcessDouble, value } from './vault-process-double.ts';

const SECRET = new TextEncoder().encode('12345678901234567890');
const page = (index: number, id = 77, size = 3) =>
  migrationUri(
    message([
      [
        1,
        message([
          [1, SECRET],
          [2, `ada${index}`],
          [3, `Batch-${id}`],
          [4, 1],
          [5, 1],
          [6, 2],
        ]),
      ],
      [2, 1],
      [3, size],
      [4, index],
      [5, id],
    ]),
  );

let folder: string;
let vault: ReturnType<typeof startVaultProcessDouble>;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-unfinished-'));
  vault = startVaultProcessDouble({ folder, now: () => 1_111_111_109_000 });
  value(await vault.page.vault.create({ password: 'correct horse battery' }));
});
afterEach(async () => {
  expect(vault.unexpected).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

const review = async (...texts: string[]) =>
  value(await vault.page.accounts.review({ reviewId: null, texts }));
const add = async ({ reviewId, candidates }: Review) =>
  value(
    await vault.page.accounts.add({
      reviewId,
      choices: candidates.map(({ id, issuer, accountName, state }) => ({
        candidateId: id,
        issuer,
        accountName,
        action: state === 'new' ? 'add' : 'skip',
      })),
    }),
  );

it('goes on with the export that a code belongs to, and with no other', async () => {
  const first = await review(page(2), page(0));
  const other = await review(page(0, 78));
  expect(other.reviewId).not.toBe(first.reviewId);
  expect((await review('otpauth://totp/a?secret=JBSWY3DPEHPK3PXP')).candidates).toHaveLength(1);
  const last = await review(page(1));
  expect(last.reviewId).toBe(first.reviewId);
  expect(last.batches).toEqual([{ size: 3, missing: [] }]);
  expect(last.candidates.map(({ accountName }) => accountName)).toEqual(['ada2', 'ada0', 'ada1']);
  // Whole now: the same code once more begins anew.
  expect((await review(page(1))).reviewId).not.toBe(first.reviewId);
});

it('stays after Add until it is whole, and knows then what is in the vault', async () => {
  const first = await review(page(0), page(2));
  expect((await add(first)).addedIds).toHaveLength(2);
  const next = await review(page(1));
  expect(next.batches).toEqual([{ size: 3, missing: [] }]);
  expect(next.candidates.map(({ state }) => state)).toEqual(['same', 'same', 'new']);
  expect((await add(next)).addedIds).toHaveLength(1);
  expect(await vault.page.accounts.review({ reviewId: next.reviewId, texts: [] })).toMatchObject({
    code: 'review-missing',
  });
});

it('is forgotten when it is discarded', async () => {
  const { reviewId } = await review(page(0), page(2));
  value(await vault.page.accounts.discardReview({ reviewId }));
  expect((await review(page(1))).batches).toEqual([{ size: 3, missing: [1, 3] }]);
});
