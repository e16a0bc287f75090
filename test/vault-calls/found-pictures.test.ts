/** What an import's accounts carry along: their icons, drawn by the page, and their place in the other app's bin. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failed, startVaultProcessDouble, value } from './vault-process-double.ts';

const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);
const SVG = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

const aegisEntry = (name: string, icon: string | null, mime: string | null) => ({
  type: 'totp',
  issuer: 'Shop',
  name,
  icon,
  icon_mime: mime,
  info: { secret: KEY, algo: 'SHA1', digits: 6, period: 30 },
});
const AEGIS = JSON.stringify({
  version: 1,
  header: { slots: null, params: null },
  db: {
    version: 2,
    entries: [
      aegisEntry('ann', base64(SVG), 'image/svg+xml'),
      aegisEntry('bob', base64(PNG), 'image/jpeg'),
      aegisEntry('cid', base64(new TextEncoder().encode('no picture')), 'image/png'),
    ],
  },
});
const ente = (name: string, more: object) =>
  `otpauth://totp/Shop:${name}?secret=${KEY}&issuer=Shop&codeDisplay=${encodeURIComponent(JSON.stringify(more))}`;

let folder: string;
let vault: ReturnType<typeof startVaultProcessDouble>;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-found-pictures-'));
  vault = startVaultProcessDouble({ folder, now: () => 1_111_111_109_000 });
  value(await vault.page.vault.create({ password: 'correct horse battery' }));
});
afterEach(async () => {
  expect(vault.unexpected).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

async function open(text: string) {
  const bytes = new TextEncoder().encode(text);
  const answer = value(await vault.page.import.open({ bytes, fileName: 'export', password: null }));
  if (answer.kind !== 'review') throw new Error(answer.problem);
  return answer.review;
}

async function addAll({ reviewId, candidates }: Awaited<ReturnType<typeof open>>) {
  const choices = candidates.map(({ id, issuer, accountName }) => ({
    candidateId: id,
    issuer,
    accountName,
    action: 'add' as const,
  }));
  const { addedIds } = value(await vault.page.accounts.add({ reviewId, choices }));
  return { ids: [...addedIds], accounts: value(await vault.page.accounts.list()).accounts };
}

describe('icons', () => {
  it('are told by their bytes, given raw, and come along as the page drew them', async () => {
    const review = await open(AEGIS);
    expect(review.candidates.map(({ hasPicture }) => hasPicture)).toEqual([true, true, false]);
    const candidateIds = review.candidates.map(({ id }) => id);
    const { reviewId } = review;
    const found = value(await vault.page.accounts.foundPictures({ reviewId, candidateIds }));
    expect(found).toEqual([
      { candidateId: candidateIds[0], mediaType: 'image/svg+xml', bytes: SVG },
      { candidateId: candidateIds[1], mediaType: 'image/png', bytes: PNG },
    ]);
    const pictures = [{ candidateId: candidateIds[0] ?? '', bytes: PNG }];
    value(await vault.page.accounts.putPictures({ reviewId, pictures }));
    const { ids, accounts } = await addAll(review);
    expect(accounts.map(({ icon }) => icon?.kind ?? null)).toEqual(['picture', null, null]);
    const kept = value(await vault.page.accounts.pictures({ ids }));
    expect(kept).toMatchObject([{ id: ids[0], mediaType: 'image/png', bytes: PNG }]);
  });

  it('that the page says it drew are refused unless they are small pictures', async () => {
    const { reviewId, candidates } = await open(AEGIS);
    const put = (bytes: Uint8Array<ArrayBuffer>) =>
      vault.page.accounts.putPictures({
        reviewId,
        pictures: [{ candidateId: candidates[0]?.id ?? '', bytes }],
      });
    expect(await put(SVG)).toEqual(failed('bad-argument'));
    const large = new Uint8Array(48 * 1024 + 1);
    large.set(PNG);
    expect(await put(large)).toEqual(failed('bad-argument'));
  });

  it('of brands become marks where the issuer’s name does not say them already', async () => {
    const review = await open([ente('a', { iconID: 'Debian' }), ente('b', { iconID: 'shop' })].join('\n'));
    const { accounts } = await addAll(review);
    expect(accounts.map(({ icon }) => icon)).toEqual([{ kind: 'mark', name: 'debian' }, null]);
  });

  it('are changed with the names in one edit, and undone with them', async () => {
    const { accounts } = await addAll(await open(AEGIS));
    const [account] = accounts;
    const edit = (icon: { kind: 'picture'; bytes: Uint8Array<ArrayBuffer> } | null) =>
      vault.page.accounts.edit({
        id: account?.id ?? '',
        issuer: 'Renamed',
        accountName: 'ann',
        algorithm: 'SHA1',
        digits: 6,
        periodSeconds: 30,
        counter: null,
        icon,
      });
    expect(await edit({ kind: 'picture', bytes: SVG })).toEqual(failed('bad-argument'));
    const { undoId } = value(await edit({ kind: 'picture', bytes: PNG }));
    const now = async () => value(await vault.page.accounts.list()).accounts[0];
    expect(await now()).toMatchObject({ issuer: 'Renamed', icon: { kind: 'picture' } });
    value(await vault.page.vault.undo({ undoId }));
    expect(await now()).toMatchObject({ issuer: 'Shop', icon: null });
  });
});

describe('icons out of a pack', () => {
  it('are given to many accounts in one change, and refused where they are no small pictures', async () => {
    const { ids } = await addAll(await open(AEGIS));
    const [ann = '', bob = '', cid = ''] = ids;
    const other = Uint8Array.of(...PNG, 4);
    const set = (bytes: Uint8Array<ArrayBuffer>) =>
      vault.page.accounts.setIcons({
        icons: [
          { ids: [ann, cid], bytes: PNG },
          { ids: [bob], bytes },
        ],
      });
    expect(await set(SVG)).toEqual(failed('bad-argument'));
    const { undoId } = value(await set(other));
    const kept = async () =>
      value(await vault.page.accounts.pictures({ ids })).map(({ bytes }) => bytes.length);
    expect(await kept()).toEqual([PNG.length, other.length, PNG.length]);
    value(await vault.page.vault.undo({ undoId }));
    expect(await kept()).toEqual([]);
  });

  it('come from a zip that is one', async () => {
    const bytes = new TextEncoder().encode('no zip');
    expect(await vault.page.import.iconPack({ bytes })).toEqual(failed('unsupported-file'));
  });
});

describe('what is in the other app’s bin', () => {
  it('is marked, comes last, and gives way to the same account out of it', async () => {
    const review = await open(
      [ente('gone', { trashed: true }), ente('ann', { trashed: true }), ente('ann', {})].join('\n'),
    );
    expect(review.candidates.map(({ accountName, isTrashed }) => [accountName, isTrashed])).toEqual([
      ['ann', false],
      ['gone', true],
    ]);
    expect(review.leftOut).toEqual([{ name: 'Shop: ann', reason: 'repeated' }]);
  });
});
