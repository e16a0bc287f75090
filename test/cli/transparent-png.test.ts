/** Transparent PNGs on white: each kind and each filter of rows, what is left alone, and a code read from one. Runs under Node. */
import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { readPicture } from '../../electron/cli/read-picture.ts';
import { flattenTransparentPng as flatten } from '../../electron/cli/transparent-png.ts';

const onWhite = (bytes: Uint8Array) => flatten(bytes, 255);
const WIDTH = 3;
const HEIGHT = 5;
const RGBA = 6;

function chunk(name: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

interface Picture {
  readonly width?: number;
  readonly height?: number;
  readonly depth?: number;
  readonly colour?: number;
  readonly interlace?: number;
  /** Rows as they are packed, each with its filter before it. */
  readonly rows: Uint8Array;
  readonly more?: readonly Buffer[];
}

function png({
  width = WIDTH,
  height = HEIGHT,
  depth = 8,
  colour = RGBA,
  interlace = 0,
  rows,
  more = [],
}: Picture) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, interlace], 8);
  const magic = Buffer.from('89504e470d0a1a0a', 'hex');
  const packed = deflateSync(rows);
  // The pixels in two parts, as large files have them.
  const parts = [packed.subarray(0, 5), packed.subarray(5)].map((part) => chunk('IDAT', part));
  return new Uint8Array(
    Buffer.concat([magic, chunk('IHDR', header), ...more, ...parts, chunk('IEND', new Uint8Array())]),
  );
}

/** Red, half transparent green, and nothing, over and over. */
const PIXELS = [
  [255, 0, 0, 255],
  [0, 255, 0, 128],
  [9, 9, 9, 0],
];
const rowOf = (y: number) => Array.from({ length: WIDTH }, (_, x) => PIXELS[(x + y) % 3] as number[]).flat();
const ON_WHITE = [
  [255, 0, 0, 255],
  [127, 255, 127, 255],
  [255, 255, 255, 255],
];
const expected = Array.from(
  { length: WIDTH * HEIGHT },
  (_, at) => ON_WHITE[((at % WIDTH) + Math.floor(at / WIDTH)) % 3],
).flat();
const plainRows = (height: number) =>
  Uint8Array.from(Array.from({ length: height }, (_, y) => [0, ...rowOf(y)]).flat());

/** Section 6 of RFC 2083, the writing side. */
function filtered(filter: number, y: number): number[] {
  const [row, above] = [rowOf(y), y > 0 ? rowOf(y - 1) : new Array<number>(4 * WIDTH).fill(0)];
  return row.map((value, x) => {
    const [left, up, corner] = [x >= 4 ? row[x - 4]! : 0, above[x]!, x >= 4 ? above[x - 4]! : 0];
    const guess = left + up - corner;
    const nearest = [left, up, corner].toSorted(
      (one, other) => Math.abs(guess - one) - Math.abs(guess - other),
    )[0]!;
    return (value - [0, left, up, Math.floor((left + up) / 2), nearest][filter]!) & 0xff;
  });
}

describe('a transparent PNG', () => {
  it('is drawn on white, whatever filter a row has', () => {
    const rows = Uint8Array.from([0, 1, 2, 3, 4].flatMap((filter, y) => [filter, ...filtered(filter, y)]));
    const flat = onWhite(png({ rows }));
    expect({ ...flat, data: [...(flat?.data ?? [])] }).toEqual({
      width: WIDTH,
      height: HEIGHT,
      data: expected,
    });
  });

  it('may have sixteen bits, grey alone, or a palette', () => {
    const greys = onWhite(png({ width: 2, height: 1, colour: 4, rows: Uint8Array.of(0, 7, 255, 7, 0) }));
    expect([...(greys?.data ?? [])]).toEqual([7, 7, 7, 255, 255, 255, 255, 255]);
    const deep = [0, 1, 2, 3, 4, 5, 6, 255, 255];
    const sixteen = onWhite(png({ width: 1, height: 1, depth: 16, rows: Uint8Array.from(deep) }));
    expect([...(sixteen?.data ?? [])]).toEqual([1, 3, 5, 255]);
    const more = [chunk('PLTE', Uint8Array.of(1, 2, 3, 4, 5, 6)), chunk('tRNS', Uint8Array.of(0))];
    const palette = { width: 3, height: 1, depth: 1, colour: 3, rows: Uint8Array.of(0, 0b0100_0000), more };
    expect([...(onWhite(png(palette))?.data ?? [])]).toEqual([
      ...[255, 255, 255, 255],
      ...[4, 5, 6, 255],
      ...[255, 255, 255, 255],
    ]);
  });

  it.each([
    ['interlaced', png({ interlace: 1, rows: plainRows(HEIGHT) })],
    ['without transparency', png({ colour: 2, width: 4, rows: plainRows(HEIGHT) })],
    ['too large', png({ width: 5000, height: 5000, rows: plainRows(HEIGHT) })],
    ['of too few rows', png({ rows: plainRows(HEIGHT - 1) })],
    ['of more than it says', png({ rows: plainRows(2000) })],
    ['with an unknown filter', png({ rows: plainRows(HEIGHT).fill(9, 0, 1) })],
    ['cut off', png({ rows: plainRows(HEIGHT) }).subarray(0, 50)],
    ['no PNG', new Uint8Array(200)],
  ])('is left alone when it is %s', (_, bytes) => {
    expect(onWhite(bytes)).toBeNull();
  });
});

it.each([
  ['black on nothing that is black', 0, 0],
  ['white on nothing that is white', 255, 255],
  ['white on nothing that is black', 255, 0],
])('a code of %s is read', async (_, dark, nothing) => {
  const text = 'otpauth://totp/Shop:ann?secret=GEZDGNBVGY3TQOJQ&issuer=Shop';
  const { data, size } = encode(text, { border: 4 });
  const scale = 4;
  const side = size * scale;
  const pixelAt = (x: number, y: number) =>
    data[Math.floor(y / scale)]?.[Math.floor(x / scale)]
      ? [dark, dark, dark, 255]
      : [nothing, nothing, nothing, 0];
  const rows = Array.from({ length: side }, (_row, y) => [
    0,
    ...Array.from({ length: side }, (_pixel, x) => pixelAt(x, y)).flat(),
  ]);
  const picture = png({ width: side, height: side, rows: Uint8Array.from(rows.flat()) });
  expect(await readPicture(picture)).toEqual([text]);
});
