/**
 * Accounts as texts for QR codes: one an account, or Google Authenticator's export in batches. Pure.
 * The rule: an account whose text no code holds is left out by name.
 */
import { displayName } from '../otp/draft.ts';
import { formatKeyUri, KEY_URI_LENGTH_MAX } from '../otp/key-uri.ts';
import { utf8 } from './bytes.ts';
import { migrationUris, whatMigrationCannotHold } from './migration-writer.ts';
import { whatUriCannotHold } from './uri-list-writer.ts';
import { type CannotHold, leaveOut, type WritableAccount } from './writing.ts';

/** ISO/IEC 18004, version 40 with error correction level M. */
const QR_BYTES_MAX = Math.min(2331, KEY_URI_LENGTH_MAX);

export interface QrCode {
  /** What the person calls the account; for a batch, null. */
  readonly name: string | null;
  /** The text of the code. Secret. */
  readonly text: string;
}

/** One way of showing accounts as QR codes. */
export interface QrKind {
  readonly id: string;
  readonly app: string;
  readonly fileName: string;
  whatItCannotHold(account: WritableAccount): CannotHold;
  /** The codes of accounts that it can hold, in order. */
  codes(accounts: readonly WritableAccount[]): readonly QrCode[];
}

export const googleCodes: QrKind = {
  id: 'google-migration',
  app: 'Google Authenticator',
  fileName: 'google-authenticator-codes.html',
  whatItCannotHold: whatMigrationCannotHold,
  codes: (accounts) => migrationUris(accounts).map((text) => ({ name: null, text })),
};

export const accountCodes: QrKind = {
  id: 'qr-codes',
  app: 'List of Key URIs',
  fileName: 'qr-codes.html',
  whatItCannotHold(account) {
    if (utf8(formatKeyUri(account)).length > QR_BYTES_MAX) return leaveOut('too-long');
    return whatUriCannotHold(account);
  },
  codes: (accounts) =>
    accounts.map((account) => ({
      name: displayName(account.issuer, account.accountName),
      text: formatKeyUri(account),
    })),
};

export const QR_KINDS: readonly QrKind[] = [googleCodes, accountCodes];
