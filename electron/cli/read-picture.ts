/**
 * The texts of the QR codes in a picture file, under Node: the app itself decodes pictures in its page.
 * The rule: the size that a picture claims is bounded before it is decoded, and the engine comes from our own bundle.
 */

import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasmDataUrl from 'zxing-wasm/reader/zxing_reader.wasm?url&inline';
import { pictureSize } from '../otp/picture-size.ts';
import { flattenTransparentPng } from './transparent-png.ts';
import { isWebp, webpOn } from './webp-picture.ts';

const PIXELS_MAX = 50_000_000;
const WHITE = 255;
const BLACK = 0;

let isPrepared = false;

/** PNG, JPEG, GIF, BMP and WebP; no texts for what is none of these, is too large or holds no code. */
export async function readPicture(bytes: Uint8Array): Promise<readonly string[]> {
  if (isWebp(bytes)) return await readWebp(bytes);
  const size = pictureSize(bytes);
  if (size === null || size.width * size.height > PIXELS_MAX) return [];
  prepare();
  const texts = await textsIn(bytes);
  if (texts.length > 0) return texts;
  // Dark codes on nothing are meant for a light page, light ones for a dark one.
  for (const behind of [WHITE, BLACK]) {
    const flat = flattenTransparentPng(bytes, behind);
    const found = flat === null ? [] : await textsIn({ ...flat, colorSpace: 'srgb' });
    if (found.length > 0) return found;
  }
  return await textsIn(bytes, { tryDenoise: true });
}

async function readWebp(bytes: Uint8Array): Promise<readonly string[]> {
  prepare();
  for await (const flat of webpOn(bytes, [WHITE, BLACK])) {
    const pixels = { ...flat, colorSpace: 'srgb' } as const;
    const found = await textsIn(pixels);
    if (found.length > 0) return found;
    const cleaned = await textsIn(pixels, { tryDenoise: true });
    if (cleaned.length > 0) return cleaned;
  }
  return [];
}

async function textsIn(
  picture: Parameters<typeof readBarcodes>[0],
  more: Parameters<typeof readBarcodes>[1] = {},
): Promise<readonly string[]> {
  const results = await readBarcodes(picture, {
    formats: ['QRCode'],
    tryHarder: true,
    tryRotate: true,
    tryInvert: true,
    tryDownscale: true,
    maxNumberOfSymbols: 255,
    textMode: 'Plain',
    ...more,
  });
  return results.map((result) => result.text);
}

/** Left alone, zxing-wasm would fetch its engine from a CDN. */
function prepare(): void {
  if (isPrepared) return;
  const wasm = Buffer.from(wasmDataUrl.slice(wasmDataUrl.indexOf(',') + 1), 'base64');
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
  isPrepared = true;
}
