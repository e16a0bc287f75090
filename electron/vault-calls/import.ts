/**
 * `import.*` of the contract: another app's file becomes a review. Runs in the vault process.
 * The rule: every entry of the file is a candidate or is named with why not, and what was left out stays here but for its
 * name.
 */
import { basename } from 'node:path';
import { looksLikeSecret, parseCsv } from '../formats/csv.ts';
import { findPaperCodes } from '../formats/paper-code.ts';
import { FileProblem } from '../formats/problem.ts';
import { type SourceFile, sourceFile } from '../formats/source-file.ts';
import { hasWriteAheadLog } from '../formats/sqlite-header.ts';
import type { ImportOutcome } from '../ipc/calls/import.ts';
import type { HandlersOf, vaultCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import { cleanName } from '../otp/draft.ts';
import { replaceChosenFile } from '../vault/chosen-file.ts';
import { accountsOf } from '../vault/vault.ts';
import { type ForeignReader, type ReadRequest, readHere } from './foreign-reader.ts';
import type { Grants } from './grants.ts';
import { NO_PAPER_YET, reviewWithPaper } from './paper-review.ts';
import { reviewReading } from './reading-review.ts';
import type { Reviews } from './reviews.ts';
import type { VaultHolder } from './vault-holder.ts';

const COLUMN_NAME_LENGTH_MAX = 40;

type Calls = HandlersOf<typeof vaultCalls>['import'];

/** @param read reads a file; in the app it has a thread of its own, which cancelling ends. */
export function createImportCalls(
  holder: VaultHolder,
  reviews: Reviews,
  grants: Grants,
  read: ForeignReader = readHere,
): Calls {
  let running: AbortController | null = null;

  const openReview = async (request: ReadRequest, signal: AbortSignal): Promise<ImportOutcome> => {
    const reading = await read(request, signal);
    // Reading may have taken seconds: the vault is asked for only now, and may be locked by now.
    const { state, leftOut } = reviewReading(reading, accountsOf(holder.session().vault), {
      arePinsAsked: true,
    });
    const { text } = sourceFile(request.bytes, request.fileName);
    const paperTexts = text === null ? [] : findPaperCodes(text);
    const reviewed =
      paperTexts.length === 0
        ? { state }
        : reviewWithPaper({ state }, paperTexts, accountsOf(holder.session().vault));
    const review = reviews.open({ ...reviewed, leftOut, backup: null });
    return { kind: 'review', format: reading.format, review };
  };

  /** The codes of a paper vault as text; null for any other file. */
  const openPaperTexts = ({ text }: SourceFile): ImportOutcome | null => {
    if (text === null || findPaperCodes(text).length === 0) return null;
    const reviewed = reviewWithPaper(NO_PAPER_YET, [text], accountsOf(holder.session().vault));
    return {
      kind: 'review',
      format: 'halfminute-paper',
      review: reviews.open({ ...reviewed, backup: null }),
    };
  };

  const openFile = async ({
    bytes,
    fileName,
    password,
    companions = [],
    columns,
    format,
  }: Parameters<Calls['open']>[0]): Promise<ImportOutcome> => {
    holder.session();
    // One at a time: what is asked for now is what the person waits for.
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const choices = { ...(columns ? { columns } : {}), ...(format ? { format } : {}) };
    try {
      return await openReview({ bytes, fileName, password, companions, ...choices }, mine.signal);
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      const paper = error.code === 'not-recognised' ? openPaperTexts(sourceFile(bytes, fileName)) : null;
      if (paper) return paper;
      if (error.code === 'cancelled') throw new CodedError('cancelled', { cause: error });
      return {
        kind: 'problem',
        problem: error.code,
        format: error.format,
        columns: error.code === 'columns-needed' ? columnNames(sourceFile(bytes, fileName)) : [],
        formats: error.formats,
      };
    } finally {
      if (running === mine) running = null;
    }
  };

  return {
    open: async (asked) => ({
      ...(await openFile(asked)),
      hasWriteAheadLog: hasWriteAheadLog(asked.bytes),
    }),
    saveReport: async ({ grant, text }) => {
      const target = grants.take(grant, 'import-report');
      await replaceChosenFile(holder.session().store, target, Buffer.from(text));
      return { fileName: basename(target) };
    },
    iconPack: async ({ bytes }) => {
      holder.session();
      const { readIconPack } = await import('../formats/icon-pack.ts');
      return await readIconPack(bytes).catch((error: unknown) => {
        if (!(error instanceof FileProblem)) throw error;
        throw new CodedError('unsupported-file', { cause: error });
      });
    },
    cancel: () => {
      running?.abort();
      return null;
    },
  };
}

/** The first row, without what may be a key where the table has no headings. */
function columnNames({ text }: SourceFile): readonly string[] {
  const { header } = parseCsv(text ?? '');
  return header.map((name) =>
    looksLikeSecret(name) ? '' : cleanName(name).name.slice(0, COLUMN_NAME_LENGTH_MAX),
  );
}
