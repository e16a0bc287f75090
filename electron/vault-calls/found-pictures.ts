/**
 * Pictures that came with found accounts: raw to the page, which draws them in its sandbox, and small back from it.
 * Runs in the vault process. The rule: nothing is decoded here, and what comes back is judged like any picture of the page.
 */
import type { FoundPictureView } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import { pictureType } from '../otp/account-extras.ts';
import { type ReviewState, withPictures } from '../otp/review.ts';

/** The pictures of those candidates that brought one. */
export function foundPictures(
  { candidates }: ReviewState,
  candidateIds: readonly string[],
): readonly FoundPictureView[] {
  const wanted = new Set(candidateIds);
  return candidates.flatMap(({ id, draft: { picture } }) =>
    wanted.has(id) && picture !== undefined ? [{ candidateId: id, ...picture }] : [],
  );
}

/** The review with what the page has drawn. @throws CodedError `bad-argument` for what is no small picture. */
export function withDrawnPictures(
  state: ReviewState,
  drawn: readonly { readonly candidateId: string; readonly bytes: Uint8Array }[],
): ReviewState {
  if (drawn.some(({ bytes }) => pictureType(bytes) === null)) throw new CodedError('bad-argument');
  // A copy: what came over the port may be a view of a larger buffer.
  return withPictures(state, new Map(drawn.map(({ candidateId, bytes }) => [candidateId, bytes.slice()])));
}
