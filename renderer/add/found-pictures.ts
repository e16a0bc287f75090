/**
 * Draws the icons that another app's file brought, for those accounts that are to be added. Runs in the page.
 * The rule: an icon is decoration: one that cannot be drawn keeps nobody from adding the account.
 */
import type { Choice, Review } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import { drawSmall } from '../small-picture.ts';

/** The contract's bound on one call. */
const PICTURES_MAX = 50;

/** Gives the vault process small pictures for the chosen candidates that brought some. */
export async function drawFoundPictures(review: Review, choices: readonly Choice[]): Promise<void> {
  const chosen = new Set(
    choices.flatMap(({ candidateId, action }) => (action === 'skip' ? [] : [candidateId])),
  );
  const wanted = review.candidates.filter(({ id, hasPicture }) => hasPicture && chosen.has(id));
  for (let at = 0; at < wanted.length; at += PICTURES_MAX) {
    const candidateIds = wanted.slice(at, at + PICTURES_MAX).map(({ id }) => id);
    const found = await authenticator.accounts.foundPictures({ reviewId: review.reviewId, candidateIds });
    if (!found.ok) return;
    const drawn = await Promise.all(
      found.value.map(async ({ candidateId, bytes }) => ({
        candidateId,
        bytes: await drawSmall(new Uint8Array(bytes)),
      })),
    );
    const pictures = drawn.flatMap(({ candidateId, bytes }) => (bytes ? [{ candidateId, bytes }] : []));
    if (pictures.length > 0)
      await authenticator.accounts.putPictures({ reviewId: review.reviewId, pictures });
  }
}
