/**
 * Finds every QR code in a picture. Pure; runs in the scan worker and under Node.
 * The rule: results come as they are found, cheap passes first, and nothing is started after the budget's end.
 */
import type { Engine } from './engine.ts';
import { type Finder, findFinders } from './finder-patterns.ts';
import { isInside } from './geometry.ts';
import { hasTransparency, toGrey, toGreyOn } from './grey.ts';
import { fitGrids } from './grid-fit.ts';
import type { FoundCode, Grey, Picture, Point, ScanResult } from './picture.ts';
import { proposeCodes } from './proposals.ts';
import { readGrid } from './read-grid.ts';

export interface FindOptions {
  readonly engine: Engine;
  /** Milliseconds after which no new attempt is started; 1500 suits a screen, 4000 a chosen picture. */
  readonly budgetMs: number;
  /** Called once for each new code, at once. */
  readonly onFound?: (code: FoundCode) => void;
  /** Asked between attempts; true ends the search with what was found so far. */
  readonly isCancelled?: () => boolean;
}

/** Half the size; each pixel the mean of four. */
export function halved(grey: Grey): Grey {
  const width = grey.width >> 1;
  const height = grey.height >> 1;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    let i = y * 2 * grey.width;
    let j = y * width;
    for (let x = 0; x < width; x++, i += 2, j++)
      data[j] =
        ((grey.data[i] as number) +
          (grey.data[i + 1] as number) +
          (grey.data[i + grey.width] as number) +
          (grey.data[i + grey.width + 1] as number) +
          2) >>
        2;
  }
  return { data, width, height };
}

/** Finds the codes of a picture. Never throws for what a picture holds; an empty picture has no codes. */
export async function findCodes(picture: Picture, options: FindOptions): Promise<ScanResult> {
  const { engine, onFound, budgetMs, isCancelled } = options;
  const end = performance.now() + budgetMs;
  const isOver = () => performance.now() > end || isCancelled?.() === true;
  const codes: FoundCode[] = [];
  const add = (code: FoundCode) => {
    const isKnown = codes.some((known) => known.text === code.text);
    codes.push(code);
    if (!isKnown) onFound?.(code);
  };
  const greys = hasTransparency(picture) ? [toGreyOn(picture, 255), toGreyOn(picture, 0)] : [toGrey(picture)];
  for (const grey of greys)
    for (const code of engine.read(grey, { inverted: true, downscaled: true })) add(code);

  for (const grey of greys) {
    let level = grey;
    for (let scale = 1; scale <= 4 && level.width > 30 && level.height > 30; scale *= 2) {
      if (scale > 1) level = halved(level);
      const finders = findFinders(level, 2);
      for (const isInverted of [false, true]) {
        const toPicture = (point: Point) => ({
          x: point.x * scale + (scale - 1) / 2,
          y: point.y * scale + (scale - 1) / 2,
        });
        const isFree = (finder: Finder) =>
          !codes.some((code) => isInside(code.corners, toPicture(finder), 1.05));
        const free = finders.filter((finder) => finder.isInverted === isInverted && isFree(finder));
        for (const proposal of proposeCodes(free)) {
          if (isOver()) break;
          if (![proposal.topLeft, proposal.topRight, proposal.bottomLeft].every(isFree)) continue;
          for (const grid of fitGrids(level, proposal, isInverted)) {
            const code = readGrid(engine, level, grid, isInverted);
            if (!code) continue;
            const [p, q, r, s] = code.corners;
            add({ text: code.text, corners: [toPicture(p), toPicture(q), toPicture(r), toPicture(s)] });
            break;
          }
        }
      }
    }
  }
  const distinct = codes.filter((code, i) => codes.findIndex((other) => other.text === code.text) === i);
  return {
    codes: distinct,
    looked: { width: picture.width, height: picture.height },
    hints: isOver() ? ['out-of-time'] : [],
  };
}
