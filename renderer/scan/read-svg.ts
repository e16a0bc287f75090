/**
 * An SVG file to pixels. Runs in the scan worker, loaded when the first SVG comes: Chromium decodes SVG for documents
 * alone, where a code of many parts holds the page up.
 * The rule: nothing of a drawing is run or fetched. resvg has no scripts, and here neither fonts nor files.
 */
import { initWasm, Resvg, type ResvgRenderOptions } from '@resvg/resvg-wasm';
import type { Picture } from './picture.ts';
import { PictureError } from './read-picture.ts';

/** A code with each module as an element of its own has some hundred kilobytes. */
const MAX_SVG_BYTES = 8 * 1024 * 1024;

/** Longest side of the drawing in pixels: at least this, so that small icons with a code are readable. */
const MIN_SIDE = 1200;
const MAX_SIDE = 3000;

const OPTIONS: ResvgRenderOptions = { font: { loadSystemFonts: false } };

let started: Promise<void> | null = null;

/**
 * Draws an SVG, as large as it says but within bounds; where it says nothing, what is drawn in it counts.
 * @param readWasm gives the bytes of resvg's .wasm; asked until they are there, then no more. Its failure is thrown on.
 * @throws PictureError `too-large` (also of what multiplies itself) or `broken`; WebAssembly.RuntimeError, after which
 * nothing more can be drawn here.
 */
export async function readSvg(file: Blob, readWasm: () => Promise<ArrayBuffer>): Promise<Picture> {
  if (file.size > MAX_SVG_BYTES) throw new PictureError('too-large');
  started ??= readWasm().then(initWasm);
  try {
    await started;
  } catch (error) {
    // What could not be loaded now may be there for the next drawing.
    started = null;
    throw error;
  }
  const text = await file.text();
  try {
    return draw(text);
  } catch (cause) {
    if (cause instanceof WebAssembly.RuntimeError) throw cause;
    // resvg bounds the elements of a drawing, those that it repeats included.
    throw new PictureError(/limit/.test(String(cause)) ? 'too-large' : 'broken', { cause });
  }
}

function draw(text: string): Picture {
  const asked = new Resvg(text, OPTIONS);
  const side = Math.max(asked.width, asked.height);
  asked.free();
  const zoom = Math.min(Math.max(side, MIN_SIDE), MAX_SIDE) / side;
  const drawing = new Resvg(text, { ...OPTIONS, fitTo: { mode: 'zoom', value: zoom } });
  const image = drawing.render();
  const { width, height, pixels } = image;
  image.free();
  drawing.free();
  const data = new Uint8ClampedArray(pixels);
  makeStraight(data);
  return { data, width, height };
}

/** Colours that were multiplied by their opacity, as they are without it; in place. */
function makeStraight(data: Uint8ClampedArray): void {
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] ?? 0;
    if (alpha === 0 || alpha === 255) continue;
    for (let part = at; part < at + 3; part += 1) data[part] = ((data[part] ?? 0) * 255) / alpha;
  }
}
