/**
 * Colour to grey, with transparency flattened onto white or black. Pure; runs in the scan worker and under Node.
 * The rule: luma about as ITU-R BT.601 has it, since most coloured codes were chosen by how bright they look.
 */
import type { Grey, Picture } from './picture.ts';

/** Red and blue weights (of 256) for one multiplication of both at once. */
const RED_BLUE = (77 << 16) | 29;

/** Int32, since V8 keeps those in registers and unsigned ones beyond 2^31 not. */
function pixelsOf({ data, width, height }: Picture): Int32Array {
  const isAligned = data.byteOffset % 4 === 0;
  const bytes = isAligned ? data : data.slice();
  return new Int32Array(bytes.buffer, bytes.byteOffset, width * height);
}

const luma = (p: number): number =>
  ((Math.imul(p & 0xff00ff, RED_BLUE) >>> 16) + ((p >>> 8) & 255) * 150) >>> 8;

/** Grey values, and whether every pixel is opaque: where one is not, they must be taken with `toGreyOn` instead. */
export function toGrey(picture: Picture): { readonly grey: Grey; readonly isOpaque: boolean } {
  const { width, height } = picture;
  const pixels = pixelsOf(picture);
  const count = pixels.length;
  const data = new Uint8Array((count + 3) & ~3);
  const words = new Int32Array(data.buffer);
  let all = -1;
  // Four at a time: a third of the time of storing single bytes. All our platforms are little-endian.
  const whole = count & ~3;
  for (let i = 0; i < whole; i += 4) {
    const a = pixels[i] as number;
    const b = pixels[i + 1] as number;
    const c = pixels[i + 2] as number;
    const d = pixels[i + 3] as number;
    all &= a & b & c & d;
    // Screens are mostly flat.
    if (a === b && b === c && c === d) words[i >> 2] = Math.imul(luma(a), 0x01010101);
    else words[i >> 2] = luma(a) | (luma(b) << 8) | (luma(c) << 16) | (luma(d) << 24);
  }
  for (let i = whole; i < count; i++) {
    all &= pixels[i] as number;
    data[i] = luma(pixels[i] as number);
  }
  return {
    grey: { data: data.subarray(0, count), width, height },
    isOpaque: count === 0 || all >>> 24 === 255,
  };
}

/** Grey values as they look on a background of that grey (0 to 255). */
export function toGreyOn(picture: Picture, background: number): Grey {
  const { data, width, height } = picture;
  const grey = new Uint8Array(width * height);
  for (let i = 0, j = 0; i < grey.length; i++, j += 4) {
    const alpha = data[j + 3] as number;
    const luma =
      ((data[j] as number) * 77 + (data[j + 1] as number) * 150 + (data[j + 2] as number) * 29) / 256;
    grey[i] = (luma * alpha + background * (255 - alpha)) / 255;
  }
  return { data: grey, width, height };
}

/** One colour channel (0 red, 1 green, 2 blue) as grey: for codes whose colours are equally bright. */
export function channelOf(picture: Picture, channel: 0 | 1 | 2): Grey {
  const { data, width, height } = picture;
  const grey = new Uint8Array(width * height);
  for (let i = 0, j: number = channel; i < grey.length; i++, j += 4) grey[i] = data[j] as number;
  return { data: grey, width, height };
}
