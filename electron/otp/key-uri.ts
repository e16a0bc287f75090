/**
 * Reads and writes Key URIs, `otpauth://TYPE/LABEL?PARAMETERS`, as issuers really write them. Pure; vault process.
 * The rules: nothing that changes a code is guessed (an unknown algorithm is refused), and no refusal holds the secret.
 * Format: https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
import {
  type AccountDraft,
  type Algorithm,
  COUNTER_MAX,
  DEFAULT_DIGITS,
  DEFAULT_PERIOD_SECONDS,
  DIGITS_RANGE,
  type MotpParameters,
  type OtpParameters,
  PERIOD_SECONDS_RANGE,
} from './account.ts';
import { encodeBase32, parseSecret } from './base32.ts';
import { cleanTags } from './clean-extras.ts';
import { cleanName, displayName, warningsOf } from './draft.ts';
import { classifyForeignText } from './foreign-text.ts';
import { isSteamIssuer, readNames } from './key-uri-label.ts';
import { formatMotpUri, pinParameter, readMotpUri, readYandexUri, YANDEX_HOST } from './pin-uri.ts';
import type { UriProblem, UriWarning } from './problem.ts';
import { encodePercent, readAll, readQuery, splitUri, type UriParts } from './uri-text.ts';

/** Longest URI that is read, in UTF-16 code units; a QR code holds 4,296 characters at most. */
export const KEY_URI_LENGTH_MAX = 16_384;

export interface RefusedUri {
  readonly ok: false;
  readonly reason: UriProblem;
  /** Safe to show: an unknown type, else the account's name or a web address's host; never the secret. */
  readonly seen: string;
  /** The account's name where `seen` is something else. */
  readonly name?: string;
}

export interface ReadUri {
  readonly ok: true;
  readonly draft: AccountDraft;
  readonly warnings: readonly UriWarning[];
}

export type ParsedKeyUri = ReadUri | RefusedUri;

type Query = ReadonlyMap<string, string>;

/** Reads one Key URI (also `apple-otpauth://` and Bitwarden's `steam://SECRET`). Never throws. */
export function parseKeyUri(text: string): ParsedKeyUri {
  if (text.length > KEY_URI_LENGTH_MAX) return refuse('too-long');
  const parts = splitUri(text);
  if (parts === null) return { ok: false, ...classifyForeignText(text) };
  if (parts.scheme === 'steam') return readSteamScheme(parts);
  if (parts.scheme === 'motp') return readPinUri(readMotpUri(parts));
  if (parts.scheme === 'otpauth-migration') return refuse('unknown-type', parts.scheme);
  if (parts.scheme !== 'otpauth' && parts.scheme !== 'apple-otpauth') {
    return { ok: false, ...classifyForeignText(text) };
  }
  return readOtpauth(parts);
}

/**
 * Writes a Key URI. Algorithm, digits and period are always written, since readers differ in their defaults;
 * everything but unreserved characters is percent-encoded (a space is %20: many readers keep "+").
 * Steam Guard is written KeePassXC's way, as `totp` with `digits=5&encoder=steam`: every reader takes it as an
 * account and keeps the secret, where `otpauth://steam` is refused by all that do not know it.
 */
export function formatKeyUri(draft: AccountDraft): string {
  const issuer = cleanName(draft.issuer).name;
  const accountName = cleanName(draft.accountName).name;
  const { otp } = draft;
  // Without an issuer a name such as "a:b" would be read as issuer "a"; the bare colon says there is none.
  const prefix = issuer !== '' || accountName.includes(':') ? `${encodePercent(issuer)}:` : '';
  const label = `${prefix}${encodePercent(accountName)}`;
  if (otp.type === 'motp') return formatMotpUri(label, otp);
  const parameters = [
    `secret=${encodeBase32(otp.secret)}`,
    ...(issuer === '' ? [] : [`issuer=${encodePercent(issuer)}`]),
    ...writtenParameters(otp, issuer),
  ];
  return `otpauth://${HOST_OF[otp.type]}/${label}?${parameters.join('&')}`;
}

const HOST_OF = { totp: 'totp', hotp: 'hotp', steam: 'totp', yandex: YANDEX_HOST } as const;

function writtenParameters(otp: Exclude<OtpParameters, MotpParameters>, issuer: string): readonly string[] {
  if (otp.type === 'yandex') return pinParameter(otp.pin);
  if (otp.type === 'steam')
    return ['algorithm=SHA1', 'digits=5', `period=${DEFAULT_PERIOD_SECONDS}`, 'encoder=steam'];
  const common = [`algorithm=${otp.algorithm}`, `digits=${otp.digits}`];
  if (otp.type === 'hotp') return [...common, `counter=${otp.counter}`];
  // An issuer called Steam means Steam Guard to many readers, ours too, unless told otherwise.
  const encoder = isSteamIssuer(issuer) ? ['encoder=default'] : [];
  return [...common, `period=${otp.periodSeconds}`, ...encoder];
}

/** Spelled SHA1, sha-1, HmacSHA1, HMAC-SHA-256 or Algorithm.sha512; null for anything else. */
export function parseAlgorithm(text: string): Algorithm | null {
  const match = /^(?:algorithm\.)?(?:hmac[-_ ]?)?sha[-_ ]?(1|256|512)$/i.exec(text);
  if (match === null) return null;
  return match[1] === '1' ? 'SHA1' : match[1] === '256' ? 'SHA256' : 'SHA512';
}

/** A Mobile-OTP or Yandex URI, whose account may still wait for its PIN. */
function readPinUri(read: AccountDraft | UriProblem): ParsedKeyUri {
  return typeof read === 'string' ? refuse(read) : { ok: true, draft: read, warnings: warningsOf(read) };
}

function readOtpauth(parts: UriParts): ParsedKeyUri {
  const { host, path, query } = parts;
  if (host === YANDEX_HOST) return readPinUri(readYandexUri(parts));
  if (host !== 'totp' && host !== 'hotp' && host !== 'steam') {
    return refuse('unknown-type', shownValue(host, /^[a-z]{1,8}$/));
  }
  const parameters = readQuery(unglued(query));
  const names = readNames(path, parameters.get('issuer') ?? '');
  const key = parameters.get('secret') ?? '';
  const seenName = safeName(names.issuer, names.accountName, key);
  if (key === '') return refuse('no-secret', seenName);
  const parsed = parseSecret(key);
  if (!parsed.ok) return refuse(parsed.problem === 'empty' ? 'no-secret' : 'bad-secret', seenName);
  const isSteam = host === 'steam' || (host === 'totp' && saysSteam(parameters, names.issuer));
  const otp = isSteam
    ? ({ type: 'steam', secret: parsed.secret } as const)
    : readParameters(host, parsed.secret, parameters);
  if (typeof otp === 'string') return refuse(otp, seenName);
  const tags = cleanTags(readAll(query, 'tags'));
  const draft = {
    issuer: names.issuer,
    accountName: names.accountName,
    otp,
    ...(tags.length > 0 ? { tags } : {}),
  };
  const isCounterMissing = otp.type === 'hotp' && !parameters.has('counter');
  return {
    ok: true,
    draft,
    warnings: [
      ...warningsOf(draft),
      ...names.warnings,
      ...(isCounterMissing ? (['counter-missing'] as const) : []),
    ],
  };
}

/** `issuer=Fooperiod=30`, with a lost "&" before the period, as an app has written it (https://github.com/ente-io/ente/pull/77). */
function unglued(query: string): string {
  return query.replace(/((?:^|&)issuer=[^&=]*?)period=(\d+)(?=&|$)/i, '$1&period=$2');
}

/** KeePassXC's `encoder=steam`, Stratum's `&steam`, and the issuer, as 2FAS and 2FAuth tell it; an explicit encoder wins. */
function saysSteam(parameters: Query, issuer: string): boolean {
  const encoder = parameters.get('encoder');
  if (encoder !== undefined) return encoder.toLowerCase() === 'steam';
  return parameters.has('steam') || isSteamIssuer(issuer);
}

function readParameters(type: string, secret: Uint8Array, parameters: Query): OtpParameters | UriProblem {
  const algorithm = parseAlgorithm(parameters.get('algorithm') ?? 'SHA1');
  if (algorithm === null) return 'unknown-algorithm';
  const digits = wholeNumber(parameters.get('digits') ?? String(DEFAULT_DIGITS), DIGITS_RANGE);
  if (digits === null) return 'bad-digits';
  if (type === 'hotp') {
    const counter = wholeNumber(parameters.get('counter') ?? '0', { min: 0, max: COUNTER_MAX });
    if (counter === null) return 'bad-counter';
    return { type: 'hotp', secret, algorithm, digits, counter };
  }
  const periodText = parameters.get('period') ?? String(DEFAULT_PERIOD_SECONDS);
  const periodSeconds = wholeNumber(periodText, PERIOD_SECONDS_RANGE);
  if (periodSeconds === null) return 'bad-period';
  return { type: 'totp', secret, algorithm, digits, periodSeconds };
}

/** Bitwarden writes the bare secret after the scheme. `steam://run/440` and its like start games. */
function readSteamScheme({ host, path }: UriParts): ParsedKeyUri {
  if (path !== '') return refuse('other-text');
  const parsed = parseSecret(host);
  if (!parsed.ok) return refuse(parsed.problem === 'empty' ? 'no-secret' : 'bad-secret');
  const draft: AccountDraft = {
    issuer: 'Steam',
    accountName: '',
    otp: { type: 'steam', secret: parsed.secret },
  };
  return { ok: true, draft, warnings: warningsOf(draft) };
}

function wholeNumber(text: string, range: { readonly min: number; readonly max: number }): number | null {
  if (!/^\d{1,16}$/.test(text)) return null;
  const value = Number(text);
  return value >= range.min && value <= range.max ? value : null;
}

function refuse(reason: UriProblem, seen = ''): RefusedUri {
  return { ok: false, reason, seen };
}

/** Shows a wrong value only where its form cannot be a secret's. */
function shownValue(text: string, harmless: RegExp): string {
  return harmless.test(text) ? text : '';
}

/** The account's name for a refusal; nothing when the name repeats the key or hides a query. */
export function safeName(issuer: string, accountName: string, key: string): string {
  const name = displayName(issuer, accountName);
  const plain = (text: string) => text.replace(/[\s-]/g, '').toLowerCase();
  const isTold = key !== '' && plain(name).includes(plain(key));
  return isTold || /secret\s*=/i.test(name) ? '' : name;
}
