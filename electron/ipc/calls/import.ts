/**
 * Calls about other apps' files. Runs in every process.
 * The rule: every entry of a file is a candidate or a left-out one with its reason.
 */
import * as v from 'valibot';
import type { FileProblemCode } from '../../formats/problem.ts';
import { COMPANION_BYTES_MAX, COMPANIONS_MAX, FILE_NAME_LENGTH_MAX } from '../file-bounds.ts';
import { call, fileBytes, id, nothing, password } from './call.ts';
import type { IconPackView } from './extras.ts';
import type { Review } from './review.ts';

const foreignFile = { bytes: fileBytes, fileName: v.pipe(v.string(), v.maxLength(FILE_NAME_LENGTH_MAX)) };
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
/** Counted from 0. */
const column = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9999));

/**
 * What another app's file gave. The entries of the file are the candidates of its review and its left-out ones.
 * A problem is with the file as a whole; `password-needed`, `columns-needed`, `format-needed`: ask again with them.
 */
export type ImportAnswer = {
  /** The file is a database whose newest entries may be in a file beside it, which is not read. */
  readonly hasWriteAheadLog: boolean;
} & ImportOutcome;

export type ImportOutcome =
  | {
      readonly kind: 'review';
      /** The format and its variant, `aegis-json-encrypted`. */
      readonly format: string;
      readonly review: Review;
    }
  | {
      readonly kind: 'problem';
      readonly problem: FileProblemCode;
      /** The format that was recognised, when one was. */
      readonly format: string | null;
      /** Names of a table's columns for `columns-needed`, empty for a column whose first cell looks like a secret. */
      readonly columns: readonly string[];
      /** Ids of the formats that fit, for `format-needed`. */
      readonly formats: readonly string[];
    };

export const importCalls = {
  /** Writes what the page tells of an import (names and reasons: it knows no more) to a file that the person chose. */
  saveReport: call<{ readonly fileName: string }>()(
    v.strictObject({ grant: id, text: v.pipe(v.string(), v.maxLength(4 * 1024 * 1024)) }),
  ),
  /** Opens an icon pack in Aegis's format; nothing of it is kept. `unsupported-file`: it is none, or too large. */
  iconPack: call<IconPackView>()(v.strictObject({ bytes: fileBytes })),
  /** Ends the opening that runs, its key derivation too; that call then fails with `cancelled`. */
  cancel: call<null>()(nothing),
  /**
   * Reads another app's file, of any format that is known, and starts a review of it. May take seconds (`password`).
   * `companions`: files given along, such as the manifest.json of Steam Desktop Authenticator.
   */
  open: call<ImportAnswer>()(
    v.strictObject({
      ...foreignFile,
      password: v.nullable(password),
      companions: v.optional(
        v.pipe(
          v.array(v.strictObject(foreignFile)),
          v.maxLength(COMPANIONS_MAX),
          v.check((files) => sum(files.map(({ bytes }) => bytes.byteLength)) <= COMPANION_BYTES_MAX),
        ),
      ),
      /** One of the formats of `format-needed`. */
      format: v.optional(v.pipe(v.string(), v.maxLength(64))),
      columns: v.optional(
        v.strictObject({ secret: column, issuer: v.nullable(column), accountName: v.nullable(column) }),
      ),
    }),
  ),
} as const;
