/**
 * A PNG with transparency, drawn on one shade, under Node: what decodes pictures for the command takes what shows through for black.
 * The rule: the size is bounded before anything is unpacked, and what does not add up gives nothing.
 * Format: PNG (RFC 2083), sections 4 and 6; interlaced pictures are left alone.
 */
import { inflateSync } from 'node:zlib';

export interface FlatPicture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and a full alpha a pixel. */
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

const PIXELS_MAX = 12_000_000;
/** Samples a pixel, by colour type: grey, red green blue, palette, grey and alpha, all four. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const PALETTE = 3;
const ALPHA_BIT = 4;

/**
 * Null for what is no such PNG, has no transparency, is too large or is damaged.
 * @param behind the shade of grey that shows through, 0 to 255.
 */
export function flattenTransparentPng(bytes: Uint8Array, behind: number): FlatPicture | null {
  const chunks = chunksOf(bytes);
  const header = chunks.get('IHDR');
  if (header?.length !== 13) return null;
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth = 0, colour = 0, , , interlace] = header.subarray(8);
  const samples = SAMPLES[colour];
  const transparency = chunks.get('tRNS');
  const hasAlpha = (colour & ALPHA_BIT) !== 0 || (colour === PALETTE && transparency !== undefined);
  if (!hasAlpha || samples === undefined || ![1, 2, 4, 8, 16].includes(depth) || interlace !== 0) return null;
  if (width === 0 || height === 0 || width * height > PIXELS_MAX) return null;
  const rowBytes = Math.ceil((width * samples * depth) / 8);
  const rows = unfiltered(chunks.get('IDAT'), rowBytes, height, Math.max(1, (samples * depth) / 8));
  if (rows === null) return null;
  const palette = chunks.get('PLTE') ?? new Uint8Array();
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at += 1) {
    // Millions of times: nothing is allocated in here.
    const row = Math.floor(at / width) * rowBytes;
    const bit = (at % width) * samples * depth;
    const first = sampleAt(rows, row, bit, depth);
    const last = sampleAt(rows, row, bit + (samples - 1) * depth, depth);
    const alpha = colour === PALETTE ? (transparency?.[first] ?? 255) : last;
    for (let part = 0; part < 3; part += 1) {
      const value =
        colour === PALETTE
          ? (palette[3 * first + part] ?? 0)
          : samples === 2
            ? first
            : sampleAt(rows, row, bit + part * depth, depth);
      data[at * 4 + part] = behind + ((value - behind) * alpha) / 255;
    }
    data[at * 4 + 3] = 255;
  }
  return { width, height, data };
}

/** The chunks that matter, by name; the parts of the pixels joined. */
function chunksOf(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const chunks = new Map<string, Uint8Array>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pixels: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (name === 'IDAT') pixels.push(content);
    else if (!chunks.has(name)) chunks.set(name, content);
    at += 12 + length;
  }
  return chunks.set('IDAT', new Uint8Array(Buffer.concat(pixels)));
}

/** Section 6: each row says how it is told from its neighbours. Null when the pixels are damaged. */
function unfiltered(
  packed: Uint8Array | undefined,
  rowBytes: number,
  height: number,
  step: number,
): Uint8Array | null {
  const size = height * (rowBytes + 1);
  let raw: Uint8Array;
  try {
    raw = inflateSync(packed ?? new Uint8Array(), { maxOutputLength: size });
  } catch {
    return null;
  }
  if (raw.length !== size) return null;
  const rows = new Uint8Array(height * rowBytes);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (rowBytes + 1)] ?? 0;
    if (filter > 4) return null;
    for (let x = 0; x < rowBytes; x += 1) {
      const at = y * rowBytes + x;
      const left = x >= step ? (rows[at - step] ?? 0) : 0;
      const up = y > 0 ? (rows[at - rowBytes] ?? 0) : 0;
      const corner = x >= step && y > 0 ? (rows[at - rowBytes - step] ?? 0) : 0;
      const guess = guessOf(filter, left, up, corner);
      rows[at] = (raw[y * (rowBytes + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return rows;
}

/** What a byte is told from, by the row's filter. */
function guessOf(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  return filter === 4 ? paeth(left, up, corner) : 0;
}

/** Section 6.6: the neighbour that is nearest to left + up - corner. */
function paeth(left: number, up: number, corner: number): number {
  const byLeft = Math.abs(up - corner);
  const byUp = Math.abs(left - corner);
  const byCorner = Math.abs(left + up - 2 * corner);
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

/** A sample as 0 to 255, or as it is where it is a palette's index; of sixteen bits the higher eight. */
function sampleAt(rows: Uint8Array, rowStart: number, bit: number, depth: number): number {
  const byte = rows[rowStart + (bit >> 3)] ?? 0;
  // Only palettes have samples of less than a byte here.
  return depth >= 8 ? byte : (byte >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}
