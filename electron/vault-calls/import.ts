/**
 * `import.*` of the contract: another app's file becomes a review. Runs in the vault process.
 * The rules: every entry of the file is a candidate or is named with why not, and what was left out stays here but
 * for its name. The readers are loaded with the first file: most runs of the app never need them.
 */
import { parseCsv } from '../formats/csv.ts';
import { FileProblem } from '../formats/problem.ts';
import type { ReadOptions } from '../formats/reading.ts';
import { type SourceFile, sourceFile } from '../formats/source-file.ts';
import type { HandlersOf, ImportAnswer, vaultCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import { cleanName } from '../otp/draft.ts';
import { accountsOf } from '../vault/vault.ts';
import { reviewReading } from './reading-review.ts';
import type { Reviews } from './reviews.ts';
import type { VaultHolder } from './vault-holder.ts';

const COLUMN_NAME_LENGTH_MAX = 40;
/** No heading of a table is one word this long; a key is. */
const LOOKS_SECRET = /:\/\/|[^\s_-]{16}/;

const loadReaders = () => import('../formats/registry.ts');

export function createImportCalls(
  holder: VaultHolder,
  reviews: Reviews,
): HandlersOf<typeof vaultCalls>['import'] {
  const openReview = async (file: SourceFile, options: ReadOptions): Promise<ImportAnswer> => {
    const { readFile } = await loadReaders();
    const reading = await readFile(file, options);
    // Reading may have taken seconds: the vault is asked for only now, and may be locked by now.
    const { state, leftOut } = reviewReading(reading, accountsOf(holder.session().vault), {
      arePinsAsked: true,
    });
    const review = reviews.open({ state, leftOut, backup: null });
    return { kind: 'review', format: reading.format, review };
  };

  return {
    open: async ({ bytes, fileName, password, companions = [], columns, format }) => {
      holder.session();
      const file = sourceFile(bytes, fileName);
      try {
        return await openReview(file, {
          companions: companions.map((companion) => sourceFile(companion.bytes, companion.fileName)),
          ...(password === null ? {} : { password }),
          ...(columns ? { columns } : {}),
          ...(format ? { format } : {}),
          asksFormat: true,
        });
      } catch (error) {
        if (!(error instanceof FileProblem)) throw error;
        if (error.code === 'cancelled') throw new CodedError('cancelled', { cause: error });
        const isTable = error.code === 'columns-needed';
        return {
          kind: 'problem',
          problem: error.code,
          format: error.format,
          columns: isTable ? columnNames(file) : [],
          formats: error.formats,
        };
      }
    },
  };
}

/** The first row, without what may be a key where the table has no headings. */
function columnNames({ text }: SourceFile): readonly string[] {
  const { header } = parseCsv(text ?? '');
  return header.map((name) =>
    LOOKS_SECRET.test(name) ? '' : cleanName(name).name.slice(0, COLUMN_NAME_LENGTH_MAX),
  );
}
