/**
 * An SVG file to an ImageBitmap, on the page, since only documents can decode SVG.
 * The rule: it goes through <img>, where SVG runs no script and loads nothing.
 */
import { PictureError } from './read-picture.ts';
import { isSvgTooMuch } from './svg-weight.ts';

/** Shape of a drawing that names no size: CSS gives it this one, and a code stays square in it. */
const DEFAULT_SIDE = 300;

/** A code with each module as an element of its own has some hundred kilobytes. */
const MAX_SVG_BYTES = 8 * 1024 * 1024;

/** Longest side of the drawing in pixels: at least this, so that small icons with a code are readable. */
const MIN_SIDE = 1200;
const MAX_SIDE = 3000;

/** True for a file that must go through `readSvg`: by its type, or by its name where there is no type. */
export function isSvg(file: Blob): boolean {
  return file.type === 'image/svg+xml' || (file instanceof File && /\.svg$/i.test(file.name));
}

/** Draws an SVG. Throws PictureError `too-large` or `broken`. */
export async function readSvg(file: Blob): Promise<ImageBitmap> {
  if (file.size > MAX_SVG_BYTES || isSvgTooMuch(await file.text())) throw new PictureError('too-large');
  const url = URL.createObjectURL(new Blob([file], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const width = image.naturalWidth || DEFAULT_SIDE;
    const height = image.naturalHeight || DEFAULT_SIDE;
    const side = Math.max(width, height);
    const scale = Math.min(Math.max(side, MIN_SIDE), MAX_SIDE) / side;
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(width * scale)),
      Math.max(1, Math.round(height * scale)),
    );
    const context = canvas.getContext('2d');
    if (!context) throw new PictureError('broken');
    // `createImageBitmap` refuses an SVG that has only a viewBox; drawing takes it, and draws its lines at full size.
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.transferToImageBitmap();
  } catch (cause) {
    throw new PictureError('broken', { cause });
  } finally {
    URL.revokeObjectURL(url);
  }
}
