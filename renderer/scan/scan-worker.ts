/**
 * The scan worker: one picture or PDF at a time in, codes out as they are found. Runs in a module Web Worker.
 * The rule: this script alone is served with 'wasm-unsafe-eval', and it fetches nothing but the app's own .wasm files
 * and pictures of the screen that main keeps for it.
 */
import resvgUrl from '@resvg/resvg-wasm/index_bg.wasm?url';
import zxingUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { cutOutOf } from './cut-out.ts';
import { createEngine } from './engine.ts';
import { findCodes } from './find-codes.ts';
import { createJsqrEngine } from './jsqr-engine.ts';
import type { FoundCode, Picture, ScanHint, ScanResult } from './picture.ts';
import { isPdf, isSvg, PictureError, pixelsOf, readPicture } from './read-picture.ts';
import type { ScanReply, ScanRequest, ScanSource } from './scan-messages.ts';

/** The part of DedicatedWorkerGlobalScope that is used; the page's types know only Window. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ScanRequest>) => void) | null;
  postMessage(message: ScanReply, transfer?: readonly Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;

/** Pages of a PDF beyond these are not looked at; the page says so. */
const MOST_PAGES = 100;
/** Milliseconds: for one page, which is judged like a screen, and for a whole PDF. */
const PAGE_BUDGET_MS = 1500;
const PDF_BUDGET_MS = 30_000;

type FileRequest = ScanRequest & { readonly source: { readonly kind: 'file'; readonly file: Blob } };

const readBytes = async (url: string) => (await fetch(url)).arrayBuffer();

const engine = readBytes(zxingUrl).then(createEngine).catch(createJsqrEngine);

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
  if (source.kind === 'file') return pictureOfFile(source.file);
  if (source.kind === 'bitmap') return pixelsOf(source.bitmap);
  const { width, height } = source;
  const data = source.kind === 'address' ? await fetchPixels(source.address) : source.data;
  if (data.byteLength !== width * height * 4) throw new PictureError('broken');
  if (source.kind === 'address' || source.order === 'bgra') bgraToRgba(data);
  return { data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength), width, height };
}

async function pictureOfFile(file: Blob): Promise<Picture> {
  if (!(await isSvg(file))) return readPicture(file);
  const { readSvg } = await import('./read-svg.ts');
  return readSvg(file, () => readBytes(resvgUrl));
}

/** The pages of a PDF, one after the other, until the time is up; a page that cannot be drawn leaves the others. */
async function scanPdf(request: FileRequest): Promise<ScanResult> {
  const { openPdf } = await import('./read-pdf.ts');
  const pdf = await openPdf(request.source.file);
  const endMs = performance.now() + PDF_BUDGET_MS;
  const total = pdf.count;
  const hints = new Set<ScanHint>();
  const codes: FoundCode[] = [];
  let looked = { width: 0, height: 0 };
  let lookedAt = 0;
  let lastProblem: unknown = null;
  for (let number = 1; number <= Math.min(total, MOST_PAGES); number++) {
    const leftMs = endMs - performance.now();
    if (leftMs <= 0) break;
    scope.postMessage({ kind: 'page', number, total });
    try {
      const picture = await pdf.draw(number);
      const result = await scanPicture(
        picture,
        { ...request, budgetMs: Math.min(request.budgetMs, PAGE_BUDGET_MS, leftMs) },
        (text) => codes.every((code) => code.text !== text),
      );
      codes.push(...result.codes.filter((code) => codes.every(({ text }) => text !== code.text)));
      for (const hint of result.hints) hints.add(hint);
      looked = result.looked;
      lookedAt += 1;
    } catch (cause) {
      lastProblem = cause;
    }
  }
  await pdf.close();
  if (lookedAt === 0 && lastProblem !== null) throw lastProblem;
  return { codes, looked, hints: [...hints], pages: { lookedAt, total } };
}

async function scanPicture(
  picture: Picture,
  { budgetMs, isThorough, wantsCutOuts }: ScanRequest,
  isNew: (text: string) => boolean = () => true,
): Promise<ScanResult> {
  return findCodes(picture, {
    engine: await engine,
    budgetMs,
    isThorough,
    onFound: (code) => {
      if (!isNew(code.text)) return;
      const cutOut = wantsCutOuts ? cutOutOf(picture, code) : null;
      scope.postMessage({ kind: 'found', code: { ...code, cutOut } }, cutOut ? [cutOut] : []);
    },
  });
}

async function scan(request: ScanRequest): Promise<void> {
  const { source } = request;
  const result =
    source.kind === 'file' && (await isPdf(source.file))
      ? await scanPdf({ ...request, source })
      : await scanPicture(await pictureOf(source), request);
  scope.postMessage({ kind: 'done', result });
}

scope.onmessage = ({ data }) => {
  scan(data).catch((cause: unknown) => {
    // A program that broke off can do nothing more: the page ends a worker that reports an error, and starts another.
    if (cause instanceof WebAssembly.RuntimeError) return reportError(cause);
    scope.postMessage({ kind: 'failed', problem: cause instanceof PictureError ? cause.problem : 'broken' });
  });
};
