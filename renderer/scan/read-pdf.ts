/**
 * The pages of a PDF as pixels. Runs in the scan worker, loaded when the first PDF comes: pdf.js is large.
 * The rule: nothing of a document is run or fetched. It has no scripts here (they need pdf.js's sandbox), no fonts of
 * the system, and of its decoders only the two files that the app itself brings.
 */
import './with-resolvers.ts';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
// Its presence makes pdf.js parse in this worker rather than start another, which nobody could end with this one.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import jbig2Url from 'pdfjs-dist/wasm/jbig2.wasm?url';
import openjpegUrl from 'pdfjs-dist/wasm/openjpeg.wasm?url';
import type { Picture } from './picture.ts';
import { MAX_PIXELS, PictureError } from './read-picture.ts';

/** 200 dots an inch: modules of a code that was made to be printed then have 4 pixels and more. */
const SCALE = 200 / 72;
/** A page smaller than this is drawn larger: codes for a label or a screen. */
const LEAST_SIDE = 1200;
const MOST_PAGE_PIXELS = 12_000_000;
const MOST_SIDE = 16_000;

export interface PdfPages {
  readonly count: number;
  /** Draws a page, from 1. Throws PictureError `broken`. */
  draw(number: number): Promise<Picture>;
  close(): Promise<void>;
}

/** pdf.js makes its canvases through this one; the worker has no document to make them. */
class Canvases {
  create(width: number, height: number) {
    if (!(width > 0 && height > 0 && width * height <= MAX_PIXELS)) throw new PictureError('too-large');
    const canvas = new OffscreenCanvas(width, height);
    return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) };
  }
  reset(place: { canvas: OffscreenCanvas }, width: number, height: number) {
    if (!(width * height <= MAX_PIXELS)) throw new PictureError('too-large');
    place.canvas.width = width;
    place.canvas.height = height;
  }
  destroy(place: { canvas: OffscreenCanvas }) {
    place.canvas.width = 0;
    place.canvas.height = 0;
  }
}

/** SVG filters need a document, too; a code under one is drawn without. */
class Filters {
  addFilter = () => 'none';
  addHCMFilter = () => 'none';
  addAlphaFilter = () => 'none';
  addLuminosityFilter = () => 'none';
  addKnockoutFilter = () => 'none';
  addHighlightHCMFilter = () => 'none';
  addSelectionHCMFilter = () => 'none';
  addSelectionFilter = () => 'none';
  createSelectionStyle = () => null;
  destroy() {}
}

const DECODERS: ReadonlyMap<string, string> = new Map([
  ['jbig2.wasm', jbig2Url],
  ['openjpeg.wasm', openjpegUrl],
]);

/** What a document asks for beside itself: decoders of ours, and no font or character map. */
class OwnFiles {
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const url = DECODERS.get(filename);
    if (!url) throw new Error(`${filename} is not part of the app`);
    return new Uint8Array(await (await fetch(url)).arrayBuffer());
  }
}

/** Opens a PDF. Throws PictureError `pdf-locked` or `broken`. */
export async function openPdf(file: Blob): Promise<PdfPages> {
  const task = getDocument({
    data: new Uint8Array(await file.arrayBuffer()),
    CanvasFactory: Canvases,
    FilterFactory: Filters,
    BinaryDataFactory: OwnFiles,
    disableWorkerRendering: true,
    useWorkerFetch: false,
    // Fonts become paths: there is no document to load them into, and a code has none.
    disableFontFace: true,
    useSystemFonts: false,
    isImageDecoderSupported: false,
    maxImageSize: MAX_PIXELS,
    verbosity: VerbosityLevel.ERRORS,
  } as Parameters<typeof getDocument>[0]);
  try {
    const document = await task.promise;
    return {
      count: document.numPages,
      draw: (number) => drawPage(document, number),
      close: () => task.destroy(),
    };
  } catch (cause) {
    await task.destroy();
    const isLocked = cause instanceof Error && cause.name === 'PasswordException';
    throw new PictureError(isLocked ? 'pdf-locked' : 'broken', { cause });
  }
}

type PdfDocument = Awaited<ReturnType<typeof getDocument>['promise']>;

/** Pixels of a page side in points: printable, larger for small pages, bounded for posters. */
export function pageScale(width: number, height: number): number {
  const wanted = Math.max(SCALE, LEAST_SIDE / Math.max(width, height));
  return Math.min(
    wanted,
    Math.sqrt(MOST_PAGE_PIXELS / (width * height)),
    MOST_SIDE / Math.max(width, height),
  );
}

async function drawPage(document: PdfDocument, number: number): Promise<Picture> {
  try {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: pageScale(width, height) });
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.floor(viewport.width)),
      Math.max(1, Math.floor(viewport.height)),
    );
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new PictureError('broken');
    await page.render({
      canvas: null,
      canvasContext: context as unknown as CanvasRenderingContext2D,
      viewport,
      background: '#fff',
    }).promise;
    const picture = context.getImageData(0, 0, canvas.width, canvas.height);
    page.cleanup();
    return picture;
  } catch (cause) {
    throw cause instanceof PictureError ? cause : new PictureError('broken', { cause });
  }
}
