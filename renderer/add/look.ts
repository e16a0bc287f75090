/**
 * Looks for codes: on the displays, in pictures, or in files. Runs in the page, decoding in workers.
 * The rule: what is found goes to the caller at once and is not kept here; what could not be looked at is told.
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
import { textsWithLinks } from './authenticator-links.ts';
import { isScanned, isText } from './file-kinds.ts';

/** A text to be reviewed, and the small picture of where it was; whoever takes it closes the picture. */
export interface Find {
  readonly text: string;
  readonly cutOut: ImageBitmap | null;
}

export interface LeftOut {
  readonly name: string;
  readonly problem: PictureProblem | 'no-code' | 'no-link' | 'address-only';
}

/** A display, picture or PDF that was looked at. */
export interface LookedPlace {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Of a PDF: pages looked at, of how many. */
  readonly pages: { readonly lookedAt: number; readonly total: number } | null;
}

export interface Looked {
  readonly places: readonly LookedPlace[];
  readonly hints: readonly ScanHint[];
  /** Files that gave nothing although others did, that could not be looked at, or that hold no link. */
  readonly unreadable: readonly LeftOut[];
  /** Names of files that are neither picture nor text. */
  readonly otherFiles: readonly string[];
}

export interface LookOptions {
  readonly signal: AbortSignal;
  /** Called for each code or text with links while the search goes on. */
  readonly onFound: (find: Find) => void;
}

export const NOTHING_LOOKED: Looked = { places: [], hints: [], unreadable: [], otherFiles: [] };

const placeOf = (name: string, { looked, pages }: ScanResult): LookedPlace => ({
  name,
  ...looked,
  pages: pages ?? null,
});

const hintsOf = (results: readonly ScanResult[]) => [...new Set(results.flatMap(({ hints }) => hints))];

/** Displays, or what a person pointed at on them, which is worth more time. */
export interface Captured {
  readonly pictures: readonly (CapturedPicture & { readonly name: string })[];
  readonly isThorough: boolean;
}

export async function lookAtCaptured(
  { pictures, isThorough }: Captured,
  { signal, onFound }: LookOptions,
): Promise<Looked> {
  const budgetMs = isThorough ? REGION_BUDGET_MS : SCREEN_BUDGET_MS;
  const options = { budgetMs, isThorough, signal, onFound, wantsCutOuts: true };
  const results = await Promise.all(pictures.map((picture) => scanCapture(picture, options)));
  return {
    ...NOTHING_LOOKED,
    places: results.map((result, at) => placeOf(pictures[at]?.name ?? '', result)),
    hints: hintsOf(results),
  };
}

/** Scans pictures and PDFs, and reads links out of text files. */
export async function lookAtFiles(files: readonly File[], options: LookOptions): Promise<Looked> {
  const { signal, onFound } = options;
  const unreadable: LeftOut[] = [];
  const withoutCode: LeftOut[] = [];
  const results: ScanResult[] = [];
  const places: LookedPlace[] = [];
  let hasFound = false;
  const take = (find: Find) => {
    hasFound = true;
    onFound(find);
  };
  const scan = async (file: File) => {
    try {
      const result = await scanFile(file, {
        budgetMs: PICTURE_BUDGET_MS,
        signal,
        onFound: take,
        wantsCutOuts: true,
      });
      results.push(result);
      places.push(placeOf(file.name, result));
      if (result.codes.length === 0) withoutCode.push({ name: file.name, problem: 'no-code' });
    } catch (error) {
      if (!(error instanceof PictureError)) throw error;
      unreadable.push({ name: file.name, problem: error.problem });
    }
  };
  const readLinks = async (file: File) => {
    const found = textsWithLinks(await file.text().catch(() => ''));
    if (found.length === 0) unreadable.push({ name: file.name, problem: 'no-link' });
    for (const text of found) take({ text, cutOut: null });
  };
  const scanned = files.filter(isScanned);
  const texts = files.filter((file) => !isScanned(file) && isText(file));
  await Promise.all([...scanned.map(scan), ...texts.map(readLinks)]);
  signal.throwIfAborted();
  return {
    places,
    hints: hintsOf(results),
    unreadable: hasFound ? [...unreadable, ...withoutCode] : unreadable,
    otherFiles: files.filter((file) => !isScanned(file) && !isText(file)).map(({ name }) => name),
  };
}
