/**
 * The scan worker: one picture at a time in, codes out as they are found. Runs in a module Web Worker.
 * The rule: this script alone is served with 'wasm-unsafe-eval', and it fetches nothing but its own .wasm
 * and pictures of the screen that main keeps for it.
 */
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { createEngine } from './engine.ts';
import { findCodes } from './find-codes.ts';
import { createJsqrEngine } from './jsqr-engine.ts';
import type { FoundCode, Picture } from './picture.ts';
import { PictureError, pixelsOf, readPicture } from './read-picture.ts';
import type { ScanReply, ScanRequest, ScanSource } from './scan-messages.ts';

/** The part of DedicatedWorkerGlobalScope that is used; the page's types know only Window. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ScanRequest>) => void) | null;
  postMessage(message: ScanReply, transfer?: readonly Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const CUT_OUT_SIDE = 160;

const engine = fetch(wasmUrl)
  .then((answer) => answer.arrayBuffer())
  .then(createEngine)
  .catch(createJsqrEngine);

/** Screen captures are BGRA, and their alpha is not always set: swap and make opaque, in place. */
function bgraToRgba(data: Uint8Array | Uint8ClampedArray): void {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength >> 2);
  for (let i = 0; i < pixels.length; i++) {
    const p = pixels[i] as number;
    pixels[i] = 0xff000000 | ((p & 0xff) << 16) | (p & 0xff00) | ((p >>> 16) & 0xff);
  }
}

async function fetchPixels(address: string): Promise<Uint8Array> {
  const answer = await fetch(address);
  if (!answer.ok) throw new PictureError('broken');
  return new Uint8Array(await answer.arrayBuffer());
}

async function pictureOf(source: ScanSource): Promise<Picture> {
  if (source.kind === 'file') return readPicture(source.file);
  if (source.kind === 'bitmap') return pixelsOf(source.bitmap);
  const { width, height } = source;
  const data = source.kind === 'address' ? await fetchPixels(source.address) : source.data;
  if (data.byteLength !== width * height * 4) throw new PictureError('broken');
  if (source.kind === 'address' || source.order === 'bgra') bgraToRgba(data);
  return { data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength), width, height };
}

/**
 * The code and a little of what is around it; null when the platform cannot draw it. Done at once and not by
 * promise, so that the code is on its way to the page while the search goes on.
 */
function cutOutOf(picture: Picture, code: FoundCode): ImageBitmap | null {
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

async function scan(request: ScanRequest): Promise<void> {
  const picture = await pictureOf(request.source);
  const result = await findCodes(picture, {
    engine: await engine,
    budgetMs: request.budgetMs,
    isThorough: request.isThorough,
    onFound: (code) => {
      const cutOut = request.wantsCutOuts ? cutOutOf(picture, code) : null;
      scope.postMessage({ kind: 'found', code: { ...code, cutOut } }, cutOut ? [cutOut] : []);
    },
  });
  scope.postMessage({ kind: 'done', result });
}

scope.onmessage = ({ data }) => {
  scan(data).catch((cause: unknown) =>
    scope.postMessage({ kind: 'failed', problem: cause instanceof PictureError ? cause.problem : 'broken' }),
  );
};
