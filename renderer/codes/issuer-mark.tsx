/** The tile at a row's start: the issuer's mark in its colour, else initials on a colour of their own. Decoration. Runs in the page. */
import { type CSSProperties, type ReactElement, useSyncExternalStore } from 'react';
import { initials, nameHue } from '../account-name.ts';
import { readMark, subscribeMarks } from './marks.ts';
import { readableColour } from './readable-colour.ts';

export interface IssuerMarkProps {
  readonly issuer: string;
  readonly accountName: string;
}

export function IssuerMark({ issuer, accountName }: IssuerMarkProps): ReactElement {
  const mark = useSyncExternalStore(subscribeMarks, () => readMark(issuer));
  if (!mark) {
    const style = { '--hue': nameHue({ issuer, accountName }) } as CSSProperties;
    return (
      <span className="mark mark-initials" style={style} aria-hidden="true">
        {initials({ issuer, accountName })}
      </span>
    );
  }
  const style = {
    '--mark-light': readableColour(mark.hex, 'light'),
    '--mark-dark': readableColour(mark.hex, 'dark'),
  } as CSSProperties;
  return (
    <span className="mark mark-drawn" style={style} aria-hidden="true">
      <svg viewBox="0 0 24 24" role="presentation">
        <path d={mark.path} />
      </svg>
    </span>
  );
}
