/**
 * The scanner on one picture of each kind, and on what must not upset it. Runs under Node, without a worker.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { findCodes } from '../../renderer/scan/find-codes.ts';
import { decode, nodeEngine, scan } from '../../renderer/scan/node-engine.ts';
import { type DrawnPicture, drawPictures } from './draw-pictures.ts';
import { drawSheet } from './draw-sheet.ts';

/** So that what is found does not depend on how busy the machine is. */
const AMPLE_MS = 60_000;

let pictures: readonly DrawnPicture[] = [];

beforeAll(async () => {
  pictures = await drawPictures(false);
  await nodeEngine();
}, AMPLE_MS);

const KINDS = [
  'clean',
  'inverted',
  'coloured',
  'colours of one brightness',
  'low contrast',
  'borderless on dark',
  'several',
  'migration, dense',
  'transparent, dark',
  'transparent, light',
  'rotated',
  'mirrored',
  'JPEG',
  'scaled to 133 %',
  'blurred',
  'salt and pepper',
  'logo in the middle',
  'no code',
  'no code, dark',
];

function pictureOf(kind: string): DrawnPicture {
  const picture = pictures.find((each) => each.kind === kind);
  if (!picture) throw new Error(`no picture of the kind '${kind}' was drawn`);
  return picture;
}

describe('one picture of each kind', () => {
  it('draws just the kinds that are tried here', () => {
    expect(pictures.map(({ kind }) => kind).sort()).toEqual([...KINDS].sort());
  });

  it.each(KINDS)(
    '%s',
    async (kind) => {
      const picture = pictureOf(kind);
      const { codes } = await scan(picture, { budgetMs: AMPLE_MS });
      expect(codes.map(({ text }) => text).sort()).toEqual([...picture.expected].sort());
    },
    AMPLE_MS,
  );
});

describe('while it looks', () => {
  it('announces each text once, with corners inside the picture', async () => {
    const picture = pictureOf('several');
    const announced: string[] = [];
    const result = await findCodes(picture, {
      engine: await nodeEngine(),
      budgetMs: 4000,
      onFound: ({ text, corners }) => {
        announced.push(text);
        for (const { x, y } of corners) {
          expect(x).toBeGreaterThan(0);
          expect(x).toBeLessThan(picture.width);
          expect(y).toBeGreaterThan(0);
          expect(y).toBeLessThan(picture.height);
        }
      },
    });
    expect(announced.sort()).toEqual([...picture.expected].sort());
    expect(result.codes.map(({ text }) => text).sort()).toEqual(announced.sort());
    expect(result.looked).toEqual({ width: picture.width, height: picture.height });
  });

  it('finds one text that is there twice once', async () => {
    const picture = pictureOf('clean');
    const twice = new Uint8ClampedArray(picture.data.length * 2);
    twice.set(picture.data);
    twice.set(picture.data, picture.data.length);
    expect(await decode({ data: twice, width: picture.width, height: picture.height * 2 })).toEqual(
      picture.expected,
    );
  });

  it('stops when cancelled', async () => {
    const result = await findCodes(pictureOf('blurred'), {
      engine: await nodeEngine(),
      budgetMs: 60_000,
      isCancelled: () => true,
    });
    expect(result.codes).toEqual([]);
  });

  it('keeps to its budget and says that time ran out', async () => {
    const noise = new Uint8ClampedArray(1200 * 1000 * 4);
    for (let i = 0, x = 1; i < noise.length; i++) {
      x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
      noise[i] = i % 4 === 3 ? 255 : x >>> 24;
    }
    const start = performance.now();
    const result = await findCodes(
      { data: noise, width: 1200, height: 1000 },
      { engine: await nodeEngine(), budgetMs: 300 },
    );
    expect(result.codes).toEqual([]);
    expect(result.hints).toContain('out-of-time');
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});

describe('a sheet of codes', () => {
  // Of the 900 zxing gives none at once, and took a part of one for a Micro QR code.
  it.each([
    [500, 25, 4],
    [900, 30, 3],
  ])(
    'gives all %i of them',
    async (count, columns, module) => {
      const texts = Array.from({ length: count }, (_, at) => `otpauth://totp/n${at}?secret=GEZDGNBVGY3TQOJQ`);
      const { codes } = await scan(drawSheet(texts, columns, module), { budgetMs: AMPLE_MS });
      expect(codes.map(({ text }) => text).sort()).toEqual([...texts].sort());
    },
    60_000,
  );
});

describe('hostile sizes', () => {
  it.each([
    [0, 0],
    [1, 1],
    [3, 2],
    [1, 4000],
    [4000, 1],
    [16, 16],
    [31, 29],
    [65_535, 3],
    [40, 20_000],
    [20_000, 25],
  ])('%i × %i holds nothing and breaks nothing', async (width, height) => {
    const data = new Uint8ClampedArray(width * height * 4);
    for (let i = 0; i < data.length; i++) data[i] = (i * 131) & 255;
    const { codes } = await scan({ data, width, height }, { budgetMs: 500 });
    expect(codes).toEqual([]);
  });
});
