/**
 * Calls about files for other apps. Runs in every process.
 * The rule: what cannot be held is told before anything is written, and whatever takes the secrets along asks for the
 * vault's password, under whatever password of its own the file is.
 */
import * as v from 'valibot';
import type { LeftOutReason, LostPart } from '../../formats/problem.ts';
import { call, id, ids, nothing, password } from './call.ts';

/** Every format that is written, with the file name that the save dialog suggests; as the writers have them. */
export const EXPORT_FILES = {
  'aegis-encrypted': 'aegis-encrypted.json',
  '2fas-encrypted': '2fas-encrypted.2fas',
  'ente-encrypted': 'ente-encrypted.txt',
  'stratum-encrypted': 'stratum-encrypted.authpro',
  age: 'otpauth-uris.txt.age',
  'google-migration': 'google-authenticator-codes.html',
  'qr-codes': 'qr-codes.html',
  'aegis-plain': 'aegis-plain.json',
  '2fas-plain': '2fas-plain.2fas',
  'bitwarden-plain': 'bitwarden-plain.json',
  'otpauth-uri-list': 'otpauth-uris.txt',
  csv: 'accounts.csv',
} as const;
export type ExportFormat = keyof typeof EXPORT_FILES;
/** Formats that can be shown as QR codes without a file. */
export const SHOWN_FORMATS = ['google-migration', 'qr-codes'] as const;
export type ShownFormat = (typeof SHOWN_FORMATS)[number];

export const exportFormat = v.picklist(Object.keys(EXPORT_FILES) as readonly ExportFormat[]);

/** An account's name, and why it is not in the file. */
export interface LeftOutOfExport {
  readonly name: string;
  readonly reason: LeftOutReason;
}

/** An account's name, and what of it is not in the file. */
export interface LessenedInExport {
  readonly name: string;
  readonly lost: readonly LostPart[];
}

/** What a file of a format would hold; `heldCount` and the left-out accounts are all that the vault can read. */
export interface ExportPreview {
  readonly heldCount: number;
  readonly leftOut: readonly LeftOutOfExport[];
  readonly lessened: readonly LessenedInExport[];
  /** Records of the vault that cannot be read, and so are in no export. */
  readonly quarantinedCount: number;
}

export interface ExportWritten {
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Accounts that were read back from the file as they went in: all that it was to hold. */
  readonly matchedCount: number;
  readonly totalCount: number;
}

/** One QR code. */
export interface ShownCode {
  /** null for a batch of Google Authenticator's. */
  readonly name: string | null;
  readonly text: string;
}

/** These accounts only; all when left out. `account-missing` where one is not there any more. */
const which = { ids: v.optional(ids) };

/** What a page of QR codes says beside them, in the person's language; English when left out. */
const pageWords = v.strictObject({
  language: v.pipe(v.string(), v.regex(/^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8}){0,3}$/)),
  direction: v.picklist(['ltr', 'rtl']),
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  warning: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
});

export const exportCalls = {
  preview: call<ExportPreview>()(v.strictObject({ format: exportFormat, ...which })),
  /**
   * Writes to a file that main let the person choose (`grant`) and reads it back. `filePassword`: the file's own where the
   * format is encrypted, else null. `wrong-password`, `wait-before-retry`: the vault's; `password-too-short`; `export-empty`; `export-not-verified` when the file is there and is not to be relied on.
   */
  write: call<ExportWritten>()(
    v.strictObject({
      grant: id,
      format: exportFormat,
      ...which,
      vaultPassword: password,
      filePassword: v.nullable(password),
      pageWords: v.optional(pageWords),
    }),
  ),
  /** Ends the writing that runs, its key derivation too: `write` then fails with `cancelled`, or as not verified once the file is there. */
  cancel: call<null>()(nothing),
  /** Secrets, for the vault's password: the texts of QR codes to show or to print. */
  showCodes: call<readonly ShownCode[]>()(
    v.strictObject({ format: v.picklist(SHOWN_FORMATS), password, ...which }),
  ),
} as const;
