/**
 * Writes Google Authenticator's export, `otpauth-migration://offline?data=…`, as many URIs as QR codes are needed. Pure.
 * The rule: what the phone cannot hold (any other kind, period or length of code) is left out by name; it would show
 * wrong codes. The reader is otp/migration.ts, where the payload's numbers are explained.
 */
import { randomInt } from 'node:crypto';
import { DEFAULT_PERIOD_SECONDS, type OtpParameters } from '../otp/account.ts';
import { parseMigrationUri } from '../otp/migration.ts';
import { concat, toBase64, utf8 } from './bytes.ts';
import { type CannotHold, leaveOut, lostParts, type WritableAccount } from './writing.ts';

/** What the app itself puts into one code. */
const ACCOUNTS_IN_A_CODE_MAX = 10;
/** In bytes of the payload: its code can still be scanned off a screen. Ten accounts with usual names stay below. */
const CODE_BYTES_MAX = 900;
const VERSION = 1;
const ALGORITHMS = { SHA1: 1, SHA256: 2, SHA512: 3 } as const;
const DIGITS = new Map([
  [6, 1],
  [8, 2],
]);
const TYPES = { hotp: 1, totp: 2 } as const;

/** What Google Authenticator cannot hold of an account. */
export function whatMigrationCannotHold(account: WritableAccount): CannotHold {
  const { otp } = account;
  if (otp.type !== 'totp' && otp.type !== 'hotp') return leaveOut('type');
  if (!DIGITS.has(otp.digits)) return leaveOut('digits');
  if (otp.type === 'totp' && otp.periodSeconds !== DEFAULT_PERIOD_SECONDS) return leaveOut('period');
  const message = accountMessage(account);
  if (message.length > CODE_BYTES_MAX) return leaveOut('too-long');
  const uri = migrationUri([message], { size: 1, index: 0, id: 1 });
  const parsed = parseMigrationUri(uri);
  const [back] = parsed.ok ? parsed.entries : [];
  const isSameName =
    back?.ok === true &&
    back.draft.issuer === account.issuer &&
    back.draft.accountName === account.accountName;
  return { leftOut: null, lost: [...(isSameName ? [] : (['name'] as const)), ...lostParts(account, {})] };
}

/** The texts of the QR codes, in order. Every account is one that it can hold. */
export function migrationUris(accounts: readonly WritableAccount[]): readonly string[] {
  const batches = inBatches(accounts.map(accountMessage));
  // A random number tells one export's codes from another's.
  const id = randomInt(1, 2 ** 31 - 1);
  return batches.map((messages, index) => migrationUri(messages, { size: batches.length, index, id }));
}

function inBatches(messages: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const batches: Uint8Array[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const batch = batches.at(-1);
    const isFull =
      batch === undefined ||
      batch.length === ACCOUNTS_IN_A_CODE_MAX ||
      bytes + message.length > CODE_BYTES_MAX;
    if (isFull) batches.push([message]);
    else batch.push(message);
    bytes = isFull ? message.length : bytes + message.length;
  }
  return batches;
}

function migrationUri(
  messages: readonly Uint8Array[],
  { size, index, id }: { readonly size: number; readonly index: number; readonly id: number },
): string {
  const payload = concat(
    ...messages.map((message) => bytesField(1, message)),
    varintField(2, VERSION),
    varintField(3, size),
    varintField(4, index),
    varintField(5, id),
  );
  return `otpauth-migration://offline?data=${encodeURIComponent(toBase64(payload))}`;
}

function accountMessage({ issuer, accountName, otp }: WritableAccount): Uint8Array {
  // Google's app shows the name alone where it has no issuer, and takes "issuer:" off its front where it has.
  const name = issuer === '' ? accountName : `${issuer}:${accountName}`;
  return concat(
    bytesField(1, otp.secret),
    bytesField(2, utf8(name)),
    ...(issuer === '' ? [] : [bytesField(3, utf8(issuer))]),
    ...parameterFields(otp),
  );
}

function parameterFields(otp: OtpParameters): readonly Uint8Array[] {
  if (otp.type !== 'totp' && otp.type !== 'hotp') return [];
  return [
    varintField(4, ALGORITHMS[otp.algorithm]),
    varintField(5, DIGITS.get(otp.digits) ?? 0),
    varintField(6, TYPES[otp.type]),
    ...(otp.type === 'hotp' ? [varintField(7, otp.counter)] : []),
  ];
}

/** https://protobuf.dev/programming-guides/encoding/: the number and the wire type, 0 for a varint. */
function varintField(number: number, value: number): Uint8Array {
  return concat(varint(number << 3), varint(value));
}

/** Wire type 2: a length and so many bytes. */
function bytesField(number: number, bytes: Uint8Array): Uint8Array {
  return concat(varint((number << 3) | 2), varint(bytes.length), bytes);
}

/** Seven bits a byte, the lowest first. @param value up to 2^53 − 1. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt(value);
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return Uint8Array.from([...bytes, Number(rest)]);
}
