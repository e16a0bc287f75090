/** Bin, history, merging and earlier files as the page asks for them, over real files. */
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NOW_MS, PASSWORD } from '../vault/vault-samples.ts';
import { add, created, ground, idOf, namesIn, start, steps, unlocked } from './history-ground.ts';
import { failed, SETTINGS, VAULT_FILE, value } from './vault-process-double.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SECRET = 'JBSWY3DPEHPK3PXP';

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

    ground.nowMs += 91 * DAY_MS;
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
    ground.nowMs += HOUR_MS;
    await add(double, 'bob');
    ground.nowMs += HOUR_MS;
    await add(double, 'cid');
    return path.join(ground.folder, VAULT_FILE);
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
    const aside = (await readdir(ground.folder)).filter((name) => name.includes('.aside-'));
    expect(aside).toHaveLength(1);
    expect(await readFile(path.join(ground.folder, aside[0] as string))).toEqual(damaged);
    expect(await namesIn(await unlocked({ lastSeenRevision: 4 }))).toEqual(['ann', 'bob']);
  });

  it('can come back after it has gone; damaged versions are named and not opened', async () => {
    const file = await withVersions();
    await rm(file);
    const { page } = start();
    const [newest] = (await readdir(ground.folder))
      .filter((name) => name.includes('.previous-'))
      .sort()
      .reverse();
    await writeFile(path.join(ground.folder, newest as string), 'something else');
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
