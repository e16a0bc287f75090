/** `codes.used` through the vault process's calls: counted at once in the list, on the disk at lock or after a pause. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createUseSaving } from '../../electron/vault-calls/use-saving.ts';
import { failed, startVaultProcessDouble, VAULT_FILE, value } from './vault-process-double.ts';

const NOW_MS = 1_700_000_000_000;
const PASSWORD = 'correct horse battery';
const URI = 'otpauth://totp/GitHub:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=GitHub';

let folder: string;
let vault: ReturnType<typeof startVaultProcessDouble>;
let id: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-uses-'));
  vault = startVaultProcessDouble({ folder, now: () => NOW_MS });
  value(await vault.page.vault.create({ password: PASSWORD }));
  const review = value(await vault.page.accounts.review({ reviewId: null, texts: [URI] }));
  const choices = review.candidates.map(({ id: candidateId, issuer, accountName }) => ({
    candidateId,
    issuer,
    accountName,
    action: 'add' as const,
  }));
  id = value(await vault.page.accounts.add({ reviewId: review.reviewId, choices })).addedIds[0] ?? '';
});
afterEach(async () => {
  vi.useRealTimers();
  expect(vault.unexpected).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

const file = () => readFile(path.join(folder, VAULT_FILE));
const facts = async (of = vault) => {
  const [account] = value(await of.page.accounts.list()).accounts;
  return [account?.useCount, account?.lastUsedAtMs];
};

it('counts at once, without touching the disk', async () => {
  const before = await file();
  value(await vault.page.codes.used({ id }));
  value(await vault.page.codes.used({ id }));
  expect(await facts()).toEqual([2, NOW_MS]);
  expect(await file()).toEqual(before);
});

it('saves them before the process ends, once, without a step of the history', async () => {
  const steps = value(await vault.page.history.list({ accountId: null, beforeSeq: null, limit: 50 }));
  value(await vault.page.codes.used({ id }));
  await vault.uses.flush();
  const saved = await file();
  await vault.uses.flush();
  expect(await file()).toEqual(saved);
  expect(value(await vault.page.history.list({ accountId: null, beforeSeq: null, limit: 50 }))).toEqual(
    steps,
  );
  const next = startVaultProcessDouble({ folder, now: () => NOW_MS });
  value(await next.page.vault.unlock({ password: PASSWORD }));
  expect(await facts(next)).toEqual([1, NOW_MS]);
});

it('saves them after a pause, counted from the last one', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const uses = createUseSaving(vault.holder, () => {}, 1000);
  const { session } = vault.holder;
  uses.used(id, NOW_MS);
  await vi.advanceTimersByTimeAsync(900);
  uses.used(id, NOW_MS);
  await vi.advanceTimersByTimeAsync(900);
  expect(session().uses.isEmpty).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(session().uses.isEmpty).toBe(true);
});

it('refuses an account that is not there', async () => {
  expect(await vault.page.codes.used({ id: 'nobody' })).toEqual(failed('account-missing'));
});
