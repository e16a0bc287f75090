/**
 * Another app's accounts, read, as a review beside the vault's own. Vault process and command line.
 * The rule: every entry that was read is a candidate or is named with why not.
 */
import { FileProblem } from '../formats/problem.ts';
import type { ImportedAccount, Reading } from '../formats/reading.ts';
import type { LeftOutEntry } from '../ipc/contract.ts';
import type { Account, AccountDraft } from '../otp/account.ts';
import { cleanNote, cleanTags } from '../otp/clean-extras.ts';
import { cleanName, displayName } from '../otp/draft.ts';
import { hasItsPin } from '../otp/pin-code.ts';
import { type ReviewState, reviewDrafts } from '../otp/review.ts';

/** What one `accounts.add` takes. */
const CANDIDATES_MAX = 10_000;

export interface ReadingReview {
  readonly state: ReviewState;
  readonly leftOut: readonly LeftOutEntry[];
}

/**
 * @param arePinsAsked whether the person can type a PIN that the file does not hold; without one there is no code.
 * @throws FileProblem `too-large` for more accounts than can be added in one go.
 */
export function reviewReading(
  reading: Reading,
  existing: readonly Account[],
  { arePinsAsked = false } = {},
): ReadingReview {
  const drafts = reading.accounts.map(draftOf);
  const isUsable = ({ otp }: AccountDraft) => arePinsAsked || hasItsPin(otp);
  const usable = drafts.filter(isUsable);
  const withoutPin = drafts.filter((draft) => !isUsable(draft));
  const state = reviewDrafts(usable, existing, reading.batches);
  if (state.candidates.length > CANDIDATES_MAX) throw new FileProblem('too-large', reading.format);
  const kept = new Set(state.candidates.map(({ draft }) => draft));
  const leftOut: LeftOutEntry[] = [
    ...reading.skipped.map(({ name, reason }) => ({ name: cleanName(name).name, reason })),
    ...withoutPin.map((draft) => ({ name: nameOf(draft), reason: 'no-pin' as const })),
    ...usable
      .filter((draft) => !kept.has(draft))
      .map((draft) => ({ name: nameOf(draft), reason: 'repeated' as const })),
  ];
  return { state, leftOut };
}

const nameOf = ({ issuer, accountName }: AccountDraft) => displayName(issuer, accountName);

/** What the vault keeps of another app's account, its names made safe to show. */
function draftOf(account: ImportedAccount): AccountDraft {
  const { issuer, accountName, otp, tags, note, isPinned, lastUsedAtMs, useCount, ours } = account;
  return {
    issuer: cleanName(issuer).name,
    accountName: cleanName(accountName).name,
    otp,
    tags: cleanTags(tags),
    note: cleanNote(note),
    isPinned,
    lastUsedAtMs,
    useCount,
    ...ours,
  };
}
