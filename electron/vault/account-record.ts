/**
 * One account as one line of JSON in the payload, and back. Vault process, CLI, tests.
 * The rule: a record outside the bounds of otp/account.ts is not an account; the caller quarantines its line.
 */
import {
  type Account,
  ALGORITHMS,
  COUNTER_MAX,
  DIGITS_RANGE,
  NAME_LENGTH_MAX,
  type OtpParameters,
  PERIOD_SECONDS_RANGE,
  SECRET_BYTES_MAX,
} from '../otp/account.ts';
import { decodeBase32, encodeBase32 } from '../otp/base32.ts';
import { decodeExtras, extrasMembers } from './extras-record.ts';
import { isJsonObject, isText, isWhole, type JsonObject, parseJsonObject } from './json-object.ts';
import type { AccountEntry, UnknownMembers } from './vault.ts';

const ID_LENGTH_MAX = 64;

/** The record's line, without its line end. JSON.stringify escapes line ends inside strings. */
export function encodeAccountRecord(entry: AccountEntry): string {
  return JSON.stringify(recordOf(entry));
}

/** The record as a JSON object: what is stored, compared and merged member by member. */
export function recordOf({ account, unknown }: AccountEntry): JsonObject {
  const { id, issuer, accountName, otp, createdAtMs, updatedAtMs, ...extras } = account;
  return {
    ...unknown,
    id,
    issuer,
    accountName,
    type: otp.type,
    secret: encodeBase32(otp.secret),
    ...parameterMembers(otp),
    ...extrasMembers(extras),
    createdAt: createdAtMs,
    updatedAt: updatedAtMs,
  };
}

/** The account of a record; null when it is not one. */
export function entryOfRecord(record: JsonObject): AccountEntry | null {
  const { id, issuer, accountName, createdAt, updatedAt, ...afterCommon } = record;
  if (!isText(id, ID_LENGTH_MAX) || id === '') return null;
  if (!isText(issuer, NAME_LENGTH_MAX) || !isText(accountName, NAME_LENGTH_MAX)) return null;
  if (!isWhole(createdAt, 0, Number.MAX_SAFE_INTEGER) || !isWhole(updatedAt, 0, Number.MAX_SAFE_INTEGER)) {
    return null;
  }
  const decoded = decodeParameters(afterCommon);
  if (decoded === null) return null;
  const { extras, unknown } = decodeExtras(decoded.unknown);
  const account: Account = {
    id,
    issuer,
    accountName,
    otp: decoded.otp,
    ...extras,
    createdAtMs: createdAt,
    updatedAtMs: updatedAt,
  };
  return { kind: 'account', account, unknown };
}

/** A name to show for a line that is not an account: its issuer and account name if they can be read, else ''. */
export function labelOfLine(line: Uint8Array): string {
  const outer = parseJsonObject(line) ?? {};
  const record = isJsonObject(outer.record) ? outer.record : outer;
  return [record.issuer, record.accountName]
    .filter((part) => isText(part, NAME_LENGTH_MAX) && part !== '')
    .join(': ');
}

function parameterMembers(otp: OtpParameters): JsonObject {
  if (otp.type === 'steam') return {};
  if (otp.type === 'motp' || otp.type === 'yandex') return { pin: otp.pin };
  const { algorithm, digits } = otp;
  if (otp.type === 'totp') return { algorithm, digits, period: otp.periodSeconds };
  return { algorithm, digits, counter: otp.counter };
}

function decodeParameters(record: JsonObject): { otp: OtpParameters; unknown: UnknownMembers } | null {
  const { type, secret: secretText, ...afterSecret } = record;
  const secret = decodeSecret(secretText);
  if (secret === null) return null;
  if (type === 'steam') return { otp: { type, secret }, unknown: afterSecret };

  if (type === 'motp' || type === 'yandex') {
    const { pin, ...unknown } = afterSecret;
    return isText(pin, NAME_LENGTH_MAX) ? { otp: { type, secret, pin }, unknown } : null;
  }

  const { algorithm: algorithmName, digits, ...afterDigits } = afterSecret;
  const algorithm = ALGORITHMS.find((known) => known === algorithmName);
  if (algorithm === undefined || !isWhole(digits, DIGITS_RANGE.min, DIGITS_RANGE.max)) return null;

  if (type === 'totp') {
    const { period, ...unknown } = afterDigits;
    if (!isWhole(period, PERIOD_SECONDS_RANGE.min, PERIOD_SECONDS_RANGE.max)) return null;
    return { otp: { type, secret, algorithm, digits, periodSeconds: period }, unknown };
  }
  if (type === 'hotp') {
    const { counter, ...unknown } = afterDigits;
    if (!isWhole(counter, 0, COUNTER_MAX)) return null;
    return { otp: { type, secret, algorithm, digits, counter }, unknown };
  }
  return null;
}

function decodeSecret(text: unknown): Uint8Array | null {
  if (typeof text !== 'string' || text.length > Math.ceil((SECRET_BYTES_MAX * 8) / 5)) return null;
  try {
    const secret = decodeBase32(text);
    return secret.length > 0 && secret.length <= SECRET_BYTES_MAX ? secret : null;
  } catch {
    return null;
  }
}
