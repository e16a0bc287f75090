/**
 * What a person chose in a review, as accounts to add and to replace. Vault process and command line.
 * The rule: nothing is added or replaced but what was chosen, and a candidate without a choice is skipped.
 */
import type { Choice } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import type { Account, AccountDraft, OtpParameters } from '../otp/account.ts';
import { extrasOf } from '../otp/account-extras.ts';
import { cleanName } from '../otp/draft.ts';
import { hasItsPin } from '../otp/pin-code.ts';
import type { ReviewState } from '../otp/review.ts';
import { addAccounts, editAccounts, newAccount, type Vault } from '../vault/vault.ts';
import { canJoinExtras, joinedExtras } from './extras.ts';

export interface Chosen {
  readonly added: readonly Account[];
  /** By id: what each becomes. */
  readonly replaced: ReadonlyMap<string, (account: Account) => AccountDraft>;
  readonly skippedCount: number;
}

/**
 * What the choices mean. `nowMs`: Unix milliseconds. An account that cannot be replaced without losing something gets the
 * found one beside it: one that a choice before this replaced, or whose extras have no room for the found one's.
 * @throws CodedError `review-missing`, `account-missing`.
 */
export function decide(
  state: ReviewState,
  choices: readonly Choice[],
  existing: readonly Account[],
  nowMs: number,
): Chosen {
  const byId = new Map(state.candidates.map((candidate) => [candidate.id, candidate]));
  const accounts = new Map(existing.map((account) => [account.id, account]));
  const added: Account[] = [];
  const replaced = new Map<string, (account: Account) => AccountDraft>();
  for (const choice of new Map(choices.map((each) => [each.candidateId, each])).values()) {
    const candidate = byId.get(choice.candidateId);
    if (!candidate) throw new CodedError('review-missing');
    const draft: AccountDraft = {
      ...extrasOf(candidate.draft),
      issuer: cleanName(choice.issuer).name,
      accountName: cleanName(choice.accountName).name,
      otp: withPin(candidate.draft.otp, choice.pin),
    };
    const { existingId } = candidate;
    if (choice.action === 'replace' && existingId === null) throw new CodedError('account-missing');
    const account = accounts.get(existingId ?? '');
    const isBeside =
      replaced.has(existingId ?? '') || (account !== undefined && !canJoinExtras(account, draft));
    if (choice.action === 'replace' && existingId !== null && !isBeside)
      replaced.set(existingId, (before) => ({ ...draft, ...joinedExtras(before, draft) }));
    else if (choice.action !== 'skip') added.push(newAccount(draft, nowMs));
  }
  return { added, replaced, skippedCount: state.candidates.length - added.length - replaced.size };
}

/** The PIN that the person typed, where the source held none. */
function withPin(otp: OtpParameters, pin = ''): OtpParameters {
  return hasItsPin(otp) || !('pin' in otp) ? otp : { ...otp, pin: pin.trim() };
}

/** The vault with what was chosen in it. `nowMs`: Unix milliseconds. @throws CodedError `account-missing`. */
export function withChosen(vault: Vault, { added, replaced }: Chosen, nowMs: number): Vault {
  return addAccounts(editAccounts(vault, replaced, nowMs), added);
}
