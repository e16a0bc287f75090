/** Captured pictures in main: given out once, cropped inside their edges, and told when they are black. */
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { createCapturedPictures, cropPixels, isBlack } from '../../electron/platform/captured-pictures.ts';

const pixels = (width: number, height: number) => ({
  width,
  height,
  bgra: Uint8Array.from({ length: width * height * 4 }, (_, at) => (at % 4 === 3 ? 255 : at >> 2)),
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a kept picture', () => {
  it('is given out once, under a name that nobody guesses', () => {
    const pictures = createCapturedPictures();
    const address = pictures.keep(pixels(2, 2), 'pixels');
    expect(address).toMatch(/^\/capture\/[0-9a-f-]{36}$/);
    expect(pictures.take('/capture/0')).toBeNull();
    expect(pictures.take(address)?.parts).toEqual([pixels(2, 2).bgra]);
    expect(pictures.take(address)).toBeNull();
  });

  it('goes after a minute, and with a lock', () => {
    const pictures = createCapturedPictures('app://page');
    const late = pictures.keep(pixels(2, 2), 'pixels');
    expect(late).toMatch(/^app:\/\/page\/capture\//);
    vi.advanceTimersByTime(60_001);
    expect(pictures.take(late.slice('app://page'.length))).toBeNull();
    const dropped = pictures.keep(pixels(2, 2), 'bmp').slice('app://page'.length);
    pictures.drop();
    expect(pictures.take(dropped)).toBeNull();
  });

  it('is a BMP with rows from the top for an img element', () => {
    const pictures = createCapturedPictures();
    const body = pictures.take(pictures.keep(pixels(3, 2), 'bmp'));
    const header = Buffer.from(body?.parts[0] ?? []);
    expect(body?.contentType).toBe('image/bmp');
    expect([header.toString('latin1', 0, 2), header.readUInt32LE(2)]).toEqual(['BM', 54 + 24]);
    expect([header.readInt32LE(18), header.readInt32LE(22), header.readUInt16LE(28)]).toEqual([3, -2, 32]);
  });
});

describe('cropping', () => {
  const blues = (part: { readonly bgra: Uint8Array } | null) =>
    [...(part?.bgra ?? [])].filter((_, at) => at % 4 === 0);

  it('gives the pixels inside', () => {
    const part = cropPixels(pixels(4, 3), { x: 1, y: 1, width: 2, height: 2 });
    expect([part?.width, part?.height, blues(part)]).toEqual([2, 2, [5, 6, 9, 10]]);
  });

  it('ends at the edges, and gives nothing beyond them', () => {
    expect(blues(cropPixels(pixels(4, 3), { x: -5, y: 2, width: 7, height: 9 }))).toEqual([8, 9]);
    expect(cropPixels(pixels(4, 3), { x: 4, y: 0, width: 5, height: 5 })).toBeNull();
    expect(cropPixels(pixels(4, 3), { x: 0, y: -3, width: 5, height: 3 })).toBeNull();
  });
});

test('black is black whatever its alpha; one grey pixel is not', () => {
  const black = { width: 4, height: 4, bgra: new Uint8Array(64) };
  expect(isBlack(black)).toBe(true);
  for (let at = 3; at < 64; at += 4) black.bgra[at] = 255;
  expect(isBlack(black)).toBe(true);
  black.bgra[9] = 1;
  expect(isBlack(black)).toBe(false);
});
