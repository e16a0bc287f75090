/** The person's own order: what a move changes, what two copies' moves come to, what is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeSteps, withChangeRecorded } from '../../electron/vault/history-walk.ts';
import { mergeContents } from '../../electron/vault/merge.ts';
import { inOwnOrder, moveAccount } from '../../electron/vault/own-order.ts';
import { inverseOf } from '../../electron/vault/undo.ts';
import { accountsOf, addAccounts, EMPTY_VAULT, newAccount, type Vault } from '../../electron/vault/vault.ts';
import { NOW_MS, totp } from './vault-samples.ts';

const vaultOf = (...ids: readonly string[]): Vault =>
  addAccounts(
    EMPTY_VAULT,
    ids.map((id) => ({ ...newAccount(totp(id), NOW_MS), id })),
  );
const order = (vault: Vault) =>
  inOwnOrder(accountsOf(vault))
    .map(({ id }) => id)
    .join('');
const ranksChanged = (before: Vault, after: Vault) =>
  accountsOf(after).filter(({ rank }, at) => rank !== accountsOf(before)[at]?.rank).length;

describe('moving an account', () => {
  const abcd = vaultOf('a', 'b', 'c', 'd');

  it.each([
    ['d', 'a', 'before', 'dabc'],
    ['a', 'd', 'after', 'bcda'],
    ['b', 'c', 'after', 'acbd'],
    ['c', 'b', 'before', 'acbd'],
    ['a', 'c', 'before', 'bacd'],
  ] as const)('puts %s to %s, %s', (id, target, side, expected) => {
    expect(order(moveAccount(abcd, id, target, side))).toBe(expected);
  });

  it('changes nothing where it stands there already', () => {
    expect(moveAccount(abcd, 'a', 'b', 'before')).toBe(abcd);
    expect(moveAccount(abcd, 'a', 'a', 'after')).toBe(abcd);
  });

  it('touches one account only, once there are ranks, and none counts as edited', () => {
    const first = moveAccount(abcd, 'a', 'd', 'after');
    const second = moveAccount(first, 'd', 'b', 'before');
    expect(order(second)).toBe('dbca');
    expect(ranksChanged(first, second)).toBe(1);
    expect(accountsOf(second).every(({ updatedAtMs }) => updatedAtMs === NOW_MS)).toBe(true);
  });

  it('leaves new accounts at the end', () => {
    const moved = moveAccount(abcd, 'd', 'a', 'before');
    const more = addAccounts(moved, [{ ...newAccount(totp('e'), NOW_MS), id: 'e' }]);
    expect(order(more)).toBe('dabce');
  });

  it('holds for any moves, however often into the same gap', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
    const move = fc.tuple(
      fc.constantFrom(...ids),
      fc.constantFrom(...ids),
      fc.constantFrom('before', 'after'),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        let vault = vaultOf(...ids);
        let expected: readonly string[] = ids;
        for (const [id, target, side] of moves) {
          vault = moveAccount(vault, id, target, side as 'before' | 'after');
          if (id === target) continue;
          const others = expected.filter((each) => each !== id);
          expected = others.toSpliced(others.indexOf(target) + (side === 'after' ? 1 : 0), 0, id);
        }
        expect(order(vault)).toBe(expected.join(''));
      }),
    );
    let vault = vaultOf('a', 'b', 'c');
    for (let turn = 0; turn < 40; turn += 1)
      vault = moveAccount(vault, turn % 2 === 0 ? 'c' : 'b', 'a', 'after');
    expect(order(vault)).toBe('abc');
  });

  it('is refused for an account that is not there', () => {
    expect(() => moveAccount(abcd, 'x', 'a', 'before')).toThrow('account-missing');
    expect(() => moveAccount(abcd, 'a', 'x', 'before')).toThrow('account-missing');
  });

  it('is told by name and taken back', () => {
    const ranked = moveAccount(abcd, 'a', 'd', 'after');
    const after = moveAccount(ranked, 'c', 'b', 'before');
    const [step] = changeSteps(withChangeRecorded(ranked, after, 'reordered', NOW_MS));
    expect(step?.record.what).toBe('reordered');
    expect(step?.accounts.map(({ id, did }) => [id, did])).toEqual([['c', ['place']]]);
    expect(order(inverseOf(ranked, after)(after))).toBe('bcda');
  });
});

describe('two copies', () => {
  it('that moved different accounts have both moves, and no conflict', () => {
    const base = moveAccount(vaultOf('a', 'b', 'c', 'd'), 'a', 'd', 'after');
    const ours = moveAccount(base, 'a', 'b', 'before');
    const theirs = moveAccount(base, 'd', 'b', 'after');
    const merged = mergeContents(base, ours, theirs);
    expect(order(merged.vault)).toBe('abdc');
    expect(merged.conflictIds).toEqual([]);
  });

  it('that moved the same account agree, whichever merges', () => {
    const base = moveAccount(vaultOf('a', 'b', 'c', 'd'), 'a', 'd', 'after');
    const ours = moveAccount(base, 'a', 'b', 'before');
    const theirs = moveAccount(base, 'a', 'c', 'before');
    const [one, other] = [mergeContents(base, ours, theirs), mergeContents(base, theirs, ours)];
    expect(order(one.vault)).toBe(order(other.vault));
    expect(one.conflictIds).toEqual([]);
  });
});
