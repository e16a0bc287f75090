/**
 * The tile at a row's start: the account's own icon, else the issuer's mark in its colour, else initials on a colour of their
 * own. Runs in the page. The rule: it is decoration, and says nothing that the names beside it do not.
 */
import { type CSSProperties, type ReactElement, useEffect, useSyncExternalStore } from 'react';
import type { IconView } from '../../electron/ipc/contract.ts';
import { initials, nameHue } from '../account-name.ts';
import { type Mark, readMark, readNamedMark, requestNamedMark, subscribeMarks } from './marks.ts';
import { readPicture, requestPicture, subscribePictures } from './pictures.ts';
import { readableColour } from './readable-colour.ts';

/** Worked out once a mark, not for each of the rows that show it. */
const colours = new WeakMap<Mark, CSSProperties>();
function coloursOf(mark: Mark): CSSProperties {
  const known =
    colours.get(mark) ??
    ({
      '--mark-light': readableColour(mark.hex, 'light'),
      '--mark-dark': readableColour(mark.hex, 'dark'),
    } as CSSProperties);
  colours.set(mark, known);
  return known;
}

export interface IssuerMarkProps {
  readonly issuer: string;
  readonly accountName: string;
  /** The account that the icon is of. */
  readonly id: string;
  readonly icon: IconView | null;
}

export function IssuerMark({ issuer, accountName, id, icon }: IssuerMarkProps): ReactElement {
  const pictureId = icon?.kind === 'picture' ? icon.pictureId : null;
  const markName = icon?.kind === 'mark' ? icon.name : null;
  useEffect(() => {
    if (pictureId !== null) requestPicture(id, pictureId);
    if (markName !== null) requestNamedMark(markName);
  }, [id, pictureId, markName]);
  const picture = useSyncExternalStore(subscribePictures, () => readPicture(pictureId));
  const mark = useSyncExternalStore(subscribeMarks, () => readNamedMark(markName) ?? readMark(issuer));
  if (picture !== null)
    return (
      <span className="mark mark-picture" aria-hidden="true">
        <img src={picture} alt="" draggable={false} />
      </span>
    );
  if (!mark) {
    const style = { '--hue': nameHue({ issuer, accountName }) } as CSSProperties;
    return (
      <span className="mark mark-initials" style={style} aria-hidden="true">
        {initials({ issuer, accountName })}
      </span>
    );
  }
  return (
    <span className="mark mark-drawn" style={coloursOf(mark)} aria-hidden="true">
      <svg viewBox="0 0 24 24" role="presentation">
        <path d={mark.path} />
      </svg>
    </span>
  );
}
