/**
 * What an account is: the words of RFC 4226, RFC 6238 and the Key URI format, as types.
 * Pure; imported by every side. The rule: values are readonly and an account is replaced, never edited.
 */

/** HMAC hash of a code (RFC 6238 section 1.2), spelled as the Key URI format spells it. */
export type Algorithm = 'SHA1' | 'SHA256' | 'SHA512';
export const ALGORITHMS: readonly Algorithm[] = ['SHA1', 'SHA256', 'SHA512'];

export const DEFAULT_DIGITS = 6;
export const DEFAULT_PERIOD_SECONDS = 30;

/** Bounds that every way of adding an account keeps; the review sheet warns inside them where a value is unusual. */
export const DIGITS_RANGE = { min: 4, max: 10 } as const;
export const PERIOD_SECONDS_RANGE = { min: 1, max: 3600 } as const;
/** RFC 4226 counters are 64-bit; ours stay where a JavaScript number is exact. */
export const COUNTER_MAX = Number.MAX_SAFE_INTEGER;
/** HMAC hashes longer keys down to a block first; nothing real comes close to this. */
export const SECRET_BYTES_MAX = 1024;
/** Longest issuer or account name kept, in UTF-16 code units. */
export const NAME_LENGTH_MAX = 256;

/** Time-based code, RFC 6238. */
export interface TotpParameters {
  readonly type: 'totp';
  readonly secret: Uint8Array;
  readonly algorithm: Algorithm;
  readonly digits: number;
  readonly periodSeconds: number;
}

/** Counter-based code, RFC 4226. `counter` is the value that the next code will use. */
export interface HotpParameters {
  readonly type: 'hotp';
  readonly secret: Uint8Array;
  readonly algorithm: Algorithm;
  readonly digits: number;
  readonly counter: number;
}

/** Steam Guard: five characters of Steam's own alphabet, always SHA-1 and 30 s. */
export interface SteamParameters {
  readonly type: 'steam';
  readonly secret: Uint8Array;
}

export type OtpParameters = TotpParameters | HotpParameters | SteamParameters;
export type OtpType = OtpParameters['type'];

/** An account before it has an identity in a vault: what a Key URI, a QR code or a form gives. */
export interface AccountDraft {
  readonly issuer: string;
  readonly accountName: string;
  readonly otp: OtpParameters;
}

/** An account in the vault. */
export interface Account extends AccountDraft {
  /** Random UUID, stable for the life of the account. */
  readonly id: string;
  /** Unix milliseconds. */
  readonly createdAtMs: number;
  /** Unix milliseconds of the last change of any field. */
  readonly updatedAtMs: number;
}
