/**
 * Finds issuers' marks among the thousands of simple-icons and answers with the few that are needed.
 * Runs in a worker that the page ends after the answer, so the icon set does not stay in memory.
 */
import * as icons from 'simple-icons';
import { markNames, normalName } from './mark-names.ts';

export interface Mark {
  /** SVG path in a 24 × 24 box. */
  readonly path: string;
  /** The brand's colour, six hex digits. */
  readonly hex: string;
}

export type MarksFound = readonly (readonly [issuer: string, mark: Mark | null])[];

self.onmessage = ({ data: issuers }: MessageEvent<readonly string[]>) => {
  const byName = new Map(Object.values(icons).map((icon) => [normalName(icon.title), icon]));
  const found: MarksFound = issuers.map((issuer) => {
    const icon = markNames(issuer)
      .map((name) => byName.get(name))
      .find((match) => match !== undefined);
    return [issuer, icon ? { path: icon.path, hex: icon.hex } : null];
  });
  self.postMessage(found);
};
