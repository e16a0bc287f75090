/**
 * Kind and size of picture files by their first bytes: of real files of each kind, and of broken and lying ones.
 */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPictureHeader } from '../../renderer/scan/picture-header.ts';

const size = { width: 123, height: 45 };
const drawn = () => sharp({ create: { ...size, channels: 3, background: '#336699' } });
const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

function bmp(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(60);
  const view = new DataView(bytes.buffer);
  bytes.set(ascii('BM'));
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  return bytes;
}

function ftyp(brand: string): Uint8Array {
  const bytes = new Uint8Array(40);
  new DataView(bytes.buffer).setUint32(0, 24);
  bytes.set(ascii(`ftyp${brand}`), 4);
  return bytes;
}

describe('readPictureHeader', () => {
  it.each([
    ['png', () => drawn().png().toBuffer()],
    ['jpeg', () => drawn().jpeg().toBuffer()],
    ['jpeg', () => drawn().jpeg({ progressive: true }).withMetadata({ orientation: 1 }).toBuffer()],
    ['webp', () => drawn().webp().toBuffer()],
    ['webp', () => drawn().webp({ lossless: true }).toBuffer()],
    ['webp', () => drawn().ensureAlpha(0.5).webp().toBuffer()],
    ['gif', () => drawn().gif().toBuffer()],
    ['avif', () => drawn().avif({ effort: 0 }).toBuffer()],
  ] as const)('reads a real %s', async (kind, make) => {
    expect(readPictureHeader(new Uint8Array(await make()))).toEqual({ kind, size });
  });

  it('reads a BMP, bottom up or top down', () => {
    expect(readPictureHeader(bmp(640, 480))).toEqual({ kind: 'bmp', size: { width: 640, height: 480 } });
    expect(readPictureHeader(bmp(640, -480))).toEqual({ kind: 'bmp', size: { width: 640, height: 480 } });
  });

  it('knows an ICO', () => {
    const bytes = new Uint8Array(22);
    bytes.set([0, 0, 1, 0, 1, 0, 32, 32]);
    expect(readPictureHeader(bytes)).toEqual({ kind: 'ico', size: null });
  });

  it.each(['heic', 'heix', 'mif1'])('knows %s', (brand) => {
    expect(readPictureHeader(ftyp(brand))?.kind).toBe('heic');
  });

  it.each(['<svg xmlns="http://www.w3.org/2000/svg"/>', '\uFEFF<?xml version="1.0"?>\n<!-- x -->\n<svg>'])(
    'knows SVG: %s',
    (text) => {
      expect(readPictureHeader(new TextEncoder().encode(text))?.kind).toBe('svg');
    },
  );

  it.each([
    ['nothing', new Uint8Array(0)],
    ['one byte', new Uint8Array(1)],
    ['text', ascii('otpauth://totp/a?secret=b')],
    ['HTML', ascii('<!doctype html><p>hello')],
    ['a PDF', ascii('%PDF-1.7 and more than thirty bytes of it')],
    ['a film', ftyp('isom')],
  ])('refuses %s', (_, bytes) => {
    expect(readPictureHeader(bytes)).toBeNull();
  });

  it('says of a JPEG that is cut short that it is one, without a size', () => {
    expect(readPictureHeader(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 1, 2))).toEqual({
      kind: 'jpeg',
      size: null,
    });
  });

  it('believes a giant, so that it can be refused', () => {
    const bytes = new Uint8Array(24);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, 0x89504e47);
    view.setUint32(16, 4_000_000_000);
    view.setUint32(20, 4_000_000_000);
    expect(readPictureHeader(bytes)?.size).toEqual({ width: 4_000_000_000, height: 4_000_000_000 });
  });
});
