/** Pictures of a screen as main gives them: BGRA pixels, with and without QR codes. Used by the page and unit tests. */
import { encode } from 'uqr';

export interface ScreenPixels {
  readonly width: number;
  readonly height: number;
  readonly bgra: Uint8Array;
}

/** A white screen with these texts as QR codes side by side. */
export function screenWith(texts: readonly string[], width = 900, height = 500, module = 5): ScreenPixels {
  const bgra = new Uint8Array(width * height * 4).fill(255);
  let left = 20;
  for (const text of texts) {
    const { data, size } = encode(text, { border: 4 });
    for (const [row, cells] of data.entries())
      for (const [column, isDark] of cells.entries())
        if (isDark) fill(left + column * module, 20 + row * module);
    left += (size + 2) * module;
  }
  return { width, height, bgra };

  function fill(x: number, y: number): void {
    for (let dy = 0; dy < module; dy++)
      for (let dx = 0; dx < module; dx++)
        bgra.fill(0, ((y + dy) * width + x + dx) * 4, ((y + dy) * width + x + dx) * 4 + 3);
  }
}

/** The same as a BMP, for an img element. */
export function toBmp({ width, height, bgra }: ScreenPixels): Uint8Array {
  const header = Buffer.alloc(54);
  header.write('BM', 'latin1');
  header.writeUInt32LE(54 + bgra.byteLength, 2);
  header.writeUInt32LE(54, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(-height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(32, 28);
  return Buffer.concat([header, bgra]);
}
