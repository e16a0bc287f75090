/**
 * What an account is: the words of RFC 4226, RFC 6238 and the Key URI format, as types.
 * Pure; imported by every side. The rule: values are readonly and an account is replaced, never edited.
 */

import type { AccountExtras } from './account-extras.ts';

/** HMAC hash of a code (RFC 6238 section 1.2), spelled as the Key URI format spells it. */
export type Algorithm = 'SHA1' | 'SHA256' | 'SHA512';
export const ALGORITHMS: readonly Algorithm[] = ['SHA1', 'SHA256', 'SHA512'];

/** The hash behind a code of any type; MD5 belongs to Mobile-OTP alone. */
export type CodeHash = Algorithm | 'MD5';

export const DEFAULT_DIGITS = 6;
export const DEFAULT_PERIOD_SECONDS = 30;

/** Bounds that every way of adding an account keeps; the review sheet warns inside them where a value is unusual. */
export const DIGITS_RANGE = { min: 1, max: 10 } as const;
/** Files of other apps hold any period that fits their 32-bit field, and codes can be made for all of them. */
export const PERIOD_SECONDS_RANGE = { min: 1, max: 2 ** 31 - 1 } as const;
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

/**
 * Mobile-OTP (motp.sourceforge.net): six hexadecimal digits from the MD5 of time, secret and PIN, every 10 s.
 * `secret` is the text that is hashed, as UTF-8; most apps make it hexadecimal digits.
 */
export interface MotpParameters {
  readonly type: 'motp';
  readonly secret: Uint8Array;
  /** '' when the source did not hold it: no code can be made until the person fills it in. */
  readonly pin: string;
}

/** Yandex Key: eight letters from HMAC-SHA-256 keyed by PIN and secret, every 30 s. */
export interface YandexParameters {
  readonly type: 'yandex';
  /** 16 bytes, or 26 with a checksum; the first 16 count. */
  readonly secret: Uint8Array;
  /** As for mOTP. */
  readonly pin: string;
}

export type OtpParameters =
  | TotpParameters
  | HotpParameters
  | SteamParameters
  | MotpParameters
  | YandexParameters;
export type OtpType = OtpParameters['type'];

/** What an account is called, and what makes its codes. */
export interface NamedOtp {
  readonly issuer: string;
  readonly accountName: string;
  readonly otp: OtpParameters;
}

/** An account before it has an identity in a vault: what a Key URI, a QR code, a form or another app's file gives. */
export interface AccountDraft extends NamedOtp, Partial<AccountExtras> {}

/** An account in the vault. */
export interface Account extends NamedOtp, AccountExtras {
  /** Random UUID, stable for the life of the account. */
  readonly id: string;
  /** Unix milliseconds. */
  readonly createdAtMs: number;
  /** Unix milliseconds of the last change of any field. */
  readonly updatedAtMs: number;
}
