/**
 * Another app's accounts, read, as a review beside the vault's own. Vault process and command line.
 * The rule: every entry that was read is a candidate or is named with why not.
 */
import { FileProblem } from '../formats/problem.ts';
import type { ImportedAccount, Reading } from '../formats/reading.ts';
import type { LeftOutEntry } from '../ipc/contract.ts';
import type { Account, AccountDraft } from '../otp/account.ts';
import { PICTURE_BYTES_MAX, pictureType } from '../otp/account-extras.ts';
import { cleanNote, cleanTags } from '../otp/clean-extras.ts';
import { cleanName, displayName } from '../otp/draft.ts';
import { pictureSize } from '../otp/picture-size.ts';
import { hasItsPin } from '../otp/pin-code.ts';
import {
  type FoundDraft,
  type ReviewCandidate,
  type ReviewState,
  reviewDrafts,
  withPictures,
} from '../otp/review.ts';

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
  // What the other app has in its bin comes last: of the same account in both places, the live one is the candidate.
  const drafts = inTurn(reading.accounts.map(draftOf), ({ isTrashed }) => isTrashed === true);
  const reviewed = reviewDrafts(drafts, existing, reading.batches);
  // One that is in the vault already needs no PIN: importing twice changes nothing and leaves nothing out.
  const lacksPin = (candidate: ReviewCandidate) =>
    !arePinsAsked && candidate.state !== 'same' && !hasItsPin(candidate.draft.otp);
  const state = {
    ...reviewed,
    candidates: reviewed.candidates.filter((candidate) => !lacksPin(candidate)),
  };
  if (state.candidates.length > CANDIDATES_MAX) throw new FileProblem('too-large', reading.format);
  const kept = new Set(reviewed.candidates.map(({ draft }) => draft));
  const leftOut: LeftOutEntry[] = [
    ...reading.skipped.map(({ name, reason }) => ({ name: cleanName(name).name, reason })),
    ...reviewed.candidates
      .filter(lacksPin)
      .map(({ draft }) => ({ name: nameOf(draft), reason: 'no-pin' as const })),
    ...drafts
      .filter((draft) => !kept.has(draft))
      .map((draft) => ({ name: nameOf(draft), reason: 'repeated' as const })),
  ];
  return { state, leftOut };
}

const nameOf = ({ issuer, accountName }: AccountDraft) => displayName(issuer, accountName);

/** Those for which the question is answered no, then the others, each in their order. */
function inTurn<Item>(items: readonly Item[], isLater: (item: Item) => boolean): readonly Item[] {
  return [...items.filter((item) => !isLater(item)), ...items.filter(isLater)];
}

/** What the vault keeps of another app's account, its names made safe to show. */
function draftOf(account: ImportedAccount): FoundDraft {
  const { issuer, accountName, otp, tags, note, isPinned, isTrashed, lastUsedAtMs, useCount } = account;
  const { icon, markName, ours } = account;
  return {
    issuer: cleanName(issuer).name,
    accountName: cleanName(accountName).name,
    otp,
    tags: cleanTags(tags),
    note: cleanNote(note),
    isPinned,
    lastUsedAtMs,
    useCount,
    ...(markName === undefined ? {} : { icon: { kind: 'mark', name: markName } }),
    ...(isTrashed ? { isTrashed } : {}),
    ...(icon === null ? {} : { picture: icon }),
    ...ours,
  };
}

/** Sides in pixels of the largest picture that is kept as it came. */
const SIDE_MAX = 512;

/**
 * The review of what nobody draws anew, as on the command line: pictures that are small in bytes and by what their first bytes
 * say are kept as they came, and the page, in its sandbox, is the first to decode them.
 * @returns how many accounts had another picture, which is not kept.
 */
export function withSmallPictures(state: ReviewState): {
  readonly state: ReviewState;
  readonly droppedCount: number;
} {
  const found = state.candidates.flatMap(({ id, draft }) =>
    draft.picture === undefined ? [] : [{ id, bytes: draft.picture.bytes }],
  );
  const small = found.filter(({ bytes }) => isSmall(bytes));
  const pictures = new Map(small.map(({ id, bytes }) => [id, bytes]));
  return { state: withPictures(state, pictures), droppedCount: found.length - small.length };
}

function isSmall(bytes: Uint8Array): boolean {
  const size = bytes.length > PICTURE_BYTES_MAX ? null : pictureSize(bytes);
  return size !== null && pictureType(bytes) !== null && Math.max(size.width, size.height) <= SIDE_MAX;
}
