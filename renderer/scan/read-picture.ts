/**
 * A picture file to pixels, inside the scan worker; a drawing (SVG) and a PDF have readers of their own.
 * The rule: bounds are checked before decoding (bytes, then the size that the header claims) and after it.
 */
import type { Picture } from './picture.ts';
import { HEADER_BYTES, readPictureHeader } from './picture-header.ts';
import type { PictureProblem } from './scan-messages.ts';

export const MAX_FILE_BYTES = 64 * 1024 * 1024;
export const MAX_PIXELS = 64_000_000;

/** A file that cannot be looked at; `problem` says why. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
  readonly problem: PictureProblem;

  constructor(problem: PictureProblem, options?: ErrorOptions) {
    super(problem, options);
    this.problem = problem;
  }
}

/** True for a file that says within its first 1,024 bytes that it is a PDF (ISO 32000-1, annex H, note 13). */
export async function isPdf(file: Blob): Promise<boolean> {
  return (await file.slice(0, 1024 + 5).text()).includes('%PDF-');
}

/** True for a drawing: by its first bytes, or by its type or name, where a long comment or a DOCTYPE comes first. */
export async function isSvg(file: Blob): Promise<boolean> {
  const header = readPictureHeader(new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()));
  if (header) return header.kind === 'svg';
  return file.type === 'image/svg+xml' || (file instanceof File && /\.svg$/i.test(file.name));
}

/** Decodes PNG, JPEG, WebP, GIF (first frame), BMP, ICO or AVIF. Throws PictureError. */
export async function readPicture(file: Blob): Promise<Picture> {
  if (file.size > MAX_FILE_BYTES) throw new PictureError('too-large');
  if (file.size === 0) throw new PictureError('broken');
  const header = readPictureHeader(new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()));
  if (!header || header.kind === 'svg') throw new PictureError('not-a-picture');
  if (header.kind === 'heic') throw new PictureError('heic');
  if (header.size) {
    const pixels = header.size.width * header.size.height;
    if (pixels > MAX_PIXELS) throw new PictureError('too-large');
    if (pixels === 0) throw new PictureError('broken');
  }
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { premultiplyAlpha: 'none', colorSpaceConversion: 'none' });
  } catch (cause) {
    throw new PictureError('broken', { cause });
  }
  return pixelsOf(bitmap);
}

/** The pixels of a bitmap, which is closed. Throws PictureError. */
export function pixelsOf(bitmap: ImageBitmap): Picture {
  const { width, height } = bitmap;
  try {
    if (width * height > MAX_PIXELS) throw new PictureError('too-large');
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) throw new PictureError('broken');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, width, height);
  } finally {
    bitmap.close();
  }
}
