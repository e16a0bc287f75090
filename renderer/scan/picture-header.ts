/**
 * Kind and size of a picture file from its first bytes, before anything is decompressed. Pure; runs anywhere.
 * The rule: what is read here is a claim by a stranger: it can refuse a file, never allow an allocation by itself.
 * Layouts: PNG (RFC 2083), GIF89a, BMP, WebP (RFC 9649), JPEG (T.81 B.2.2), AVIF/HEIC (ISO/IEC 23008-12).
 */

export type PictureKind = 'png' | 'gif' | 'bmp' | 'webp' | 'jpeg' | 'avif' | 'ico' | 'heic' | 'svg';

export interface PictureHeader {
  readonly kind: PictureKind;
  /** Null where the header does not say (SVG, ICO) or says it later than was read. */
  readonly size: { readonly width: number; readonly height: number } | null;
}

/** How many bytes from the start are enough for `readPictureHeader` in all but odd files. */
export const HEADER_BYTES = 256 * 1024;

const ascii = (bytes: Uint8Array, start: number, length: number) =>
  String.fromCharCode(...bytes.subarray(start, start + length));

/** What a file says it is; null when it is none of the kinds that the scanner reads. */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (length: number) => bytes.byteLength >= length;
  if (has(24) && view.getUint32(0) === 0x89504e47)
    return { kind: 'png', size: { width: view.getUint32(16), height: view.getUint32(20) } };
  if (has(10) && ascii(bytes, 0, 4) === 'GIF8')
    return { kind: 'gif', size: { width: view.getUint16(6, true), height: view.getUint16(8, true) } };
  if (has(26) && ascii(bytes, 0, 2) === 'BM') return { kind: 'bmp', size: bmpSize(view) };
  if (has(30) && ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP')
    return { kind: 'webp', size: webpSize(bytes, view) };
  if (has(4) && view.getUint16(0) === 0xffd8) return { kind: 'jpeg', size: jpegSize(view) };
  if (has(16) && ascii(bytes, 4, 4) === 'ftyp') {
    const brands = ascii(bytes, 8, Math.min(64, view.getUint32(0) - 8));
    if (/avi[fs]/.test(brands)) return { kind: 'avif', size: ispeSize(bytes, view) };
    if (/hei[cxms]|hev[cxms]|mif1|msf1/.test(brands)) return { kind: 'heic', size: null };
    return null;
  }
  // Each side of an ICO is at most 256 pixels.
  if (has(22) && view.getUint32(0) === 0x00000100) return { kind: 'ico', size: null };
  const start = new TextDecoder().decode(bytes.subarray(0, 4096)).replace(/^\uFEFF/, '');
  if (/^\s*</.test(start) && /<svg[\s>]/i.test(start)) return { kind: 'svg', size: null };
  return null;
}

function bmpSize(view: DataView) {
  if (view.getUint32(14, true) === 12)
    return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
}

function webpSize(bytes: Uint8Array, view: DataView) {
  const chunk = ascii(bytes, 12, 4);
  if (chunk === 'VP8X') {
    const width = 1 + (view.getUint32(24, true) & 0xffffff);
    return { width, height: 1 + (view.getUint32(26, true) >>> 8) };
  }
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/** Walks the segments to the first frame header (SOF0 to SOF15, but for DHT, JPG and DAC). */
function jpegSize(view: DataView) {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    if (marker === 0xda || marker === 0xd9) return null;
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** The largest `ispe` (image spatial extents) box; good enough to refuse a giant. */
function ispeSize(bytes: Uint8Array, view: DataView) {
  let size: { width: number; height: number } | null = null;
  for (let at = 0; at + 16 <= bytes.length; at++) {
    if (view.getUint32(at) !== 0x69737065) continue;
    const width = view.getUint32(at + 8);
    const height = view.getUint32(at + 12);
    if (!size || width * height > size.width * size.height) size = { width, height };
  }
  return size;
}
