/**
 * Makes an account from a Key URI or a bare secret that a file holds in one field. Pure.
 * The rule: names in the URI win, what the file says beside it fills what the URI leaves empty.
 */
import { parseKeyUri } from '../otp/key-uri.ts';
import type { UriProblem } from '../otp/problem.ts';
import { readQuery, splitUri } from '../otp/uri-text.ts';
import { type EntryFields, extrasOf, makeAccount, nameOf } from './entry.ts';
import { accountFromKeeOtp, isKeeOtp } from './kee-otp.ts';
import { EntryProblem, type SkipReason } from './problem.ts';
import type { ImportedAccount } from './reading.ts';
import { base32Secret, base64Secret } from './secret-text.ts';

/** Names from outside the URI. */
export interface FallbackNames {
  readonly issuer: unknown;
  readonly accountName: unknown;
}

const NO_NAMES: FallbackNames = { issuer: '', accountName: '' };

const STEAM_SECRET_BYTES = 20;

const SKIP_REASON_OF: Partial<Record<UriProblem, SkipReason>> = {
  'bad-secret': 'bad-secret',
  'no-secret': 'no-secret',
  'unknown-type': 'unknown-type',
  'unknown-algorithm': 'unknown-algorithm',
  'bad-digits': 'bad-digits',
  'bad-period': 'bad-period',
  'bad-counter': 'bad-counter',
  'migration-damaged': 'damaged',
};

/** The reason in our list for what the URI reader found. */
export function skipReasonOf(problem: UriProblem): SkipReason {
  return SKIP_REASON_OF[problem] ?? 'bad-uri';
}

/** A Key URI's account. @throws EntryProblem when it is none. */
export function accountFromUri(
  uri: string,
  names: FallbackNames = NO_NAMES,
  extras: Partial<EntryFields> = {},
): ImportedAccount {
  const parsed = parseKeyUri(uri);
  if (!parsed.ok) throw new EntryProblem(skipReasonOf(parsed.reason));
  const { draft } = parsed;
  return {
    issuer: draft.issuer || nameOf(names.issuer),
    accountName: draft.accountName || nameOf(names.accountName),
    otp: draft.otp,
    ...extrasOf({ ...extras, tags: [...(draft.tags ?? []), ...(extras.tags ?? [])] }),
    secretAsWritten: draft.otp.type === 'motp' ? null : asWritten(uri),
  };
}

/** The secret of a URI that parsed, where its text is not canonical. */
function asWritten(uri: string): string | null {
  const secret = readQuery(splitUri(uri)?.query ?? '').get('secret');
  return secret === undefined ? null : base32Secret(secret).asWritten;
}

/**
 * What password managers keep in a one-time-code field: a Key URI, `steam://SECRET`, KeeOtp's `key=…`, or a bare secret, possibly
 * in groups. Parameters among `extras` are a bare secret's. @throws EntryProblem when it is none of these.
 */
export function accountFromField(
  value: unknown,
  names: FallbackNames,
  extras: Partial<EntryFields> = {},
): ImportedAccount {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') throw new EntryProblem('no-secret');
  const steam = /^steam:\/\/([^?]+)$/i.exec(text)?.[1];
  // The scheme has no room for names, and Bitwarden's item name says more than a constant.
  if (steam !== undefined) return steamAccount(steam, names, extras);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return accountFromUri(text, names, extras);
  if (isKeeOtp(text)) return accountFromKeeOtp(text, names, extras);
  // An mOTP secret has another notation, which no table tells.
  if (extras.type?.toLowerCase() === 'motp') throw new EntryProblem('unknown-type');
  return makeAccount({ ...extras, type: extras.type ?? 'totp', ...names, secret: base32Secret(text) });
}

/** Base32, or unpadded base64 as Proton allows. */
function steamAccount(secret: string, names: FallbackNames, extras: Partial<EntryFields>): ImportedAccount {
  const read = isBase32(secret) ? base32Secret(secret) : base64Secret(secret);
  // `steam://run/440` and its like start games.
  if (secret.includes('/') && read.bytes.length !== STEAM_SECRET_BYTES) throw new EntryProblem('bad-secret');
  return makeAccount({
    ...extras,
    type: 'steam',
    ...names,
    issuer: nameOf(names.issuer) || 'Steam',
    secret: read,
  });
}

/** Of a length that base32 can have, unless it is written in one case: base64 of letters alone is mixed and 27 long. */
function isBase32(text: string): boolean {
  if (!/^[a-z2-7=\s-]+$/i.test(text)) return false;
  const symbols = text.replace(/[=\s-]/g, '');
  const isMixed = symbols !== symbols.toUpperCase() && symbols !== symbols.toLowerCase();
  return !isMixed || ![1, 3, 6].includes(symbols.length % 8);
}
