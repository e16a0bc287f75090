/**
 * `halfminute export --format paper-…`: a paper vault as a page to print. Runs under Node.
 * The rule: the page counts only after the codes in the file on the disk gave the same accounts back.
 */
import { FILE_BYTES_MAX } from '../formats/limits.ts';
import type { Reading } from '../formats/reading.ts';
import { sourceFile } from '../formats/source-file.ts';
import { readWholeFile, realFiles } from '../vault/atomic-file.ts';
import { replaceChosenFile } from '../vault/chosen-file.ts';
import type { Session } from '../vault/session.ts';
import { quarantinedOf, type Vault } from '../vault/vault.ts';
import { areReadBack, makePaper, planPaper } from '../vault-calls/paper.ts';
import { CommandFailure } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { type PaperSize, paperPage } from './paper-page.ts';
import { findPaper, readPaperSet } from './read-paper.ts';

export const PAPER_FORMATS = ['paper-encrypted', 'paper-plain'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

/** The accounts of a vault that a paper vault would hold, those that it would not, and what it would leave off. */
export function planPaperExport(format: PaperFormat, vault: Vault) {
  return planPaper(vault, format === 'paper-encrypted');
}

/**
 * Writes the page and reads it back. @returns its size in bytes.
 * @throws CodedError `paper-too-large`, `export-empty`, `password-too-short`; CommandFailure `export-not-verified`.
 */
export async function writePaper(
  { store }: Session,
  vault: Vault,
  {
    file,
    password,
    size,
  }: { readonly file: string; readonly password: string | null; readonly size: PaperSize },
): Promise<number> {
  const made = { ...(await makePaper(vault, password)), madeAtMs: Date.now() };
  const page = new TextEncoder().encode(paperPage(made, size));
  await replaceChosenFile(store, file, page);
  const bytes = await readWholeFile(file, FILE_BYTES_MAX, realFiles);
  const { sets } = await findPaper([sourceFile(bytes, file)], async () => []);
  const [set] = sets;
  const back = set === undefined ? null : await readPaperSet(set, password ?? undefined);
  if (back === null || !isWholePaper(vault, back, password !== null))
    throw new CommandFailure(
      'export-not-verified',
      EXIT.notUnderstood,
      'the page was written, but does not give the same accounts when it is read',
    );
  return page.length;
}

/** Whether a page gave back all that it was to hold: every account as it is and, where encrypted, every record that cannot be read. */
export function isWholePaper(
  vault: Vault,
  { accounts, skipped }: Pick<Reading, 'accounts' | 'skipped'>,
  isEncrypted: boolean,
): boolean {
  const { held } = planPaper(vault, isEncrypted);
  return areReadBack(held, accounts) && skipped.length === (isEncrypted ? quarantinedOf(vault).length : 0);
}
