/**
 * An SVG file to an ImageBitmap, on the page, since only documents can decode SVG.
 * The rule: it goes through <img>, where SVG runs no script and loads nothing.
 */
import { MAX_FILE_BYTES, PictureError } from './read-picture.ts';

/** Longest side of the drawing in pixels: at least this, so that small icons with a code are readable. */
const MIN_SIDE = 1200;
const MAX_SIDE = 3000;

/** True for a file that must go through `readSvg`: by its type, or by its name where there is no type. */
export function isSvg(file: Blob): boolean {
  return file.type === 'image/svg+xml' || (file instanceof File && /\.svg$/i.test(file.name));
}

/** Draws an SVG. Throws PictureError `too-large` or `broken`. */
export async function readSvg(file: Blob): Promise<ImageBitmap> {
  if (file.size > MAX_FILE_BYTES) throw new PictureError('too-large');
  const url = URL.createObjectURL(new Blob([file], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const side = Math.max(image.naturalWidth, image.naturalHeight, 1);
    const scale = Math.min(Math.max(side, MIN_SIDE), MAX_SIDE) / side;
    return await createImageBitmap(image, {
      resizeWidth: Math.max(1, Math.round((image.naturalWidth || 1) * scale)),
      resizeHeight: Math.max(1, Math.round((image.naturalHeight || 1) * scale)),
      resizeQuality: 'high',
    });
  } catch (cause) {
    throw new PictureError('broken', { cause });
  } finally {
    URL.revokeObjectURL(url);
  }
}
