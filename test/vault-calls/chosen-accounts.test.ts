/** What the choices of a review mean: each account that was chosen is in the vault afterwards. */
import { expect, it } from 'vitest';
import { reviewDrafts } from '../../electron/otp/review.ts';
import { accountsOf, addAccounts, EMPTY_VAULT, newAccount } from '../../electron/vault/vault.ts';
import { decide, withChosen } from '../../electron/vault-calls/chosen-accounts.ts';
import { NOW_MS, totp } from '../vault/vault-samples.ts';

const secretByte = ({ otp }: { readonly otp: { readonly secret: Uint8Array } }) => otp.secret[0];

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
  const chosen = decide(state, choices, NOW_MS);
  expect([chosen.replaced.size, chosen.added.length, chosen.skippedCount]).toEqual([1, 1, 1]);
  expect(accountsOf(withChosen(vault, chosen, NOW_MS)).map(secretByte)).toEqual([2, 3]);
});
