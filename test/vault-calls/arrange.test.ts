/** Many accounts at once through the vault process's calls: moved, deleted, a tag changed everywhere; each undone as one. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failed, startVaultProcessDouble, value } from './vault-process-double.ts';

let folder: string;
let vault: ReturnType<typeof startVaultProcessDouble>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-arrange-'));
  vault = startVaultProcessDouble({ folder, now: () => 1_111_111_109_000 });
  value(await vault.page.vault.create({ password: 'correct horse battery' }));
  const texts = ['ann', 'bob', 'cyd'].map((name) => `otpauth://totp/Site:${name}?secret=GEZDGNBVGY3TQOJQ`);
  const { reviewId, candidates } = value(await vault.page.accounts.review({ reviewId: null, texts }));
  const choices = candidates.map(({ id, issuer, accountName }) => ({
    candidateId: id,
    issuer,
    accountName,
    action: 'add' as const,
  }));
  value(await vault.page.accounts.add({ reviewId, choices }));
});
afterAll(async () => {
  expect(vault.unexpected).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

const list = async () => value(await vault.page.accounts.list()).accounts;
const idOf = async (name: string) => (await list()).find(({ accountName }) => accountName === name)?.id ?? '';
const idsOf = (...names: readonly string[]) => Promise.all(names.map(idOf));
const names = async () => (await list()).map(({ accountName }) => accountName);
const undo = async (undoId: string) => value(await vault.page.vault.undo({ undoId }));
const steps = async () =>
  value(await vault.page.history.list({ accountId: null, beforeSeq: null, limit: 100 })).steps;

describe('moving', () => {
  it('gives ranks that sort as moved, one step of the history, and is undone', async () => {
    const [ann, cyd] = (await idsOf('ann', 'cyd')) as [string, string];
    const before = (await steps()).length;
    const { undoId } = value(await vault.page.accounts.move({ id: cyd, targetId: ann, side: 'before' }));
    const ranks = (await list()).map(
      ({ accountName, rank }) => [accountName, rank ?? Number.MAX_VALUE] as const,
    );
    expect(ranks.toSorted((a, b) => a[1] - b[1]).map(([name]) => name)).toEqual(['cyd', 'ann', 'bob']);
    const all = await steps();
    expect([all.length, all[0]?.what]).toEqual([before + 1, 'reordered']);
    await undo(undoId);
    expect((await list()).every(({ rank }) => rank === null)).toBe(true);
  });

  it('is refused for what is not there', async () => {
    const answer = await vault.page.accounts.move({ id: await idOf('ann'), targetId: 'x', side: 'after' });
    expect(answer).toEqual(failed('account-missing'));
  });
});

describe('deleting several', () => {
  it('is one step and one undo', async () => {
    const before = (await steps()).length;
    const { undoId } = value(await vault.page.accounts.removeMany({ ids: await idsOf('ann', 'cyd') }));
    expect(await names()).toEqual(['bob']);
    expect(value(await vault.page.bin.list()).length).toBe(2);
    const all = await steps();
    expect([all.length, all[0]?.accounts.length]).toEqual([before + 1, 2]);
    await undo(undoId);
    expect(await names()).toEqual(['ann', 'bob', 'cyd']);
  });

  it('deletes none where one is not there', async () => {
    const ids = [await idOf('ann'), 'x'];
    expect(await vault.page.accounts.removeMany({ ids })).toEqual(failed('account-missing'));
    expect(await names()).toEqual(['ann', 'bob', 'cyd']);
  });
});

describe('a tag', () => {
  const tags = async () => (await list()).map((account) => account.tags);
  beforeAll(async () => {
    const ids = await idsOf('ann', 'bob');
    value(await vault.page.accounts.setExtras({ ids, addTags: ['Work', 'Main'] }));
    value(await vault.page.accounts.setExtras({ ids: await idsOf('bob', 'cyd'), addTags: ['Job'] }));
  });

  it('is renamed everywhere in its place, joined with one of the new name, and undone as one', async () => {
    const { undoId } = value(await vault.page.accounts.changeTag({ tag: 'Work', to: '  Job ' }));
    expect(await tags()).toEqual([['Job', 'Main'], ['Job', 'Main'], ['Job']]);
    await undo(undoId);
    expect(await tags()).toEqual([['Work', 'Main'], ['Work', 'Main', 'Job'], ['Job']]);
  });

  it('is taken away everywhere, and undone as one', async () => {
    const { undoId } = value(await vault.page.accounts.changeTag({ tag: 'Work', to: null }));
    expect(await tags()).toEqual([['Main'], ['Main', 'Job'], ['Job']]);
    await undo(undoId);
    expect((await tags())[0]).toEqual(['Work', 'Main']);
  });

  it('is not renamed to nothing', async () => {
    expect(await vault.page.accounts.changeTag({ tag: 'Work', to: ' \u202e ' })).toEqual(
      failed('bad-argument'),
    );
  });
});
