/**
 * The page's side of scanning: hands pictures to a small pool of workers and passes results on. Runs in the page.
 * The rule: nothing here takes a frame's time. Pixels are transferred, and a worker that hangs or is no longer
 * wanted is ended and replaced, since WebAssembly cannot be interrupted.
 */
import type { ScanResult } from './picture.ts';
import { PictureError } from './read-picture.ts';
import type { ScannedCode, ScanReply, ScanRequest, ScanSource } from './scan-messages.ts';

/** Milliseconds: a screen is judged while someone waits in front of it; a chosen picture is worth more. */
export const SCREEN_BUDGET_MS = 1500;
export const PICTURE_BUDGET_MS = 4000;
/** A part of the screen that a person pointed at. */
export const REGION_BUDGET_MS = 6000;
/** How much longer than its budget a worker may take before it counts as hung. */
const GRACE_MS = 4000;
const WORKERS = Math.max(1, Math.min(3, (globalThis.navigator?.hardwareConcurrency ?? 2) - 1));

export interface ScanOptions {
  readonly budgetMs: number;
  /** Tries everything, also where nothing looks like a code: a person pointed there. Default no. */
  readonly isThorough?: boolean;
  /** Called for each code while the scan runs; also contained in the result. */
  readonly onFound?: (code: ScannedCode) => void;
  /** Gives each code passed to `onFound` a small picture of where it was, which the caller closes. Default no. */
  readonly wantsCutOuts?: boolean;
  /** Aborting ends the work at once; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Pixels to look at. The buffer behind `data` is transferred: it is empty afterwards. */
export interface PixelPicture {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  /** Screen captures are BGRA. Default RGBA. */
  readonly order?: 'rgba' | 'bgra';
}

const KINDS: ReadonlySet<unknown> = new Set<ScanReply['kind']>(['found', 'done', 'failed']);

const idle: Worker[] = [];
const waiting: ((worker: Worker) => void)[] = [];
let started = 0;

function startWorker(): Worker {
  return new Worker(new URL('./scan-worker.ts', import.meta.url), { type: 'module', name: 'scan' });
}

function takeWorker(): Promise<Worker> {
  const worker = idle.pop();
  if (worker) return Promise.resolve(worker);
  if (started < WORKERS) {
    started += 1;
    return Promise.resolve(startWorker());
  }
  return new Promise((resolve) => waiting.push(resolve));
}

function giveBack(worker: Worker): void {
  const next = waiting.shift();
  if (next) next(worker);
  else idle.push(worker);
}

/** Ends every idle worker; a later scan starts new ones. For when scanning is over for a while. */
export function restScanner(): void {
  for (const worker of idle.splice(0)) {
    worker.terminate();
    started -= 1;
  }
}

/** Looks for codes in pixels. Rejects with PictureError or the signal's reason. */
export function scanPicture(picture: PixelPicture, options: ScanOptions): Promise<ScanResult> {
  const { data, width, height, order = 'rgba' } = picture;
  return runScan({ kind: 'pixels', order, data, width, height }, [data.buffer as ArrayBuffer], options);
}

/** A captured display, region or window, whose pixels wait in main. */
export interface CapturedPicture {
  readonly address: string;
  readonly width: number;
  readonly height: number;
}

/** Looks for codes in a captured picture, which a worker fetches without the page. Rejects like `scanPicture`. */
export function scanCapture(
  { address, width, height }: CapturedPicture,
  options: ScanOptions,
): Promise<ScanResult> {
  // Relative to the page; the worker's own address is another.
  const absolute = new URL(address, window.location.href).href;
  return runScan({ kind: 'address', address: absolute, width, height }, [], options);
}

/** Looks for codes in a bitmap, which is given away: a frame of the camera. Rejects like `scanPicture`. */
export function scanBitmap(bitmap: ImageBitmap, options: ScanOptions): Promise<ScanResult> {
  return runScan({ kind: 'bitmap', bitmap }, [bitmap], options);
}

/** Looks for codes in a picture file of any kind that the worker can decode, or in the pages of a PDF. Rejects like `scanPicture`. */
export function scanFile(file: Blob, options: ScanOptions): Promise<ScanResult> {
  return runScan({ kind: 'file', file }, [], options);
}

async function runScan(
  source: ScanSource,
  transfer: Transferable[],
  options: ScanOptions,
): Promise<ScanResult> {
  const { budgetMs, onFound, wantsCutOuts = false, isThorough = false, signal } = options;
  signal?.throwIfAborted();
  const worker = await takeWorker();
  if (signal?.aborted) giveBack(worker);
  signal?.throwIfAborted();
  return new Promise<ScanResult>((resolve, reject) => {
    const found: ScannedCode[] = [];
    const stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      worker.onmessage = null;
      worker.onerror = null;
    };
    const replace = () => {
      stop();
      worker.terminate();
      giveBack(startWorker());
    };
    const abort = () => {
      replace();
      reject(signal?.reason);
    };
    const isHung = () => {
      replace();
      const { width = 0, height = 0 } = 'width' in source ? source : {};
      resolve({ codes: found, looked: { width, height }, hints: ['out-of-time'] });
    };
    let timer = setTimeout(isHung, budgetMs + GRACE_MS);
    worker.onmessage = ({ data: reply }: MessageEvent<ScanReply>) => {
      // A sign of life.
      if (reply.kind === 'page' || reply.kind === 'found') {
        clearTimeout(timer);
        timer = setTimeout(isHung, budgetMs + GRACE_MS);
      }
      if (reply.kind === 'page') return;
      // pdf.js announces itself to whoever listens when it is loaded.
      if (!KINDS.has(reply.kind)) return;
      if (reply.kind === 'found') {
        found.push(reply.code);
        onFound?.(reply.code);
        return;
      }
      stop();
      giveBack(worker);
      if (reply.kind === 'done') resolve(reply.result);
      else reject(new PictureError(reply.problem));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      replace();
      reject(new PictureError('broken'));
    };
    signal?.addEventListener('abort', abort);
    worker.postMessage({ source, budgetMs, isThorough, wantsCutOuts } satisfies ScanRequest, transfer);
  });
}
