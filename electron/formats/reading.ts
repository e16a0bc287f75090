/**
 * What reading another app's file gives, and what a reader is. Pure types.
 * The rule: entries in = accounts + skipped, and each skipped entry has its name and its reason.
 */
import type { NamedOtp } from '../otp/account.ts';
import type { AccountExtras } from '../otp/account-extras.ts';
import type { MigrationBatch } from '../otp/migration.ts';
import type { SkipReason } from './problem.ts';
import type { SourceFile } from './source-file.ts';

/** A picture from the file, untouched and untrusted: never drawn without being rasterised or sanitised first. */
export interface ImportedIcon {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** An account of another app, with what it carries beyond what makes codes. */
export interface ImportedAccount extends NamedOtp {
  /** Groups, folders, categories and tags alike. */
  readonly tags: readonly string[];
  readonly note: string;
  readonly isPinned: boolean;
  /** In the other app's bin, yet in its export. */
  readonly isTrashed: boolean;
  readonly icon: ImportedIcon | null;
  /** What may be the name of a simple-icons mark, where the other app draws one that its issuer's name does not say. */
  readonly markName?: string;
  /** Unix milliseconds; null when the file does not say. */
  readonly lastUsedAtMs: number | null;
  /** 0 when the file does not say. */
  readonly useCount: number;
  /**
   * The secret's base32 as the file has it (upper-case, no separators, no padding), where that is not the
   * canonical text of its bytes: other apps keep unused bits at the end, and people compare by eye.
   */
  readonly secretAsWritten: string | null;
  /** What only our own formats hold. */
  readonly ours?: Pick<AccountExtras, 'icon' | 'recoveryCodes' | 'sealedCodes'>;
}

export interface SkippedEntry {
  readonly name: string;
  readonly reason: SkipReason;
  /** The entry as the file has it, secrets included, for the person's own report. */
  readonly content: string;
}

export interface Reading {
  /** The format and its variant, `aegis-json-encrypted`. */
  readonly format: string;
  readonly accounts: readonly ImportedAccount[];
  readonly skipped: readonly SkippedEntry[];
  /** Pages of Google Authenticator exports that were read; `missingPagesOf` tells which are still to come. */
  readonly batches: readonly MigrationBatch[];
}

/** Which columns of a table hold what; 0-based, null for none. */
export interface ColumnChoice {
  readonly secret: number;
  readonly issuer: number | null;
  readonly accountName: number | null;
}

export interface ReadOptions {
  /** Used as UTF-8, untrimmed. */
  readonly password?: string;
  /** Files that were given along with this one. */
  readonly companions?: readonly SourceFile[];
  readonly columns?: ColumnChoice;
  /** The id of the format that the person chose, after `format-needed`. */
  readonly format?: string;
  /** Throws `format-needed` where two formats fit; without it the first is taken. */
  readonly asksFormat?: boolean;
  readonly signal?: AbortSignal;
  /** Called when a key derivation starts (0) and ends (1): the one part of reading that takes seconds. */
  readonly onProgress?: (fraction: number) => void;
  /** Finds the texts of the QR codes in a picture; without it pictures are not recognised. */
  readonly readPicture?: (picture: Uint8Array) => Promise<readonly string[]>;
}

/** One other app's file. */
export interface Format {
  /** The format without its variant, `aegis-json`. */
  readonly id: string;
  /** The app's name, as people know it. */
  readonly app: string;
  /** `yes` when the content says so; `maybe` when nothing in it says otherwise. */
  detect(file: SourceFile): 'yes' | 'maybe' | 'no';
  /** @throws FileProblem when the file as a whole cannot be read. */
  read(file: SourceFile, options: ReadOptions): Promise<Reading>;
}
