/**
 * The small picture of a code that the review shows. Runs in the scan worker.
 * The rule: it is no larger than it is shown, so that a sheet of hundreds stays light.
 */
import type { FoundCode, Picture } from './picture.ts';

/** Pixels of the longer side. */
const CUT_OUT_SIDE = 160;

/**
 * The code and a little of what is around it; null when the platform cannot draw it. Done at once and not by
 * promise, so that the code is on its way to the page while the search goes on.
 */
export function cutOutOf(picture: Picture, code: FoundCode): ImageBitmap | null {
  const xs = code.corners.map((corner) => corner.x);
  const ys = code.corners.map((corner) => corner.y);
  const margin = 0.12 * Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  const left = Math.max(0, Math.floor(Math.min(...xs) - margin));
  const top = Math.max(0, Math.floor(Math.min(...ys) - margin));
  const width = Math.min(picture.width, Math.ceil(Math.max(...xs) + margin)) - left;
  const height = Math.min(picture.height, Math.ceil(Math.max(...ys) + margin)) - top;
  if (!(width >= 1 && height >= 1)) return null;
  const cut = new ImageData(width, height);
  for (let y = 0; y < height; y++) {
    const start = ((top + y) * picture.width + left) * 4;
    cut.data.set(picture.data.subarray(start, start + width * 4), y * width * 4);
  }
  const scale = Math.min(1, CUT_OUT_SIDE / Math.max(width, height));
  const full = new OffscreenCanvas(width, height);
  const small = new OffscreenCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  const drawing = small.getContext('2d');
  full.getContext('2d')?.putImageData(cut, 0, 0);
  drawing?.drawImage(full, 0, 0, small.width, small.height);
  return drawing ? small.transferToImageBitmap() : null;
}
