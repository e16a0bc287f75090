/**
 * URIs of Mobile-OTP (`motp://ISSUER:NAME?secret=TEXT&pin=PIN`) and Yandex Key (`otpauth://yaotp/NAME?secret=…&pin=…`),
 * as Aegis and Stratum write them. Pure; vault process.
 * The rule: most of these URIs come without the PIN; the account is read all the same and waits for it.
 */
import type { AccountDraft, MotpParameters } from './account.ts';
import { SECRET_BYTES_MAX } from './account.ts';
import { encodeBase32, parseSecret } from './base32.ts';
import { readNames } from './key-uri-label.ts';
import type { UriProblem } from './problem.ts';
import { encodePercent, readQuery, type UriParts } from './uri-text.ts';

export const YANDEX_HOST = 'yaotp';
const YANDEX_ISSUER = 'Yandex';
/** The bare secret, and the secret with the checksum that the app's QR codes carry. */
const YANDEX_SECRET_BYTES: readonly number[] = [16, 26];

/** The secret is text, not base32: it is hashed as it is written. */
export function readMotpUri({ authority, path, query }: UriParts): AccountDraft | UriProblem {
  const parameters = readQuery(query);
  const secret = new TextEncoder().encode(parameters.get('secret') ?? '');
  if (secret.length === 0) return 'no-secret';
  if (secret.length > SECRET_BYTES_MAX) return 'bad-secret';
  // The label stands where other URIs have their host.
  const label = path === '' ? authority : `${authority}/${path}`;
  const { issuer, accountName } = readNames(label, parameters.get('issuer') ?? '');
  return { issuer, accountName, otp: { type: 'motp', secret, pin: parameters.get('pin') ?? '' } };
}

/** The PIN is base32 of its digits. A checksum at the secret's end is left alone. */
export function readYandexUri({ path, query }: UriParts): AccountDraft | UriProblem {
  const parameters = readQuery(query);
  const parsed = parseSecret(parameters.get('secret') ?? '');
  if (!parsed.ok) return parsed.problem === 'empty' ? 'no-secret' : 'bad-secret';
  if (!YANDEX_SECRET_BYTES.includes(parsed.secret.length)) return 'bad-secret';
  const pin = parseSecret(parameters.get('pin') ?? '');
  const { issuer, accountName } = readNames(path, parameters.get('issuer') ?? YANDEX_ISSUER);
  return {
    issuer,
    accountName,
    otp: { type: 'yandex', secret: parsed.secret, pin: pin.ok ? new TextDecoder().decode(pin.secret) : '' },
  };
}

/** Writes a Mobile-OTP URI. @param label issuer and account name, already encoded. */
export function formatMotpUri(label: string, { secret, pin }: MotpParameters): string {
  const text = encodePercent(new TextDecoder().decode(secret));
  return `motp://${label}?secret=${text}${pin === '' ? '' : `&pin=${encodePercent(pin)}`}`;
}

/** The `pin` parameter of a Yandex URI; none when the PIN is not known. */
export function pinParameter(pin: string): readonly string[] {
  return pin === '' ? [] : [`pin=${encodeBase32(new TextEncoder().encode(pin))}`];
}
