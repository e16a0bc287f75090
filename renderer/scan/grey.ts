/**
 * Colour to grey, with transparency flattened onto white or black. Pure; runs in the scan worker and under Node.
 * The rule: luma as ITU-R BT.601 has it, since most coloured codes were chosen by how bright they look.
 */
import type { Grey, Picture } from './picture.ts';

/** True where any pixel lets more than a trace of the background through. */
export function hasTransparency(picture: Picture): boolean {
  const { data } = picture;
  for (let i = 3; i < data.length; i += 4) if ((data[i] as number) < 250) return true;
  return false;
}

/** Grey values of an opaque picture; alpha is not looked at. */
export function toGrey(picture: Picture): Grey {
  const { data, width, height } = picture;
  const size = width * height;
  const pixels = new Uint32Array(data.buffer, data.byteOffset, size);
  const grey = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    const p = pixels[i] as number;
    grey[i] = ((p & 255) * 306 + ((p >>> 8) & 255) * 601 + ((p >>> 16) & 255) * 117) >> 10;
  }
  return { data: grey, width, height };
}

/** Grey values as they look on a background of that grey (0 to 255). */
export function toGreyOn(picture: Picture, background: number): Grey {
  const { data, width, height } = picture;
  const grey = new Uint8Array(width * height);
  for (let i = 0, j = 0; i < grey.length; i++, j += 4) {
    const alpha = data[j + 3] as number;
    const luma =
      ((data[j] as number) * 306 + (data[j + 1] as number) * 601 + (data[j + 2] as number) * 117) / 1024;
    grey[i] = (luma * alpha + background * (255 - alpha)) / 255;
  }
  return { data: grey, width, height };
}
