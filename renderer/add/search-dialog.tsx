/**
 * What a search shows, one after the other in one dialog: that it looks, what it found, or why nothing. Runs in the page.
 * The rule: the dialog stays while its content changes, since making one anew holds the page up.
 */
import type { ReactElement } from 'react';
import { DialogFrame } from '../components/dialog.tsx';
import { Looking, type LookingProps } from './looking.tsx';
import { NothingFound, type NothingFoundProps } from './nothing-found.tsx';
import { ReviewDialog, type ReviewDialogProps } from './review-dialog.tsx';

export interface SearchDialogProps {
  readonly review: ReviewDialogProps | null;
  readonly nothing: NothingFoundProps | null;
  readonly looking: LookingProps | null;
}

/** The first of the three that is there; no dialog without any. */
export function SearchDialog({ review, nothing, looking }: SearchDialogProps): ReactElement | null {
  if (!review && !nothing && !looking) return null;
  return (
    <DialogFrame size={review ? 'wide' : 'narrow'}>
      {review ? (
        <ReviewDialog {...review} />
      ) : nothing ? (
        <NothingFound {...nothing} />
      ) : (
        looking && <Looking {...looking} />
      )}
    </DialogFrame>
  );
}
