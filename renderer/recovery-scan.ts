/**
 * Recovery words out of QR codes: of sheets shown on the screen or in pictures. Runs in the page, decoding in workers.
 * The rule: texts that are no recovery words are dropped here; the words go to the field that asked and nowhere else.
 */
import type { Result } from '../electron/ipc/contract.ts';
import { authenticator } from './authenticator.ts';
import type { ScanResult } from './scan/picture.ts';

/** Of a recovery key, and of a share of one. */
const WORD_COUNTS: ReadonlySet<number> = new Set([24, 32]);

export const wordsIn = (text: string): readonly string[] => text.match(/\p{L}+/gu) ?? [];

/** Loaded when it is asked for: unlocking by typing needs no scanner. */
const loadScanner = () => import('./scan/scanner.ts');

function recoveryTexts(results: readonly ScanResult[]): readonly string[] {
  const texts = results.flatMap(({ codes }) => codes.map(({ text }) => text.trim()));
  const wanted = texts.filter((text) => /^[a-z\s]+$/i.test(text) && WORD_COUNTS.has(wordsIn(text).length));
  return [...new Set(wanted)];
}

/** What the displays show. */
export async function scanScreenForWords(): Promise<Result<readonly string[]>> {
  const [captured, { scanCapture, SCREEN_BUDGET_MS }] = await Promise.all([
    authenticator.screen.capture(),
    loadScanner(),
  ]);
  if (!captured.ok) return captured;
  const results = await Promise.all(
    captured.value.map((picture) => scanCapture(picture, { budgetMs: SCREEN_BUDGET_MS })),
  );
  return { ok: true, value: recoveryTexts(results) };
}

/** What pictures hold; one that cannot be read holds nothing. */
export async function scanPicturesForWords(files: readonly File[]): Promise<readonly string[]> {
  const { scanFile, PICTURE_BUDGET_MS } = await loadScanner();
  const results = await Promise.all(
    files.map((file) => scanFile(file, { budgetMs: PICTURE_BUDGET_MS }).catch(() => null)),
  );
  return recoveryTexts(results.filter((result) => result !== null));
}
