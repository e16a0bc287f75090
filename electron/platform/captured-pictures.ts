/**
 * Pictures of the screen on their way to whoever looks at them: kept in memory under an address that nobody can guess.
 * Runs in main. The rule: each is given out once and kept for a minute at most; a lock drops them all.
 */
import { randomUUID } from 'node:crypto';

/** BGRA, 4 bytes a pixel, rows from the top without padding. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly bgra: Uint8Array;
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the app's protocol answers with. */
export interface PictureBody {
  readonly contentType: string;
  readonly parts: readonly Uint8Array[];
}

export interface CapturedPictures {
  /** Keeps a picture, as bare pixels for a worker or as a BMP for an img element, and gives its address. */
  readonly keep: (pixels: Pixels, form: 'pixels' | 'bmp') => string;
  /** Gives out what is at this path, once; null when there is nothing (any more). */
  readonly take: (path: string) => PictureBody | null;
  readonly drop: () => void;
}

const FOLDER = '/capture/';
const KEEP_MS = 60_000;

/** @param base what an address starts with: nothing where the page comes from app:// itself. */
export function createCapturedPictures(base = ''): CapturedPictures {
  const kept = new Map<string, { readonly body: PictureBody; readonly timer: NodeJS.Timeout }>();
  const forget = (path: string) => {
    clearTimeout(kept.get(path)?.timer);
    kept.delete(path);
  };
  return {
    keep(pixels, form) {
      const path = `${FOLDER}${randomUUID()}`;
      const body =
        form === 'bmp'
          ? { contentType: 'image/bmp', parts: [bmpHeader(pixels), pixels.bgra] }
          : { contentType: 'application/octet-stream', parts: [pixels.bgra] };
      const timer = setTimeout(() => forget(path), KEEP_MS);
      timer.unref();
      kept.set(path, { body, timer });
      return `${base}${path}`;
    },
    take(path) {
      const body = kept.get(path)?.body ?? null;
      forget(path);
      return body;
    },
    drop() {
      for (const path of [...kept.keys()]) forget(path);
    },
  };
}

const BMP_HEADER_BYTES = 54;

/**
 * BITMAPFILEHEADER and BITMAPINFOHEADER of an uncompressed picture of 32 bits a pixel; a negative height says that
 * rows run from the top. https://learn.microsoft.com/windows/win32/api/wingdi/ns-wingdi-bitmapinfoheader
 */
function bmpHeader({ width, height, bgra }: Pixels): Uint8Array {
  const header = Buffer.alloc(BMP_HEADER_BYTES);
  header.write('BM', 'latin1');
  header.writeUInt32LE(BMP_HEADER_BYTES + bgra.byteLength, 2);
  header.writeUInt32LE(BMP_HEADER_BYTES, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(-height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(32, 28);
  return header;
}

/** The part of a picture inside `rectangle`, which is cut to the picture's edges; null where nothing is left. */
export function cropPixels({ width, height, bgra }: Pixels, rectangle: Rectangle): Pixels | null {
  const left = Math.max(0, rectangle.x);
  const top = Math.max(0, rectangle.y);
  const right = Math.min(width, rectangle.x + rectangle.width);
  const bottom = Math.min(height, rectangle.y + rectangle.height);
  if (right <= left || bottom <= top) return null;
  const rowBytes = (right - left) * 4;
  const cut = new Uint8Array(rowBytes * (bottom - top));
  for (let y = top; y < bottom; y++) {
    const start = (y * width + left) * 4;
    cut.set(bgra.subarray(start, start + rowBytes), (y - top) * rowBytes);
  }
  return { width: right - left, height: bottom - top, bgra: cut };
}

/** Whether no pixel has any colour: what Wayland and a missing permission give instead of an error. */
export function isBlack({ bgra }: Pixels): boolean {
  const step = Math.max(1, Math.floor(bgra.length / 4 / 250_000)) * 4;
  for (let at = 0; at + 2 < bgra.length; at += step) {
    if ((bgra[at] ?? 0) + (bgra[at + 1] ?? 0) + (bgra[at + 2] ?? 0) > 0) return false;
  }
  return true;
}
