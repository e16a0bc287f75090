/** The stand-in for zxing: the whole search with jsQR behind it, where WebAssembly cannot start. */
import { beforeAll, describe, expect, it } from 'vitest';
import { findCodes } from '../../renderer/scan/find-codes.ts';
import { createJsqrEngine } from '../../renderer/scan/jsqr-engine.ts';
import { type DrawnPicture, drawPictures } from './draw-pictures.ts';

let pictures: readonly DrawnPicture[] = [];
beforeAll(async () => {
  pictures = await drawPictures(false);
}, 60_000);

describe('the search with jsQR behind it', () => {
  it.each(['clean', 'inverted', 'rotated', 'several', 'JPEG'])(
    'reads: %s',
    async (kind) => {
      const drawn = pictures.find((each) => each.kind === kind);
      if (!drawn) throw new Error(`no picture of the kind ${kind} was drawn`);
      const { codes } = await findCodes(drawn, { engine: createJsqrEngine(), budgetMs: 30_000 });
      expect(codes.map(({ text }) => text).sort()).toEqual([...drawn.expected].sort());
    },
    60_000,
  );

  it('reads nothing where there is nothing', async () => {
    const drawn = pictures.find(({ kind }) => kind === 'no code');
    if (!drawn) throw new Error('no picture without a code was drawn');
    expect((await findCodes(drawn, { engine: createJsqrEngine(), budgetMs: 30_000 })).codes).toEqual([]);
  }, 60_000);
});
