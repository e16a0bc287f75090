/** QR codes in WebP pictures, lossless, lossy, transparent and hostile. Runs under Node. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp, { type Sharp, type WebpOptions } from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPicture } from '../../electron/cli/read-picture.ts';
import { webpOn, webpSize } from '../../electron/cli/webp-picture.ts';
import { FIXTURE_FOLDER } from '../formats/own-fixtures.ts';

const PNG = readFileSync(path.join(FIXTURE_FOLDER, 'migration.png'));
const plain = sharp(PNG).flatten({ background: 'white' });
const bytesOf = async (picture: Sharp, options: WebpOptions) =>
  new Uint8Array(await picture.clone().webp(options).toBuffer());

async function frames(bytes: Uint8Array): Promise<number> {
  let count = 0;
  for await (const { data } of webpOn(bytes, [255, 0])) count += data.length > 0 ? 1 : 0;
  return count;
}

/** A whole of chunks (RFC 9649 section 2.3 and 2.4). */
function riff(...chunks: readonly (readonly [name: string, content: Uint8Array])[]): Uint8Array {
  const body = chunks.map(([name, content]) => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32LE(content.length, 4);
    return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
  });
  const all = Buffer.concat([Buffer.from('WEBP'), ...body]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(all.length);
  return new Uint8Array(Buffer.concat([Buffer.from('RIFF'), size, all]));
}

/** Section 2.7: flags, and a canvas of these sides. */
function canvas(width: number, height: number, flags = 0): readonly ['VP8X', Uint8Array] {
  const content = Buffer.alloc(10);
  content[0] = flags;
  content.writeUIntLE(width - 1, 4, 3);
  content.writeUIntLE(height - 1, 7, 3);
  return ['VP8X', content];
}

describe('a WebP picture', () => {
  it.each([
    ['lossless', { lossless: true }],
    ['lossy', { quality: 60 }],
  ] as const)('%s: gives the codes that the PNG gives', async (_, options) => {
    const bytes = await bytesOf(plain, options);
    const { width, height } = await sharp(bytes).metadata();
    expect(webpSize(bytes)).toEqual({ width, height });
    expect(await readPicture(bytes)).toEqual(await readPicture(new Uint8Array(PNG)));
  });

  it('with nothing behind dark or light modules is tried on both shades', async () => {
    const { data, info } = await plain.clone().greyscale().raw().toBuffer({ resolveWithObject: true });
    for (const ink of [0, 255]) {
      const pixels = Buffer.from([...data].flatMap((value) => [ink, ink, ink, value < 128 ? 255 : 0]));
      const { width, height } = info;
      const picture = sharp(pixels, { raw: { width, height, channels: 4 } });
      const bytes = await bytesOf(picture, { lossless: true });
      expect(await readPicture(bytes)).toEqual(await readPicture(new Uint8Array(PNG)));
    }
  });
});

describe('a hostile WebP picture', () => {
  it('beyond the bound is not decoded', async () => {
    const blank = sharp({ create: { width: 4000, height: 4000, channels: 3, background: 'white' } });
    expect(await frames(await bytesOf(blank, { lossless: true }))).toBe(0);
    const small = blank.clone().resize(3000, 3000);
    expect(await frames(await bytesOf(small, { lossless: true }))).toBe(1);
  });

  it('of another size than its canvas says gives nothing', async () => {
    const lossless = (await bytesOf(plain, { lossless: true })).subarray(20);
    const { width = 0, height = 0 } = await sharp(PNG).metadata();
    const chunk = ['VP8L', lossless] as const;
    expect(await frames(riff(canvas(width, height), chunk))).toBe(1);
    expect(await frames(riff(canvas(10, 10), chunk))).toBe(0);
  });

  it('that is animated, cut or noise gives nothing', async () => {
    const whole = await bytesOf(plain, { lossless: true });
    expect(await frames(riff(canvas(10, 10, 2), ['ANIM', new Uint8Array(6)]))).toBe(0);
    for (const length of [0, 12, 20, 30, 60, whole.length - 40])
      expect(await frames(whole.subarray(0, length))).toBe(0);
    const noise = whole.map((byte, at) => (at < 30 ? byte : (at * 89 + 7) % 256));
    expect(await readPicture(noise)).toEqual([]);
  });
});
