/** Extras through the vault process's calls: imported, listed without recovery codes, changed for many, undone. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addAccounts, newAccount } from '../../electron/vault/vault.ts';
import { totp } from '../vault/vault-samples.ts';
import { failed, startVaultProcessDouble, value } from './vault-process-double.ts';

const NOW_MS = 1_111_111_109_000;
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/formats');

let folder: string;
let vault: ReturnType<typeof startVaultProcessDouble>;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-extras-'));
  vault = startVaultProcessDouble({ folder, now: () => NOW_MS });
  value(await vault.page.vault.create({ password: 'correct horse battery' }));
});
afterEach(async () => {
  expect(vault.unexpected).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

const list = async () => value(await vault.page.accounts.list()).accounts;

const addFixture = async (fileName: string) =>
  addExport(fileName, new Uint8Array(await readFile(path.join(FIXTURES, fileName))));

async function addExport(fileName: string, bytes: Uint8Array<ArrayBuffer>) {
  const answer = value(await vault.page.import.open({ bytes, fileName, password: null }));
  if (answer.kind !== 'review') throw new Error(answer.problem);
  const { reviewId, candidates } = answer.review;
  const choices = candidates.map(({ id, issuer, accountName }) => ({
    candidateId: id,
    issuer,
    accountName,
    action: 'add' as const,
  }));
  return value(await vault.page.accounts.add({ reviewId, choices }));
}

describe('what an account carries', () => {
  it('comes along from another app', async () => {
    const entry = {
      type: 'totp',
      issuer: 'Example',
      name: 'ann',
      note: 'one\r\ntwo\u202e',
      favorite: true,
      groups: ['g1', 'g2'],
      info: { secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', algo: 'SHA1', digits: 6, period: 30 },
    };
    const groups = [
      { uuid: 'g1', name: 'Work' },
      { uuid: 'g2', name: 'Mail' },
    ];
    const text = JSON.stringify({ version: 1, header: {}, db: { version: 3, entries: [entry], groups } });
    await addExport('export.json', new TextEncoder().encode(text));
    expect(await list()).toMatchObject([{ tags: ['Work', 'Mail'], note: 'one\ntwo', isPinned: true }]);
  });

  it('is changed for many at once and undone at once', async () => {
    await addFixture('uris.txt');
    const before = await list();
    const ids = before.map(({ id }) => id);
    const { undoId } = value(
      await vault.page.accounts.setExtras({
        ids,
        isPinned: true,
        addTags: ['work', ' work '],
        note: 'a\r\nb',
      }),
    );
    for (const account of await list()) {
      expect(account).toMatchObject({ isPinned: true, tags: expect.arrayContaining(['work']), note: 'a\nb' });
    }
    value(await vault.page.accounts.setExtras({ ids: ids.slice(0, 1), removeTags: ['work'] }));
    expect((await list())[0]?.tags).toEqual(before[0]?.tags);
    value(await vault.page.vault.undo({ undoId }));
    expect((await list()).map(({ isPinned }) => isPinned)).toEqual(before.map(({ isPinned }) => isPinned));
    expect(await vault.page.accounts.setExtras({ ids: ['nobody'], isPinned: true })).toEqual(
      failed('account-missing'),
    );
  });

  it('is edited along with the names, and stays where the edit does not name it', async () => {
    await addFixture('uris.txt');
    const [first] = await list();
    const edit = {
      id: first!.id,
      issuer: 'New',
      accountName: 'name',
      algorithm: 'SHA1' as const,
      digits: 6,
      periodSeconds: 30,
      counter: null,
    };
    value(await vault.page.accounts.edit({ ...edit, tags: ['a', 'a', ''], note: 'kept' }));
    value(await vault.page.accounts.edit({ ...edit, issuer: 'Newer' }));
    expect((await list())[0]).toMatchObject({ issuer: 'Newer', tags: ['a'], note: 'kept' });
  });

  it('has pictures that are asked for by themselves, and only of kinds that are known', async () => {
    await addFixture('uris.txt');
    const ids = (await list()).map(({ id }) => id).slice(0, 2);
    value(await vault.page.accounts.setExtras({ ids: [ids[0]!], icon: { kind: 'picture', bytes: PNG } }));
    const [first] = await list();
    const pictures = value(await vault.page.accounts.pictures({ ids }));
    expect(pictures).toMatchObject([{ id: ids[0], mediaType: 'image/png', bytes: PNG }]);
    expect(first?.icon).toEqual({ kind: 'picture', pictureId: pictures[0]?.pictureId });
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');
    expect(await vault.page.accounts.setExtras({ ids, icon: { kind: 'picture', bytes: svg } })).toEqual(
      failed('bad-argument'),
    );
  });

  it('gives the page a count of recovery codes and none of them', async () => {
    const codes = ['AAAA-1111', 'BBBB-2222', 'CCCC-3333'];
    await vault.holder.session().change((current) =>
      addAccounts(current, [
        newAccount(
          {
            ...totp('ann'),
            recoveryCodes: codes.map((code, at) => ({ code, usedAtMs: at === 0 ? NOW_MS : null })),
          },
          NOW_MS,
        ),
      ]),
    );
    const answer = value(await vault.page.accounts.list());
    expect(answer.accounts[0]?.recoveryCodesLeft).toBe(2);
    for (const code of codes) expect(JSON.stringify(answer)).not.toContain(code);
  });
});
