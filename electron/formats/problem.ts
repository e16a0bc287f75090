/**
 * What can be wrong with another app's file, or with one entry of it, and what an export for it lacks: closed lists. Pure.
 * The rule: a problem names what is wrong and never carries a secret, a password or a path.
 */

/** Why a whole file gave nothing. */
export const FILE_PROBLEMS = [
  /** No format that we know; text without a Key URI, a picture without a code that is for us. */
  'not-recognised',
  'empty',
  /** The format is known but the content breaks its rules. */
  'damaged',
  'too-large',
  'unsupported-version',
  'password-needed',
  'wrong-password',
  /** A second file has to be given along: Steam Desktop Authenticator's manifest.json. */
  'companion-needed',
  /** Encrypted for an account of its own service: only that app can open it. */
  'account-restricted',
  /** Encrypted with OpenPGP: decrypt it first. */
  'openpgp',
  /** Another app's own database rather than an export of it. */
  'not-an-export',
  /** The accounts are in an SQLite table that is kept as an index. */
  'table-without-rowid',
  /** Key derivation parameters beyond what we run for a file. */
  'too-costly',
  /** A table whose columns have to be named by the person. */
  'columns-needed',
  /** Two formats fit, and would give different accounts: the person says which is meant. */
  'format-needed',
  'cancelled',
] as const;
export type FileProblemCode = (typeof FILE_PROBLEMS)[number];

/** Why one entry of a readable file was left out. */
export const SKIP_REASONS = [
  'no-secret',
  'bad-secret',
  'unknown-type',
  'unknown-algorithm',
  'bad-digits',
  'bad-period',
  'bad-counter',
  'bad-uri',
  /** Approves sign-ins by a push message: there is no code to make. */
  'push-only',
  /** Still encrypted inside an open file, with a key that the file does not hold. */
  'encrypted',
  'damaged',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** Why an account cannot be in a file of a format at all. */
export const LEFT_OUT_REASONS = [
  /** The app knows no codes of this kind. */
  'type',
  'digits',
  'period',
  'counter',
  /** The app keeps secrets in a notation that cannot express this one. */
  'secret',
  /** No PIN, or one that the app does not take. */
  'pin',
  /** The app wants a name, and the account has none. */
  'name',
  /** No Key URI says all of it. */
  'no-key-uri',
  /** The app tells accounts apart by their secret, and another account with this one comes first. */
  'same-secret',
  /** More than a QR code holds. */
  'too-long',
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** Parts of an account that a format may have no place for. */
export const LOST_PARTS = [
  /** Shortened, or moved to where the app wants it. */
  'name',
  'tags',
  /** All but the first tag. */
  'more-tags',
  'note',
  'icon',
  'pinned',
  'recovery-codes',
] as const;
export type LostPart = (typeof LOST_PARTS)[number];

/** Thrown by a reader when the file as a whole cannot be read. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
  readonly code: FileProblemCode;
  /** The format that was recognised, when one was. */
  readonly format: string | null;

  /** Ids of the formats that fit, with `format-needed`. */
  readonly formats: readonly string[];

  constructor(
    code: FileProblemCode,
    format: string | null = null,
    options?: ErrorOptions & { readonly formats?: readonly string[] },
  ) {
    super(code, options);
    this.formats = options?.formats ?? [];
    this.code = code;
    this.format = format;
  }
}

/** Thrown while one entry is read; the reader goes on with the next. */
export class EntryProblem extends Error {
  override readonly name = 'EntryProblem';
  readonly reason: SkipReason;

  constructor(reason: SkipReason) {
    super(reason);
    this.reason = reason;
  }
}
