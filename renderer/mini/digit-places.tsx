/** The digits of a code, each in a place of its own, one of them marked. Runs in the mini window's page. For the eye. */
import type { ReactElement } from 'react';
import { groupCode } from '../code-text.ts';

export interface DigitPlacesProps {
  /** Digits, or a bullet for each that is not known. */
  readonly text: string;
  readonly isCode: boolean;
  readonly marked: number | null;
  readonly onMark: (place: number | null) => void;
}

export function DigitPlaces({ text, isCode, marked, onMark }: DigitPlacesProps): ReactElement {
  let place = -1;
  return (
    <div className={isCode ? 'mini-digits' : 'mini-digits mini-missing'} aria-hidden="true">
      {groupCode(text).map((group, groupIndex) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups are places, and a place keeps its element.
        <span className="mini-group" key={groupIndex}>
          {[...group].map((digit) => {
            place += 1;
            const at = place;
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys do the same.
              // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys do the same.
              <span
                className="mini-digit"
                key={at}
                data-marked={at === marked || undefined}
                onClick={() => onMark(at === marked ? null : at)}
              >
                {digit}
              </span>
            );
          })}
        </span>
      ))}
    </div>
  );
}
