/**
 * Makes an account from the raw fields of one entry, whichever app wrote it. Pure.
 * The rule: a missing field takes the Key URI default, a wrong one refuses the entry; nothing is guessed.
 */
import {
  type Algorithm,
  COUNTER_MAX,
  DEFAULT_DIGITS,
  DEFAULT_PERIOD_SECONDS,
  DIGITS_RANGE,
  NAME_LENGTH_MAX,
  type OtpParameters,
  PERIOD_SECONDS_RANGE,
} from '../otp/account.ts';
import { cleanNote, cleanTags } from '../otp/clean-extras.ts';
import { cleanName } from '../otp/draft.ts';
import { parseAlgorithm } from '../otp/key-uri.ts';
import { EntryProblem } from './problem.ts';
import type { ImportedAccount, ImportedIcon } from './reading.ts';
import type { ReadSecret } from './secret-text.ts';

/** The fields of an entry; `unknown` ones come straight from the file. */
export interface EntryFields {
  readonly type: string;
  readonly issuer: unknown;
  readonly accountName: unknown;
  readonly secret: ReadSecret;
  readonly algorithm?: unknown;
  readonly digits?: unknown;
  readonly periodSeconds?: unknown;
  readonly counter?: unknown;
  readonly pin?: unknown;
  readonly tags?: readonly string[];
  readonly note?: unknown;
  readonly isPinned?: boolean;
  readonly isTrashed?: boolean;
  readonly icon?: ImportedIcon | null;
  readonly markName?: string | null;
  readonly lastUsedAtMs?: number | null;
  readonly useCount?: number | null;
}

/**
 * The account of an entry. `type` is one of our five in any case.
 * @throws EntryProblem when a field is not what it must be.
 */
export function makeAccount(fields: EntryFields): ImportedAccount {
  return {
    issuer: nameOf(fields.issuer),
    accountName: nameOf(fields.accountName),
    otp: parametersOf(fields),
    ...extrasOf(fields),
    secretAsWritten: fields.secret.asWritten,
  };
}

/** What an account carries beyond what makes codes, within bounds. */
export function extrasOf(
  fields: Partial<EntryFields>,
): Omit<ImportedAccount, 'issuer' | 'accountName' | 'otp' | 'secretAsWritten'> {
  return {
    tags: cleanTags(fields.tags ?? []),
    note: typeof fields.note === 'string' ? cleanNote(fields.note) : '',
    isPinned: fields.isPinned ?? false,
    isTrashed: fields.isTrashed ?? false,
    icon: fields.icon ?? null,
    ...(fields.markName ? { markName: fields.markName } : {}),
    lastUsedAtMs: positiveWhole(fields.lastUsedAtMs),
    useCount: positiveWhole(fields.useCount) ?? 0,
  };
}

function parametersOf(fields: EntryFields): OtpParameters {
  const secret = fields.secret.bytes;
  const type = fields.type.toLowerCase();
  if (type === 'steam') return { type, secret };
  if (type === 'motp') return { type, secret, pin: readPin(fields.pin) };
  if (type === 'yandex') return { type, secret: yandexSecret(secret), pin: readPin(fields.pin) };
  if (type !== 'totp' && type !== 'hotp') throw new EntryProblem('unknown-type');
  const common = { secret, algorithm: readAlgorithm(fields.algorithm), digits: readDigits(fields.digits) };
  if (type === 'hotp') return { type, ...common, counter: readCounter(fields.counter) };
  return { type, ...common, periodSeconds: readPeriod(fields.periodSeconds) };
}

/** 16 bytes, or 26 with a checksum that we leave alone, as the Yandex Key app has them. */
function yandexSecret(secret: Uint8Array): Uint8Array {
  if (secret.length !== 16 && secret.length !== 26) throw new EntryProblem('bad-secret');
  return secret;
}

function readPin(value: unknown): string {
  if (isAbsent(value)) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value.length > NAME_LENGTH_MAX) throw new EntryProblem('bad-secret');
  return value;
}

/**
 * SHA1, SHA256 or SHA512 in any of the spellings of the field: `sha-1`, `HmacSHA256`, `HMAC-SHA-512`, `Algorithm.sha1`.
 * @throws EntryProblem for any other: a code made with another hash would be wrong for months unnoticed.
 */
export function readAlgorithm(value: unknown): Algorithm {
  if (isAbsent(value)) return 'SHA1';
  const algorithm = typeof value === 'string' ? parseAlgorithm(value.trim()) : null;
  if (algorithm === null) throw new EntryProblem('unknown-algorithm');
  return algorithm;
}

function readDigits(value: unknown): number {
  const digits = readWhole(value, DEFAULT_DIGITS, 'bad-digits');
  if (digits < DIGITS_RANGE.min || digits > DIGITS_RANGE.max) throw new EntryProblem('bad-digits');
  return digits;
}

function readPeriod(value: unknown): number {
  const seconds = readWhole(value, DEFAULT_PERIOD_SECONDS, 'bad-period');
  if (seconds < PERIOD_SECONDS_RANGE.min || seconds > PERIOD_SECONDS_RANGE.max)
    throw new EntryProblem('bad-period');
  return seconds;
}

function readCounter(value: unknown): number {
  const counter = readWhole(value, 0, 'bad-counter');
  if (counter < 0 || counter > COUNTER_MAX) throw new EntryProblem('bad-counter');
  return counter;
}

function readWhole(
  value: unknown,
  absent: number,
  problem: 'bad-digits' | 'bad-period' | 'bad-counter',
): number {
  if (isAbsent(value)) return absent;
  if (typeof value === 'bigint') return Number(value);
  const number = typeof value === 'string' && /^\s*[+-]?\d{1,16}\s*$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw new EntryProblem(problem);
  return number;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === 'null';
}

/** A name as `otp/draft.ts` makes it safe; a number counts as its text, anything else is ''. */
export function nameOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? cleanName(value).name : '';
}

/** Null for what is no whole number above zero: how an account was used is not worth refusing it for. */
function positiveWhole(value: number | null | undefined): number | null {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : null;
}
