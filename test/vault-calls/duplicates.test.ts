/** Accounts that may be one: which are found, what joining keeps, what is told apart, and that all of it is undone. */
import { describe, expect, it } from 'vitest';
import type { Account, AccountDraft } from '../../electron/otp/account.ts';
import { mergeContents } from '../../electron/vault/merge.ts';
import { inverseOf } from '../../electron/vault/undo.ts';
import { accountsOf, addAccounts, EMPTY_VAULT, newAccount, type Vault } from '../../electron/vault/vault.ts';
import { findDuplicates, keepApart, keepOne } from '../../electron/vault-calls/duplicates.ts';
import { hotp, NOW_MS, totp } from '../vault/vault-samples.ts';

const named = (id: string, draft: AccountDraft): Account => ({ ...newAccount(draft, NOW_MS), id });
const vaultOf = (...accounts: readonly Account[]): Vault => addAccounts(EMPTY_VAULT, accounts);
const found = (vault: Vault) =>
  findDuplicates(accountsOf(vault)).map(({ kind, ids }) => `${kind} ${ids.join('')}`);
const only = (vault: Vault) => accountsOf(vault)[0] as Account;

describe('duplicates', () => {
  const a = named('a', totp('ann', 1));
  const b = named('b', { ...totp('Ann ', 2) });
  const c = named('c', { ...totp('cyd', 1), issuer: 'Other' });

  it('are one name with two keys, and one key under two names', () => {
    expect(found(vaultOf(a, b, c))).toEqual(['same-name ab', 'same-secret ac']);
    expect(found(vaultOf(a, named('d', totp('ann', 1))))).toEqual(['same-secret ad']);
  });

  it('are not accounts without a name, other types, or those told apart', () => {
    const nameless = (id: string, byte: number) => named(id, { ...totp('', byte), issuer: '' });
    expect(found(vaultOf(nameless('x', 1), nameless('y', 2)))).toEqual([]);
    const steam = named('s', { issuer: 'S', accountName: 's', otp: { type: 'steam', secret: a.otp.secret } });
    expect(found(vaultOf(a, steam))).toEqual([]);
    expect(found(keepApart(vaultOf(a, b), ['a', 'b']))).toEqual([]);
  });

  it('are asked about again when a third comes', () => {
    const apart = keepApart(vaultOf(a, b), ['a', 'b']);
    expect(found(addAccounts(apart, [named('d', totp('ann', 3))]))).toEqual(['same-name abd']);
  });

  it('stay told apart after a merge in which each side said so of others', () => {
    const d = named('d', totp('ann', 4));
    const base = vaultOf(a, b, d);
    const merged = mergeContents(base, keepApart(base, ['a', 'b', 'd']), keepApart(base, ['a', 'b']));
    expect(found(merged.vault)).toEqual([]);
    expect(merged.conflictIds).toEqual([]);
  });
});

describe('keeping one', () => {
  it('joins what the others carry, and puts them into the bin', () => {
    const first = named('a', {
      ...totp('ann', 1),
      tags: ['Work'],
      note: 'one',
      recoveryCodes: [{ code: 'A', usedAtMs: null }],
      useCount: 2,
      lastUsedAtMs: 5,
      verifiedAtMs: null,
    });
    const second = named('b', {
      ...totp('Ann', 1),
      tags: ['Home', 'Work'],
      note: 'two',
      isPinned: true,
      icon: { kind: 'mark', name: 'github' },
      recoveryCodes: [
        { code: 'A', usedAtMs: 7 },
        { code: 'B', usedAtMs: null },
      ],
      useCount: 3,
      lastUsedAtMs: 9,
      verifiedAtMs: 8,
      rank: 4,
    });
    const before = vaultOf(first, second);
    const after = keepOne(before, 'a', ['a', 'b'], NOW_MS + 1);
    expect(only(after)).toMatchObject({
      id: 'a',
      accountName: 'ann',
      tags: ['Work', 'Home'],
      note: 'one\n\ntwo',
      isPinned: true,
      icon: { kind: 'mark', name: 'github' },
      recoveryCodes: [
        { code: 'A', usedAtMs: 7 },
        { code: 'B', usedAtMs: null },
      ],
      useCount: 5,
      lastUsedAtMs: 9,
      verifiedAtMs: 8,
      rank: 4,
    });
    expect(after.bin.map(({ entry }) => entry.account.id)).toEqual(['b']);
    expect(inverseOf(before, after)(after)).toEqual(before);
  });

  it('does not call a key confirmed that was not: another key’s confirmation is not taken', () => {
    const vault = vaultOf(named('a', totp('ann', 1)), named('b', { ...totp('ann', 2), verifiedAtMs: 8 }));
    expect(only(keepOne(vault, 'a', ['a', 'b'], NOW_MS)).verifiedAtMs).toBeNull();
  });

  it('goes on from the highest counter of the same key', () => {
    const vault = vaultOf(named('a', hotp('ann', 4)), named('b', hotp('ann', 9)));
    expect(only(keepOne(vault, 'a', ['a', 'b'], NOW_MS)).otp).toMatchObject({ counter: 9 });
  });

  it('is refused where one is not there, or there is nothing to choose from', () => {
    const vault = vaultOf(named('a', totp('ann')), named('b', totp('ann')));
    expect(() => keepOne(vault, 'a', ['a', 'x'], NOW_MS)).toThrow('account-missing');
    expect(() => keepOne(vault, 'x', ['a', 'b'], NOW_MS)).toThrow('bad-argument');
    expect(() => keepOne(vault, 'a', ['a'], NOW_MS)).toThrow('bad-argument');
    const long = (id: string) => named(id, { ...totp('ann'), note: id.repeat(6000) });
    expect(() => keepOne(vaultOf(long('a'), long('b')), 'a', ['a', 'b'], NOW_MS)).toThrow('bad-argument');
    expect(() => keepApart(vault, ['a', 'x'])).toThrow('account-missing');
  });
});
