/** Searching the list: what is found, in which order, and how long ten thousand accounts take. */
import { describe, expect, it } from 'vitest';
import type { AccountView } from '../../electron/ipc/contract.ts';
import { withKept } from '../../renderer/codes/row-window.ts';
import { searchAccounts, searchIndex } from '../../renderer/codes/search.ts';
import { fakeAccount } from '../fakes/fake-vault.ts';

const account = (issuer: string, change: Partial<AccountView> = {}): AccountView =>
  fakeAccount({ id: issuer, issuer, ...change });
const found = (accounts: readonly AccountView[], query: string) =>
  searchAccounts(searchIndex(accounts), query).map(({ id }) => id);

describe('finds', () => {
  const all = [
    account('GitHub', { accountName: 'ann@example.org', tags: ['Work'] }),
    account('Zürich Bank', { note: 'Vertrag 4711\nFiliale Süd' }),
    account('Почта', { accountName: 'иван' }),
    account('楽天', { accountName: 'yuki' }),
  ];

  it.each([
    ['work', ['GitHub']],
    ['4711', ['Zürich Bank']],
    ['sud bank', ['Zürich Bank']],
    ['почта', ['Почта']],
    ['楽', ['楽天']],
    ['example ann', ['GitHub']],
  ])('%j by issuer, name, tag or note', (query, ids) => {
    expect(found(all, query)).toEqual(ids);
  });

  it.each([
    ['githb', ['GitHub']],
    ['gihtub', ['GitHub']],
    ['почть', ['Почта']],
  ])('%j in spite of a slip', (query, ids) => {
    expect(found(all, query)).toEqual(ids);
  });

  it.each(['zzz', 'github bank', '***', '(', '4712 vertrag'])('nothing for %j', (query) => {
    expect(found(all, query)).toEqual([]);
  });

  it('what nearly matches only where nothing does', () => {
    expect(found([account('Stripe'), account('Strips')], 'stripe')).toEqual(['Stripe']);
  });

  it('all, in their order, for an empty query', () => {
    const listed = [account('b'), account('a', { useCount: 3 })];
    expect(found(listed, '  ')).toEqual(['b', 'a']);
  });
});

describe('ranks', () => {
  it('the beginning before a word, a word before its inside, names before tags and notes', () => {
    const all = [
      account('d', { note: 'mail' }),
      account('Hotmail'),
      account('Proton Mail'),
      account('Mailbox'),
    ];
    expect(found(all, 'mail')).toEqual(['Mailbox', 'Proton Mail', 'Hotmail', 'd']);
  });

  it('equal matches by pin, use, last use, then as listed', () => {
    const all = [
      account('Shop e'),
      account('Shop d'),
      account('Shop c', { useCount: 2, lastUsedAtMs: 5 }),
      account('Shop b', { useCount: 2, lastUsedAtMs: 9 }),
      account('Shop a', { isPinned: true }),
    ];
    expect(found(all, 'shop')).toEqual(['Shop a', 'Shop b', 'Shop c', 'Shop e', 'Shop d']);
  });
});

describe('letter by letter', () => {
  const all = [
    account('GitHub', { accountName: 'ann b' }),
    account('Gitea', { tags: ['hub'] }),
    account('Big Bank', { note: 'hub bub' }),
    account('Hubert', { isPinned: true }),
    account('Ａhub bank'),
  ];
  /** Keys as they are pressed; `<` takes the last letter back. */
  it.each([
    'hub<<<git<<<',
    'hub bank<<<<<<<<<',
    'b bu<u<<<<ub h',
    'gitx<h<<  hub',
    ' hub  an<<<n b',
    'hubb<e<<',
    'zzz<<<hub<b<b',
    'ａhub<<<<Ahub',
  ])('%j finds what each query finds by itself', (keys) => {
    const index = searchIndex(all);
    let query = '';
    for (const key of keys) {
      query = key === '<' ? query.slice(0, -1) : query + key;
      const ids = searchAccounts(index, query).map(({ id }) => id);
      expect(ids, query).toEqual(found(all, query));
    }
  });

  it('keeps no more than what the query begins with', () => {
    const index = searchIndex(all);
    for (const query of ['h', 'hu', 'hub', 'hu', 'g', 'gi']) searchAccounts(index, query);
    expect(index.answers.map(({ typed }) => typed)).toEqual(['g', 'gi']);
  });
});

it('answers ten thousand accounts within a frame of a screen', () => {
  const many = Array.from({ length: 10_000 }, (_, index) =>
    account(`Service ${index % 97}`, { id: String(index), accountName: `person-${index}@example.org` }),
  );
  const index = searchIndex(many);
  const queries = ['s', 'se', 'person', 'person-77', 'service 5 9', 'example', 'srevice', 'nobody'];
  const times = [...queries, ...queries, ...queries].map((query) => {
    const startedAt = performance.now();
    searchAccounts(index, query);
    return performance.now() - startedAt;
  });
  times.sort((a, b) => a - b);
  // The median of the three rounds: a busy computer may hold any single one up.
  expect(times[Math.floor(times.length / 2)]).toBeLessThan(16);
});

describe('the rows that stay in the document', () => {
  it('are those in view and the kept ones, in order, once each', () => {
    expect(withKept([4, 5, 6], [900, 5], 1000)).toEqual([4, 5, 6, 900]);
    expect(withKept([4, 5, 6], [0, -1], 1000)).toEqual([0, 4, 5, 6]);
  });
  it('are never rows that are not there', () => {
    expect(withKept([0, 1], [-1, 2], 2)).toEqual([0, 1]);
  });
});
