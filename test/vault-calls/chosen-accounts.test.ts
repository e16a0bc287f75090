/** What the choices of a review mean: each account that was chosen is in the vault afterwards. */
import { expect, it } from 'vitest';
import { NOTE_LENGTH_MAX } from '../../electron/otp/account-extras.ts';
import { type ReviewState, reviewDrafts } from '../../electron/otp/review.ts';
import { accountsOf, addAccounts, EMPTY_VAULT, newAccount } from '../../electron/vault/vault.ts';
import { decide, withChosen } from '../../electron/vault-calls/chosen-accounts.ts';
import { NOW_MS, totp } from '../vault/vault-samples.ts';

const secretByte = ({ otp }: { readonly otp: { readonly secret: Uint8Array } }) => otp.secret[0];

const replaceAll = (state: ReviewState) =>
  state.candidates.map(({ id, draft: { issuer, accountName } }) => ({
    candidateId: id,
    issuer,
    accountName,
    action: 'replace' as const,
  }));

it('replaces by the first of several accounts with one name, and adds the others', () => {
  const vault = addAccounts(EMPTY_VAULT, [newAccount(totp('ann', 1), NOW_MS)]);
  const state = reviewDrafts([totp('ann', 2), totp('ann', 3), totp('bob', 4)], accountsOf(vault));
  expect(state.candidates.map((each) => each.state)).toEqual(['conflict', 'conflict', 'new']);
  const choices = state.candidates.map(({ id, draft }) => ({
    candidateId: id,
    issuer: draft.issuer,
    accountName: draft.accountName,
    action: draft.accountName === 'ann' ? ('replace' as const) : ('skip' as const),
  }));
  const chosen = decide(state, choices, accountsOf(vault), NOW_MS);
  expect([chosen.replaced.size, chosen.added.length, chosen.skippedCount]).toEqual([1, 1, 1]);
  expect(accountsOf(withChosen(vault, chosen, NOW_MS)).map(secretByte)).toEqual([2, 3]);
});

it('keeps what the account had and what was brought: notes, recovery codes, tags', () => {
  const codes = (...texts: string[]) => texts.map((code) => ({ code, usedAtMs: null }));
  const ours = { ...totp('ann', 1), note: 'Ours.', tags: ['a'], recoveryCodes: codes('one', 'two') };
  const theirs = {
    ...totp('ann', 2),
    note: 'Theirs.',
    tags: ['b'],
    recoveryCodes: [{ code: 'two', usedAtMs: 5 }, ...codes('three')],
  };
  const vault = addAccounts(EMPTY_VAULT, [newAccount(ours, NOW_MS)]);
  const state = reviewDrafts([theirs], accountsOf(vault));
  const chosen = decide(state, replaceAll(state), accountsOf(vault), NOW_MS);
  const replaced = withChosen(vault, chosen, NOW_MS);
  expect(accountsOf(replaced)).toMatchObject([
    {
      note: 'Ours.\n\nTheirs.',
      tags: ['a', 'b'],
      recoveryCodes: [
        { code: 'one', usedAtMs: null },
        { code: 'two', usedAtMs: 5 },
        { code: 'three', usedAtMs: null },
      ],
    },
  ]);
  // The same once more, under another key: what is there already does not come twice.
  const again = reviewDrafts([{ ...theirs, ...totp('ann', 3) }], accountsOf(replaced));
  const once = withChosen(replaced, decide(again, replaceAll(again), accountsOf(replaced), NOW_MS), NOW_MS);
  expect(accountsOf(once)[0]).toMatchObject({ note: 'Ours.\n\nTheirs.' });
  expect(accountsOf(once)[0]?.recoveryCodes).toHaveLength(3);
});

it('adds beside what has no room for both', () => {
  const long = 'x'.repeat(NOTE_LENGTH_MAX - 3);
  const vault = addAccounts(EMPTY_VAULT, [newAccount({ ...totp('ann', 1), note: long }, NOW_MS)]);
  const state = reviewDrafts([{ ...totp('ann', 2), note: 'Theirs.' }], accountsOf(vault));
  const chosen = decide(state, replaceAll(state), accountsOf(vault), NOW_MS);
  expect([chosen.replaced.size, chosen.added.length]).toEqual([0, 1]);
  expect(accountsOf(withChosen(vault, chosen, NOW_MS)).map(({ note }) => note)).toEqual([long, 'Theirs.']);
});

it('joins seals of recovery codes each once, and adds beside what has no room for all', () => {
  const lock = 'A'.repeat(112);
  const seals = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => ({
      account: 'a',
      lock,
      sealed: `${from + at}`,
      left: 1,
      count: 1,
    }));
  const vault = addAccounts(EMPTY_VAULT, [
    newAccount({ ...totp('ann', 1), sealedCodes: seals(0, 10) }, NOW_MS),
  ]);
  const bring = (sealedCodes: ReturnType<typeof seals>) => {
    const state = reviewDrafts([{ ...totp('ann', 2), sealedCodes }], accountsOf(vault));
    const chosen = decide(state, replaceAll(state), accountsOf(vault), NOW_MS);
    return accountsOf(withChosen(vault, chosen, NOW_MS)).map((account) => account.sealedCodes.length);
  };
  expect(bring(seals(8, 8))).toEqual([16]);
  expect(bring(seals(8, 9))).toEqual([10, 9]);
  const [large] = seals(90, 1);
  expect(bring(large === undefined ? [] : [{ ...large, left: 250, count: 250 }])).toEqual([10, 1]);
});
