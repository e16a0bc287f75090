/** What the tray's menu is answered: names of pinned and recent accounts, and one code with what follows it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startVaultProcessDouble, value } from './vault-process-double.ts';

const NOW_MS = 1_700_000_000_000;
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

let folder: string;
let vault: ReturnType<typeof startVaultProcessDouble>;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-tray-'));
  vault = startVaultProcessDouble({ folder, now: () => NOW_MS });
  value(await vault.page.vault.create({ password: 'correct horse battery' }));
});
afterEach(async () => {
  expect(vault.unexpected).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

async function add(issuer: string, accountName: string, type = 'totp'): Promise<string> {
  const uri = `otpauth://${type}/name?secret=${SECRET}${type === 'hotp' ? '&counter=0' : ''}`;
  const review = value(await vault.page.accounts.review({ reviewId: null, texts: [uri] }));
  const choices = review.candidates.map(({ id }) => ({
    candidateId: id,
    issuer,
    accountName,
    action: 'add' as const,
  }));
  const added = value(await vault.page.accounts.add({ reviewId: review.reviewId, choices }));
  return added.addedIds[0] ?? '';
}
const menu = () => vault.tray.answer({ kind: 'accounts' }).accounts;
const pin = async (ids: readonly string[]) =>
  value(await vault.page.accounts.setExtras({ ids: [...ids], isPinned: true }));

it('a code comes with what follows it, and its use is counted', async () => {
  const id = await add('GitHub', 'ada');
  const [view] = value(await vault.page.codes.at({ ids: [id] }));
  expect(vault.tray.answer({ kind: 'code', id }).code).toEqual({
    code: view?.code,
    nextCode: view?.nextCode,
    validUntilMs: view?.validUntilMs,
  });
  expect(menu()).toEqual([{ id, name: 'GitHub (ada)' }]);
});

it('a counter is neither listed nor counted up', async () => {
  const id = await add('Bank', 'ada', 'hotp');
  await pin([id]);
  expect(menu()).toEqual([]);
  expect(vault.tray.answer({ kind: 'code', id }).code).toBeNull();
});

it('names are as they are now, and what is deleted is gone', async () => {
  const id = await add('GitHub', 'ada');
  await pin([id]);
  const fields = { algorithm: 'SHA1', digits: 6, periodSeconds: 30, counter: null } as const;
  value(await vault.page.accounts.edit({ id, issuer: 'Git & Hub', accountName: 'ada_1', ...fields }));
  expect(menu()).toEqual([{ id, name: 'Git & Hub (ada_1)' }]);
  value(await vault.page.accounts.remove({ id }));
  expect(menu()).toEqual([]);
  expect(vault.tray.answer({ kind: 'code', id }).code).toBeNull();
});

it('of many pinned ones ten are listed, a long name cut in its middle', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 12; index += 1)
    ids.push(await add('Long '.repeat(40), `${'😀'.repeat(60)} ${index}`));
  await pin(ids);
  const names = menu().map(({ name }) => name);
  expect(names).toHaveLength(10);
  for (const name of names) {
    expect([...name].length).toBeLessThanOrEqual(60);
    expect(name).toMatch(/^Long Long .*….*😀 \d+\)$/u);
  }
});

it('an account that is not there has none', async () => {
  expect(vault.tray.answer({ kind: 'code', id: 'nobody' })).toEqual({ accounts: [], code: null });
});
