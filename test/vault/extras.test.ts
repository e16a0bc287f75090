/** What an account carries beyond its codes: in records, in the history, when two copies are merged, and what is refused. */
import { describe, expect, it } from 'vitest';
import type { Account } from '../../electron/otp/account.ts';
import { type AccountExtras, extrasOf, NO_EXTRAS, pictureType } from '../../electron/otp/account-extras.ts';
import { cleanNote, cleanTags } from '../../electron/otp/clean-extras.ts';
import { entryOfRecord, recordOf } from '../../electron/vault/account-record.ts';
import { changeSteps, withChangeRecorded } from '../../electron/vault/history-walk.ts';
import { isEdited, mergeAccount } from '../../electron/vault/merge-record.ts';
import { inverseOf } from '../../electron/vault/undo.ts';
import {
  type AccountEntry,
  addAccounts,
  EMPTY_VAULT,
  editAccount,
  entryOf,
  newAccount,
} from '../../electron/vault/vault.ts';
import { NOW_MS, totp } from './vault-samples.ts';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const FULL: AccountExtras = {
  tags: ['work', 'é😀'],
  note: 'two\nlines',
  isPinned: true,
  icon: { kind: 'picture', bytes: PNG },
  recoveryCodes: [
    { code: 'AAAA', usedAtMs: null },
    { code: 'BBBB', usedAtMs: NOW_MS },
  ],
  sealedCodes: [
    {
      account: 'ann',
      lock: Buffer.alloc(82, 1).toString('base64'),
      sealed: Buffer.alloc(60, 2).toString('base64'),
      left: 1,
      count: 2,
    },
  ],
  lastUsedAtMs: NOW_MS,
  useCount: 3,
  verifiedAtMs: NOW_MS,
  rank: -5,
  distinctFrom: ['bob'],
};
const entry = (extras: Partial<AccountExtras> = {}, change: Partial<Account> = {}): AccountEntry => ({
  kind: 'account',
  account: { ...newAccount({ ...totp('ann'), ...extras }, NOW_MS), id: 'ann', ...change },
  unknown: {},
});
const plain = recordOf(entry());

describe('in a record', () => {
  it('are all kept, through the bytes of a file', () => {
    const stored = JSON.parse(JSON.stringify(recordOf(entry(FULL))));
    expect(extrasOf(entryOfRecord(stored)?.account ?? {})).toEqual(FULL);
    expect(entryOfRecord(stored)?.unknown).toEqual({});
  });

  it('leave no trace where there are none: an older file reads and writes as it was', () => {
    expect(Object.keys(plain)).not.toContain('tags');
    expect(recordOf(entryOfRecord(plain)!)).toEqual(plain);
    expect(extrasOf(entryOfRecord(plain)!.account)).toEqual(NO_EXTRAS);
  });

  it.each([
    ['tags', []],
    ['tags', ['a', 'a']],
    ['tags', ['']],
    ['tags', ['x'.repeat(129)]],
    ['tags', Array.from({ length: 65 }, (_, index) => `${index}`)],
    ['note', 'x'.repeat(10_001)],
    ['note', 7],
    ['pinned', false],
    ['icon', { mark: 'No Slug' }],
    ['icon', { picture: 'PHN2Zz48L3N2Zz4=' }],
    ['icon', { mark: 'github', picture: '' }],
    ['recoveryCodes', [{ code: '' }]],
    ['recoveryCodes', [{ code: 'A', colour: 'red' }]],
    ['recoveryCodes', [{ code: 'A', usedAt: 'today' }]],
    ['lastUsedAt', -1],
    ['useCount', 0],
    ['verifiedAt', 1.5],
    ['rank', 0.5],
    ['rank', 2 ** 53],
    ['distinctFrom', []],
    ['distinctFrom', ['a', 'a']],
    ['distinctFrom', ['x'.repeat(65)]],
  ])('%s that is %j costs nobody the account and stays as it is', (name, value) => {
    const read = entryOfRecord({ ...plain, [name]: value });
    expect(extrasOf(read!.account)).toEqual(NO_EXTRAS);
    expect(recordOf(read!)).toEqual({ ...plain, [name]: value });
  });
});

describe('changing them', () => {
  const vault = addAccounts(EMPTY_VAULT, [entry(FULL).account]);

  it('is told by name and taken back, and use is not told', () => {
    const after = editAccount(
      vault,
      'ann',
      { tags: [], note: 'new', isPinned: false, useCount: 9 },
      NOW_MS + 1,
    );
    const { history } = withChangeRecorded(vault, after, 'edited', NOW_MS + 1);
    const [step] = changeSteps({ ...after, history });
    expect(step?.accounts[0]?.did.toSorted()).toEqual(['note', 'pinned', 'tags']);
    expect(inverseOf(vault, after)(after)).toEqual(vault);
  });

  it('keeps the confirmation of the codes until the key changes', () => {
    const named = editAccount(vault, 'ann', { issuer: 'New' }, NOW_MS);
    expect(entryOf(named, 'ann').account.verifiedAtMs).toBe(NOW_MS);
    const rekeyed = editAccount(vault, 'ann', { otp: totp('ann', 2).otp }, NOW_MS);
    expect(entryOf(rekeyed, 'ann').account).toMatchObject({ verifiedAtMs: null, tags: FULL.tags });
  });
});

describe('two copies that went apart', () => {
  const merge = (base: AccountEntry | null, ours: AccountEntry, theirs: AccountEntry) => {
    const { entry: merged, conflict } = mergeAccount(base, ours, theirs);
    expect(mergeAccount(base, theirs, ours).entry.account).toEqual(merged.account);
    expect(conflict).toBeNull();
    return merged.account;
  };

  it('give the tags that either added without those that either took away', () => {
    const base = entry({ tags: ['a', 'b', 'c'] });
    const merged = merge(base, entry({ tags: ['a', 'b', 'x'] }), entry({ tags: ['b', 'c', 'y'] }));
    expect(merged.tags.toSorted()).toEqual(['b', 'x', 'y']);
  });

  it('give every recovery code, used where either used it', () => {
    const codes = (...used: (number | null)[]) => ({
      recoveryCodes: used.map((usedAtMs, index) => ({ code: `${index}`, usedAtMs })),
    });
    const merged = merge(entry(codes(null, null, 5)), entry(codes(1, null, 5)), entry(codes(2, 3, null)));
    expect(merged.recoveryCodes.map(({ usedAtMs }) => usedAtMs)).toEqual([1, 3, null]);
    expect(merge(null, entry(codes(null)), entry(codes(4, null))).recoveryCodes).toHaveLength(2);
  });

  it('add up their use, and pin where one pinned', () => {
    const base = entry({ useCount: 10, lastUsedAtMs: 1 });
    const ours = entry({ useCount: 12, lastUsedAtMs: 5, isPinned: true });
    const theirs = entry({ useCount: 11, lastUsedAtMs: 9, icon: { kind: 'mark', name: 'github' } });
    expect(merge(base, ours, theirs)).toMatchObject({
      useCount: 13,
      lastUsedAtMs: 9,
      isPinned: true,
      icon: { kind: 'mark', name: 'github' },
    });
  });

  it('add up what each counted when both come to the same number', () => {
    const [base, ours, theirs] = [0, 1, 1].map((useCount, at) => entry({ useCount, lastUsedAtMs: at }));
    if (base && ours && theirs) expect(merge(base, ours, theirs).useCount).toBe(2);
    expect(merge(entry({ useCount: 4 }), entry({ useCount: 4 }), entry({ useCount: 5 })).useCount).toBe(5);
    // Without a common past nobody knows what was counted twice.
    expect(merge(null, entry({ useCount: 1 }), entry({ useCount: 1 })).useCount).toBe(1);
  });

  it('confirm only the key that was confirmed', () => {
    const base = entry({ verifiedAtMs: 5 });
    const rekeyed = entry({}, { otp: totp('ann', 2).otp });
    expect(merge(base, rekeyed, base).verifiedAtMs).toBeNull();
    expect(merge(base, entry({ verifiedAtMs: 9 }), base).verifiedAtMs).toBe(9);
  });

  it('make two accounts of two different notes', () => {
    const { entry: merged, conflict } = mergeAccount(entry(), entry({ note: 'one' }), entry({ note: 'two' }));
    expect([merged.account.note, conflict?.account.note].toSorted()).toEqual(['one', 'two']);
  });

  it('count use as no edit', () => {
    expect(isEdited(entry(), entry({ useCount: 1, lastUsedAtMs: 2 }))).toBe(false);
    expect(isEdited(entry(), entry({ tags: ['a'] }))).toBe(true);
  });
});

describe('what comes from outside', () => {
  it('becomes tags without repeats, marks and excess', () => {
    expect(cleanTags([' a\u202e ', 'a', '', 'b\nc'])).toEqual(['a', 'b c']);
    expect(cleanTags(['x'.repeat(300)])[0]).toHaveLength(128);
    expect(cleanTags(Array.from({ length: 99 }, (_, index) => `${index}`))).toHaveLength(64);
  });

  it('becomes a note with its lines and nothing that hides', () => {
    expect(cleanNote('one\r\ntwo\tx\u0000\u202e\rthree \n')).toBe('one\ntwo\tx\nthree');
    expect(cleanNote(`${'x'.repeat(9_999)}😀`)).toHaveLength(9_999);
  });

  it('is a picture only by its first bytes and within its size', () => {
    expect(pictureType(PNG)).toBe('image/png');
    expect(pictureType(new TextEncoder().encode('<svg/>'))).toBeNull();
    expect(pictureType(new Uint8Array(48 * 1024 + 1).fill(0xff))).toBeNull();
  });
});
