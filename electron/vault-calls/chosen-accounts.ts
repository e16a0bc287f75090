/**
 * What a person chose in a review, as accounts to add and to replace. Vault process and command line.
 * The rule: nothing is added or replaced but what was chosen, and a candidate without a choice is skipped.
 */
import type { Choice } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import type { Account, AccountDraft } from '../otp/account.ts';
import { cleanName } from '../otp/draft.ts';
import type { ReviewState } from '../otp/review.ts';
import { addAccounts, editAccount, newAccount, type Vault } from '../vault/vault.ts';

export interface Chosen {
  readonly added: readonly Account[];
  readonly replaced: readonly { readonly id: string; readonly draft: AccountDraft }[];
  readonly skippedCount: number;
}

/** What the choices mean. `nowMs`: Unix milliseconds. @throws CodedError `review-missing`, `account-missing`. */
export function decide(state: ReviewState, choices: readonly Choice[], nowMs: number): Chosen {
  const byId = new Map(state.candidates.map((candidate) => [candidate.id, candidate]));
  const added: Account[] = [];
  const replaced: { id: string; draft: AccountDraft }[] = [];
  for (const choice of new Map(choices.map((each) => [each.candidateId, each])).values()) {
    const candidate = byId.get(choice.candidateId);
    if (!candidate) throw new CodedError('review-missing');
    const draft: AccountDraft = {
      issuer: cleanName(choice.issuer).name,
      accountName: cleanName(choice.accountName).name,
      otp: candidate.draft.otp,
    };
    if (choice.action === 'add') added.push(newAccount(draft, nowMs));
    if (choice.action === 'replace') {
      if (candidate.existingId === null) throw new CodedError('account-missing');
      replaced.push({ id: candidate.existingId, draft });
    }
  }
  return { added, replaced, skippedCount: state.candidates.length - added.length - replaced.length };
}

/** The vault with what was chosen in it. `nowMs`: Unix milliseconds. @throws CodedError `account-missing`. */
export function withChosen(vault: Vault, { added, replaced }: Chosen, nowMs: number): Vault {
  const edited = replaced.reduce((next, { id, draft }) => editAccount(next, id, draft, nowMs), vault);
  return addAccounts(edited, added);
}
