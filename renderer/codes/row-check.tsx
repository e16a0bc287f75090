/** The box of a row that can be chosen; the row itself is the checkbox that is spoken. Runs in the page. */
import { Check } from 'lucide-react';
import type { ReactElement } from 'react';

export function RowCheck({ isChosen }: { readonly isChosen: boolean }): ReactElement {
  return (
    <span className="checkbox row-check" data-checked={isChosen || undefined} aria-hidden="true">
      {isChosen && (
        <span className="checkbox-mark">
          <Check />
        </span>
      )}
    </span>
  );
}
