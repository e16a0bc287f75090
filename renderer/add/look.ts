/**
 * Looks for codes: on the displays, or in files. Runs in the page, decoding in workers.
 * The rule: found texts are handed to the vault process by the caller and dropped; they are never shown or kept.
 */
import type { ScanHint, ScanResult } from '../scan/picture.ts';
import { PictureError } from '../scan/read-picture.ts';
import type { PictureProblem } from '../scan/scan-messages.ts';
import {
  type CapturedPicture,
  PICTURE_BUDGET_MS,
  REGION_BUDGET_MS,
  SCREEN_BUDGET_MS,
  scanCapture,
  scanFile,
} from '../scan/scanner.ts';
import { asTexts, textsWithLinks } from './authenticator-links.ts';

export interface LeftOut {
  readonly name: string;
  readonly problem: PictureProblem | 'no-code' | 'no-link';
}

export interface Looked {
  readonly texts: readonly string[];
  /** Displays, pictures or texts that were looked at. */
  readonly count: number;
  readonly hints: readonly ScanHint[];
  /** Files that gave nothing although others did, that could not be looked at, or that hold no link. */
  readonly unreadable: readonly LeftOut[];
  /** Names of files that are neither picture nor text. */
  readonly otherFiles: readonly string[];
}

function collect(results: readonly ScanResult[]): Pick<Looked, 'texts' | 'hints'> {
  for (const { codes } of results) for (const code of codes) dropPicture(code);
  return {
    texts: asTexts(results.flatMap(({ codes }) => codes.map((code) => code.text))),
    hints: [...new Set(results.flatMap((result) => result.hints))],
  };
}

/** The scanner may send a small picture of each code along; it is let go at once. */
function dropPicture(code: object): void {
  if ('cutOut' in code && code.cutOut instanceof ImageBitmap) code.cutOut.close();
}

/** Displays, or what a person pointed at on them, which is worth more time. */
export interface Captured {
  readonly pictures: readonly CapturedPicture[];
  readonly isThorough: boolean;
}

export async function lookAtCaptured(
  { pictures, isThorough }: Captured,
  signal: AbortSignal,
): Promise<Looked> {
  const budgetMs = isThorough ? REGION_BUDGET_MS : SCREEN_BUDGET_MS;
  const results = await Promise.all(
    pictures.map((picture) => scanCapture(picture, { budgetMs, isThorough, signal })),
  );
  return { ...collect(results), count: results.length, unreadable: [], otherFiles: [] };
}

const PICTURE_NAME = /\.(png|jpe?g|webp|gif|bmp|avif|svg|heic|heif|ico)$/i;
const TEXT_NAME = /\.(txt|csv|html?|md|json)$/i;
const TEXT_BYTES_MAX = 4 * 1024 * 1024;

const isPicture = (file: File) => file.type.startsWith('image/') || PICTURE_NAME.test(file.name);
const isText = (file: File) =>
  (file.type.startsWith('text/') || TEXT_NAME.test(file.name)) && file.size <= TEXT_BYTES_MAX;

/** Text that people write by hand or save from a page; its links are all that counts. */
const LINKS_NAME = /\.(txt|html?|md)$/i;

/**
 * The files that may be another app's export: neither pictures nor text with links. Tables and JSON may be one with
 * links in them, and then hold more than their links.
 */
export async function exportsAmong(files: readonly File[]): Promise<readonly File[]> {
  const areExports = await Promise.all(
    files.map(async (file) => {
      if (isPicture(file)) return false;
      const isLinkText = LINKS_NAME.test(file.name) && isText(file);
      return !isLinkText || textsWithLinks(await file.text().catch(() => '')).length === 0;
    }),
  );
  return files.filter((_, at) => areExports[at]);
}

/** Scans pictures and reads links out of text files. */
export async function lookAtFiles(files: readonly File[], signal: AbortSignal): Promise<Looked> {
  const pictures = files.filter(isPicture);
  const texts = files.filter((file) => !isPicture(file) && isText(file));
  const unreadable: LeftOut[] = [];
  const withoutCode: LeftOut[] = [];
  const results: ScanResult[] = [];
  await Promise.all(
    pictures.map(async (file) => {
      try {
        const result = await scanFile(file, { budgetMs: PICTURE_BUDGET_MS, signal });
        results.push(result);
        if (result.codes.length === 0) withoutCode.push({ name: file.name, problem: 'no-code' });
      } catch (error) {
        if (!(error instanceof PictureError)) throw error;
        unreadable.push({ name: file.name, problem: error.problem });
      }
    }),
  );
  const links = await Promise.all(
    texts.map(async (file) => {
      const found = textsWithLinks(await file.text());
      if (found.length === 0) unreadable.push({ name: file.name, problem: 'no-link' });
      return found;
    }),
  );
  signal.throwIfAborted();
  const scanned = collect(results);
  const found = asTexts([...scanned.texts, ...links.flat()]);
  return {
    texts: found,
    hints: scanned.hints,
    count: results.length,
    unreadable: found.length > 0 ? [...unreadable, ...withoutCode] : unreadable,
    otherFiles: files.filter((file) => !isPicture(file) && !isText(file)).map((file) => file.name),
  };
}
