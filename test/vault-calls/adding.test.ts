/** Adding what a review chose, through the vault process's calls: once, and again only where it could not be saved. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Review } from '../../electron/ipc/contract.ts';
import { startVaultProcessDouble, VAULT_FILE, value } from './vault-process-double.ts';

const URI = 'otpauth://totp/Other:bob?secret=KRUGS4ZANFZSAYJAONSWG4TFOQ&issuer=Other';

let folder: string;
let vault: ReturnType<typeof startVaultProcessDouble>;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-adding-'));
  vault = startVaultProcessDouble({ folder, now: () => 1_111_111_109_000 });
  value(await vault.page.vault.create({ password: 'correct horse battery' }));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('adding', () => {
  const everything = ({ reviewId, candidates }: Review) => ({
    reviewId,
    choices: candidates.map(({ id, issuer, accountName }) => ({
      candidateId: id,
      issuer,
      accountName,
      action: 'add' as const,
    })),
  });

  it('happens once, however often it is asked for at the same time', async () => {
    const { page } = vault;
    const review = value(await page.accounts.review({ reviewId: null, texts: [URI] }));
    const answers = await Promise.all([1, 2, 3].map(() => page.accounts.add(everything(review))));
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, false]);
    expect(answers[1]).toEqual({ ok: false, code: 'review-missing' });
    expect(value(await page.accounts.list()).accounts).toHaveLength(1);
  });

  it('can be asked for again when it could not be saved', async () => {
    const { page } = vault;
    const review = value(await page.accounts.review({ reviewId: null, texts: [URI] }));
    const file = path.join(folder, VAULT_FILE);
    const before = await readFile(file);
    await writeFile(file, 'something else');
    expect(await page.accounts.add(everything(review))).toMatchObject({ code: 'vault-changed-on-disk' });
    await writeFile(file, before);
    expect(value(await page.accounts.add(everything(review))).addedIds).toHaveLength(1);
  });
});
