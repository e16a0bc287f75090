/** Many QR codes side by side, as pixels. Pure; used by the scanner's tests. */
import { encode } from 'uqr';
import type { Picture } from '../../renderer/scan/picture.ts';

/** Draws each text as a code with a white border of four modules, `columns` in a row. The codes must be of one size. */
export function drawSheet(texts: readonly string[], columns: number, pixelsPerModule: number): Picture {
  const grids = texts.map((text) => encode(text, { border: 4 }));
  const side = Math.max(...grids.map(({ size }) => size)) * pixelsPerModule;
  const width = columns * side;
  const height = Math.ceil(texts.length / columns) * side;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [at, grid] of grids.entries()) {
    const left = (at % columns) * side;
    const top = Math.floor(at / columns) * side;
    for (let y = 0; y < grid.size * pixelsPerModule; y++)
      for (let x = 0; x < grid.size * pixelsPerModule; x++) {
        if (!grid.data[Math.floor(y / pixelsPerModule)]?.[Math.floor(x / pixelsPerModule)]) continue;
        data.fill(0, ((top + y) * width + left + x) * 4, ((top + y) * width + left + x) * 4 + 3);
      }
  }
  return { data, width, height };
}
