/**
 * Any picture drawn small, as an account's icon. Runs in the page, whose sandbox is the only place where pictures of strangers
 * are decoded. The rule: what it claims is bounded before it is decoded, and what is kept are pixels, never the file.
 */
import { type PictureHeader, readPictureHeader } from './scan/picture-header.ts';
import { isSvgTooMuch } from './scan/svg-weight.ts';

/** Pixels a side: sharp at twice the largest size that a row draws. */
export const ICON_SIDE = 96;
/** The contract's bound. 96 × 96 pixels take 36 KiB before PNG packs them. */
const ICON_BYTES_MAX = 48 * 1024;
const FILE_BYTES_MAX = 8 * 1024 * 1024;
/** Pixels a side of what strangers bring by the hundred: 16 MiB decoded at most; icons are far smaller. */
export const SIDE_MAX = 2048;
/** Of one picture that a person chose, a photograph, say: decoded, four bytes each, 64 MiB at most. */
export const OWN_PIXELS_MAX = 16 * 1024 * 1024;

let turn: Promise<unknown> = Promise.resolve();

/** A small PNG as `drawNow` gives it, one after another however many are asked for: only one picture at a time is in memory decoded. */
export function drawSmall(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null> {
  return inTurn(bytes, ({ width, height }) => Math.max(width, height) <= SIDE_MAX);
}

/** The same for the one picture that a person chose, of which no byte is read when there are too many. Rejects when it cannot be read. */
export async function drawOwnSmall(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  if (file.size > FILE_BYTES_MAX) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  return inTurn(bytes, ({ width, height }) => width * height <= OWN_PIXELS_MAX);
}

type Size = NonNullable<PictureHeader['size']>;

function inTurn(bytes: Uint8Array<ArrayBuffer>, isOpened: (size: Size) => boolean) {
  const drawn = turn.then(() => drawNow(bytes, isOpened));
  turn = drawn.catch(() => null);
  return drawn;
}

/** A PNG of the picture, fitted into a square with clear margins; null for what is no picture or too large to open. */
async function drawNow(
  bytes: Uint8Array<ArrayBuffer>,
  isOpened: (size: Size) => boolean,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const header = bytes.byteLength <= FILE_BYTES_MAX ? readPictureHeader(bytes) : null;
  if (header === null) return null;
  try {
    if (header.kind === 'svg') return await withSvg(bytes, fitted);
    if (header.size === null || !isOpened(header.size)) return null;
    const bitmap = await createImageBitmap(new Blob([bytes]));
    try {
      return await fitted(bitmap, bitmap.width, bitmap.height);
    } finally {
      bitmap.close();
    }
  } catch {
    // Broken pictures are no news: the account has its issuer's mark or its initials.
    return null;
  }
}

type Draw = (
  source: CanvasImageSource,
  width: number,
  height: number,
) => Promise<Uint8Array<ArrayBuffer> | null>;

/** Only <img> decodes SVG; there it runs no script and loads nothing. */
async function withSvg(bytes: Uint8Array<ArrayBuffer>, draw: Draw): Promise<Uint8Array<ArrayBuffer> | null> {
  if (isSvgTooMuch(new TextDecoder().decode(bytes))) return null;
  const url = URL.createObjectURL(new Blob([bytes], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    // One that names no size is square.
    return await draw(image, image.naturalWidth || ICON_SIDE, image.naturalHeight || ICON_SIDE);
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function fitted(
  source: CanvasImageSource,
  width: number,
  height: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const canvas = new OffscreenCanvas(ICON_SIDE, ICON_SIDE);
  const context = canvas.getContext('2d');
  if (!context) return null;
  const scale = ICON_SIDE / Math.max(width, height);
  const [wide, high] = [Math.max(1, width * scale), Math.max(1, height * scale)];
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, (ICON_SIDE - wide) / 2, (ICON_SIDE - high) / 2, wide, high);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return blob.size <= ICON_BYTES_MAX ? new Uint8Array(await blob.arrayBuffer()) : null;
}
