/**
 * Ways to prepare a grey picture: scaled, denoised, sharpened, evened out. Pure; runs in the worker and under Node.
 * The rule: a filter returns a new picture of known size and never changes the one it was given.
 */
import type { Grey } from './picture.ts';

/** Half the size; each pixel the mean of four. */
export function halved(grey: Grey): Grey {
  const { data: source, width: stride } = grey;
  const width = stride >> 1;
  const height = grey.height >> 1;
  const data = new Uint8Array(width * height);
  // Four pixels at a time as 32-bit words where rows are aligned.
  const isAligned = stride % 4 === 0 && source.byteOffset % 4 === 0 && source.length % 4 === 0;
  const words = isAligned ? new Int32Array(source.buffer, source.byteOffset, source.length >> 2) : null;
  for (let y = 0, j = 0; y < height; y++) {
    let i = y * 2 * stride;
    if (words) {
      let top = i >> 2;
      let low = (i + stride) >> 2;
      for (let x = 0; x < width; x += 2, j += 2, top++, low++) {
        const a = words[top] as number;
        const b = words[low] as number;
        const even =
          (a & 0xff00ff) + (b & 0xff00ff) + ((a >>> 8) & 0xff00ff) + ((b >>> 8) & 0xff00ff) + 0x20002;
        data[j] = (even & 0xffff) >>> 2;
        data[j + 1] = even >>> 18;
      }
      continue;
    }
    for (let x = 0; x < width; x++, i += 2, j++)
      data[j] =
        ((source[i] as number) +
          (source[i + 1] as number) +
          (source[i + stride] as number) +
          (source[i + stride + 1] as number) +
          2) >>
        2;
  }
  return { data, width, height };
}

/** Twice the size, bilinear. */
export function doubled(grey: Grey): Grey {
  const { width, height } = grey;
  const data = new Uint8Array(width * height * 4);
  const at = (x: number, y: number) =>
    grey.data[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))] as number;
  for (let y = 0, j = 0; y < height * 2; y++) {
    const near = y >> 1;
    const far = near + ((y & 1) === 1 ? 1 : -1);
    for (let x = 0; x < width * 2; x++, j++) {
      const left = x >> 1;
      const right = left + ((x & 1) === 1 ? 1 : -1);
      data[j] = (9 * at(left, near) + 3 * at(right, near) + 3 * at(left, far) + at(right, far) + 8) >> 4;
    }
  }
  return { data, width: width * 2, height: height * 2 };
}

/** The part of a picture from (left, top), within its bounds. */
export function cropped(grey: Grey, left: number, top: number, width: number, height: number): Grey {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const start = (top + y) * grey.width + left;
    data.set(grey.data.subarray(start, start + width), y * width);
  }
  return { data, width, height };
}

/** Median of 3 × 3: takes out single wrong pixels. */
export function medianFiltered(grey: Grey): Grey {
  const { data, width, height } = grey;
  const result = data.slice();
  const p = new Uint8Array(9);
  const order = (a: number, b: number) => {
    const x = p[a] as number;
    const y = p[b] as number;
    if (x > y) {
      p[a] = y;
      p[b] = x;
    }
  };
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      for (let k = 0; k < 9; k++) p[k] = data[i + (((k / 3) | 0) - 1) * width + (k % 3) - 1] as number;
      // Devillard's network: the median of nine in 19 exchanges.
      order(1, 2);
      order(4, 5);
      order(7, 8);
      order(0, 1);
      order(3, 4);
      order(6, 7);
      order(1, 2);
      order(4, 5);
      order(7, 8);
      order(0, 3);
      order(5, 8);
      order(4, 7);
      order(3, 6);
      order(1, 4);
      order(2, 5);
      order(4, 7);
      order(4, 2);
      order(6, 4);
      order(4, 2);
      result[i] = p[4] as number;
    }
  return { data: result, width, height };
}

/** Mean over a square of 2 × radius + 1, edges repeated; `target` may be `source`. */
function boxBlur(
  source: Float32Array,
  width: number,
  height: number,
  radius: number,
  target: Float32Array,
): void {
  const length = Math.max(width, height);
  const line = new Float32Array(length);
  const share = 1 / (2 * radius + 1);
  const pass = (start: number, step: number, count: number, from: Float32Array) => {
    for (let i = 0; i < count; i++) line[i] = from[start + i * step] as number;
    let sum = 0;
    for (let i = -radius; i <= radius; i++) sum += line[Math.min(count - 1, Math.max(0, i))] as number;
    for (let i = 0; i < count; i++) {
      target[start + i * step] = sum * share;
      sum +=
        (line[Math.min(count - 1, i + radius + 1)] as number) - (line[Math.max(0, i - radius)] as number);
    }
  };
  for (let y = 0; y < height; y++) pass(y * width, 1, width, source);
  for (let x = 0; x < width; x++) pass(x, width, height, target);
}

/** Undoes some of a blur of about 2 pixels (van Cittert's iteration); stretched so that nothing is cut off. */
export function sharpened(grey: Grey, rounds: number): Grey {
  const { width, height } = grey;
  const seen = Float32Array.from(grey.data);
  const guess = seen.slice();
  const blurred = new Float32Array(seen.length);
  for (let round = 0; round < rounds; round++) {
    boxBlur(guess, width, height, 2, blurred);
    boxBlur(blurred, width, height, 2, blurred);
    for (let i = 0; i < guess.length; i++)
      guess[i] = (guess[i] as number) + (seen[i] as number) - (blurred[i] as number);
  }
  const data = new Uint8Array(guess.length);
  for (let i = 0; i < guess.length; i++)
    data[i] = Math.min(255, Math.max(0, 64 + (guess[i] as number) * 0.5));
  return { data, width, height };
}

/** Every place stretched by the mean and spread of its neighbourhood, so that shade and glare do not matter. */
export function evenedOut(grey: Grey, radius: number): Grey {
  const { width, height } = grey;
  const source = Float32Array.from(grey.data);
  const mean = new Float32Array(source.length);
  boxBlur(source, width, height, radius, mean);
  const spread = source.map((value) => value * value);
  boxBlur(spread, width, height, radius, spread);
  const data = new Uint8Array(source.length);
  for (let i = 0; i < source.length; i++) {
    const middle = mean[i] as number;
    const deviation = Math.sqrt(Math.max(0, (spread[i] as number) - middle * middle)) + 1.5;
    data[i] = Math.min(255, Math.max(0, 128 + (70 * ((source[i] as number) - middle)) / deviation));
  }
  return { data, width, height };
}

/** True for drawn pictures: most neighbours are exactly equal. Photographs have grain everywhere. */
export function isScreenLike(grey: Grey): boolean {
  const { data } = grey;
  const step = Math.max(1, Math.floor(data.length / 20_000));
  let equal = 0;
  let count = 0;
  for (let i = 0; i + 1 < data.length; i += step) {
    if (data[i] === data[i + 1]) equal += 1;
    count += 1;
  }
  return equal > count * 0.6;
}
