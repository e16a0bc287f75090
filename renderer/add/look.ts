/**
 * Looks for codes: on the displays, or in files. Runs in the page, decoding in workers.
 * The rule: found texts are handed to the vault process by the caller and dropped; they are never shown or kept.
 */
import type { Result } from '../../electron/ipc/contract.ts';
import { authenticator } from '../authenticator.ts';
import type { ScanHint, ScanResult } from '../scan/picture.ts';
import { PictureError } from '../scan/read-picture.ts';
import type { PictureProblem } from '../scan/scan-messages.ts';
import { PICTURE_BUDGET_MS, SCREEN_BUDGET_MS, scanFile, scanPicture } from '../scan/scanner.ts';
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

/** Captures all displays and scans each. */
export async function lookAtScreen(signal: AbortSignal): Promise<Result<Looked>> {
  const captured = await authenticator.screen.capture();
  if (!captured.ok) return captured;
  signal.throwIfAborted();
  const results = await Promise.all(
    captured.value.map(({ bgra, width, height }) =>
      scanPicture({ data: bgra, width, height, order: 'bgra' }, { budgetMs: SCREEN_BUDGET_MS, signal }),
    ),
  );
  return {
    ok: true,
    value: { ...collect(results), count: results.length, unreadable: [], otherFiles: [] },
  };
}

const PICTURE_NAME = /\.(png|jpe?g|webp|gif|bmp|avif|svg|heic|heif|ico)$/i;
const TEXT_NAME = /\.(txt|csv|html?|md|json)$/i;
const TEXT_BYTES_MAX = 4 * 1024 * 1024;

const isPicture = (file: File) => file.type.startsWith('image/') || PICTURE_NAME.test(file.name);
const isText = (file: File) =>
  (file.type.startsWith('text/') || TEXT_NAME.test(file.name)) && file.size <= TEXT_BYTES_MAX;

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
