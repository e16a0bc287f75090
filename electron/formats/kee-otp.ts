/**
 * The `key=…&step=…&size=…` of KeePass's plug-ins KeeOtp and KeeOtp2, which KeePassXC wrote for a while. Pure.
 * The rule: what the text does not say has the plug-in's default; a word that it does not know is refused.
 * Source: https://github.com/tiuub/KeeOtp2 (OtpAuthUtils).
 */
import { decodePercent, splitAtFirst } from '../otp/uri-text.ts';
import { utf8 } from './bytes.ts';
import { type EntryFields, makeAccount } from './entry.ts';
import { EntryProblem } from './problem.ts';
import type { ImportedAccount } from './reading.ts';
import { base32Secret, base64Secret, byteSecret, hexSecret, type ReadSecret } from './secret-text.ts';

type Notation = 'base32' | 'base64' | 'hex' | 'utf8';

/** How the key is written, by the lower-case word of `encoding`. */
const NOTATIONS: Readonly<Record<Notation, (text: string) => ReadSecret>> = {
  base32: base32Secret,
  base64: base64Secret,
  hex: hexSecret,
  utf8: (text) => byteSecret(utf8(text)),
};

/** Whether a text is such a query: it has a key, and is no URI. */
export function isKeeOtp(text: string): boolean {
  return !text.includes('://') && /^\s*[?&]*([a-z]+=[^&]*&+)*key=/i.test(text);
}

/** @throws EntryProblem for a missing or unreadable key, and for parameters out of range. */
export function accountFromKeeOtp(
  text: string,
  names: Pick<EntryFields, 'issuer' | 'accountName'>,
  extras: Partial<EntryFields> = {},
): ImportedAccount {
  const parameters = readParameters(text);
  return makeAccount({
    ...extras,
    type: parameters.get('type') || 'totp',
    ...names,
    secret: readKey(parameters.get('key') ?? '', parameters.get('encoding') || 'Base32'),
    algorithm: parameters.get('otphashmode'),
    digits: parameters.get('size'),
    periodSeconds: parameters.get('step'),
    counter: parameters.get('counter'),
  });
}

function readKey(key: string, encoding: string): ReadSecret {
  const notation = encoding.toLowerCase().replace('-', '');
  if (!Object.hasOwn(NOTATIONS, notation)) throw new EntryProblem('bad-secret');
  if (key === '') throw new EntryProblem('no-secret');
  // Of a key that is plain text only "=" is ever escaped.
  return NOTATIONS[notation as Notation](notation === 'utf8' ? key : decodePercent(key));
}

/** By lower-case name. No query of a URI: "+" is itself, as base64 has it, and "%3d" stands for "=". */
function readParameters(text: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const part of text
    .trim()
    .replace(/^[?&]+/, '')
    .split('&')) {
    const [name, value] = splitAtFirst(part, '=');
    const known = name.trim().toLowerCase();
    if (!parameters.has(known)) parameters.set(known, value.replace(/%3d/gi, '=').trim());
  }
  return parameters;
}
