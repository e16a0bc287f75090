/**
 * WebP pictures as pixels, under Node: the engine that finds codes does not know the format, and the app has Chromium for it.
 * The rule: the size that a file claims is bounded before it is decoded, and what does not decode gives nothing.
 * Format: https://www.rfc-editor.org/rfc/rfc9649
 */
import webpDecoder from '@jsquash/webp/codec/dec/webp_dec.js';
import wasmDataUrl from '@jsquash/webp/codec/dec/webp_dec.wasm?url&inline';
import { startsWith, utf8 } from '../formats/bytes.ts';
import type { PictureSize } from '../otp/picture-size.ts';
import type { FlatPicture } from './transparent-png.ts';

/** A little over a photo of 4032 by 3024; the decoder, the pixels and the engine hold four bytes for each. */
const PIXELS_MAX = 12_500_000;
const HEADER_BYTES = 30;
const OPAQUE = 255;

let decoder: ReturnType<typeof webpDecoder> | null = null;

export function isWebp(bytes: Uint8Array): boolean {
  return startsWith(bytes, utf8('RIFF')) && startsWith(bytes.subarray(8), utf8('WEBP'));
}

/** How large a WebP picture says it is; null for what is none. Section 2.5 to 2.7 and 3.4. */
export function webpSize(bytes: Uint8Array): PictureSize | null {
  if (!isWebp(bytes) || bytes.length < HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunk = String.fromCharCode(...bytes.subarray(12, 16));
  // The decoder refuses a picture that is of another size than its canvas.
  if (chunk === 'VP8X')
    return { width: 1 + (view.getUint32(24, true) & 0xffffff), height: 1 + (view.getUint32(26, true) >>> 8) };
  if (chunk === 'VP8L') {
    const sides = view.getUint32(21, true);
    return { width: 1 + (sides & 0x3fff), height: 1 + ((sides >>> 14) & 0x3fff) };
  }
  if (chunk !== 'VP8 ') return null;
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/**
 * The picture on each shade of grey in turn, 0 to 255, as it is when nothing shows through; the next one takes its memory.
 * Nothing for what is too large, animated, damaged or no WebP.
 */
export async function* webpOn(bytes: Uint8Array, shades: readonly number[]): AsyncIterable<FlatPicture> {
  const size = webpSize(bytes);
  if (size === null || size.width * size.height > PIXELS_MAX) return;
  const decoded = await decode(bytes);
  if (decoded === null) return;
  const isOpaque = decoded.data.every((value, at) => at % 4 !== 3 || value === OPAQUE);
  if (isOpaque) {
    yield decoded;
    return;
  }
  const data = new Uint8ClampedArray(decoded.data.length);
  for (const shade of shades) {
    drawOnShade(decoded.data, shade, data);
    yield { ...decoded, data };
  }
}

async function decode(bytes: Uint8Array): Promise<FlatPicture | null> {
  const wasmBinary = Buffer.from(wasmDataUrl.slice(wasmDataUrl.indexOf(',') + 1), 'base64');
  decoder ??= webpDecoder({ noInitialRun: true, wasmBinary });
  const { decode: decodePicture } = await decoder;
  try {
    return decodePicture(bytes);
  } catch {
    // Out of memory, or what the decoder's own checks let through.
    return null;
  }
}

function drawOnShade(pixels: Uint8ClampedArray, shade: number, flat: Uint8ClampedArray): void {
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = (pixels[at + 3] ?? OPAQUE) / OPAQUE;
    for (let part = at; part < at + 3; part += 1) flat[part] = shade + ((pixels[part] ?? 0) - shade) * alpha;
    flat[at + 3] = OPAQUE;
  }
}
