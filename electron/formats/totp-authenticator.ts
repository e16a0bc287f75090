/**
 * TOTP Authenticator (BinaryBoot, Android): its encrypted backup and its preferences.
 * Runs in the vault process and under Node. The rule: a backup made without a password has the app's own
 * default one, which is tried before asking; there is no MAC, so only its JSON is believed.
 */
import { createHash } from 'node:crypto';
import { openCbc } from './aes.ts';
import { mentions, readPreferences } from './android-preferences.ts';
import { fromBase64, utf8 } from './bytes.ts';
import { makeAccount } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { field, isRecord, numberField, textField } from './json-fields.ts';
import { EntryProblem, FileProblem } from './problem.ts';
import type { Format, ImportedAccount, Reading } from './reading.ts';
import { base32Secret, base64Secret, hexSecret, type ReadSecret } from './secret-text.ts';
import { decodeText, parseJson } from './source-file.ts';

const PREFERENCES_KEY = 'STATIC_TOTP_CODES_LIST';
const DEFAULT_PASSWORD = 'TotpAuthenticator';
const NO_IV = new Uint8Array(16);
const NO_ISSUER = 'Unknown';
const ENCRYPTED = 'totp-authenticator-encrypted';

export const totpAuthenticator: Format = {
  id: ENCRYPTED,
  app: 'TOTP Authenticator',
  detect(file) {
    const length = file.text === null ? 0 : (fromBase64(file.text)?.length ?? 0);
    return length > 0 && length % 16 === 0 ? 'maybe' : 'no';
  },
  async read(file, options) {
    const sealed = fromBase64(file.text ?? '') ?? new Uint8Array();
    const codes = openCodes(sealed, DEFAULT_PASSWORD) ?? openCodes(sealed, options.password ?? '');
    if (codes !== null) return readCodes(codes, ENCRYPTED);
    throw new FileProblem(options.password === undefined ? 'password-needed' : 'wrong-password', ENCRYPTED);
  },
};

export const totpAuthenticatorPreferences: Format = {
  id: 'totp-authenticator-prefs-xml',
  app: 'TOTP Authenticator',
  detect: (file) => (mentions(file, PREFERENCES_KEY) ? 'yes' : 'no'),
  async read(file) {
    const format = 'totp-authenticator-prefs-xml';
    const codes = parseJson(readPreferences(file, format).get(PREFERENCES_KEY) ?? null);
    if (!Array.isArray(codes)) throw new FileProblem('damaged', format);
    return readCodes(codes, format);
  },
};

/** The content is an object whose only key is the JSON text of the list. */
function openCodes(sealed: Uint8Array, password: string): readonly unknown[] | null {
  const key = createHash('sha256').update(utf8(password)).digest();
  const content = openCbc(key, NO_IV, sealed);
  const wrapper = content === null ? undefined : parseJson(decodeText(content));
  const codes = isRecord(wrapper) ? parseJson(Object.keys(wrapper)[0] ?? null) : wrapper;
  return Array.isArray(codes) ? codes : null;
}

function readCodes(codes: readonly unknown[], format: string): Reading {
  const collector = new EntryCollector();
  for (const code of codes)
    collector.add(entryName(field(code, 'issuer'), field(code, 'name')), code, () => readCode(code));
  return collector.reading(format);
}

function readCode(code: unknown): ImportedAccount {
  const issuer = textField(code, 'issuer');
  return makeAccount({
    type: 'totp',
    issuer: issuer === NO_ISSUER ? '' : issuer,
    accountName: field(code, 'name'),
    secret: secretOf(code),
    digits: field(code, 'digits'),
    periodSeconds: field(code, 'period'),
    isPinned: field(code, 'isFavorite') === true,
  });
}

function secretOf(code: unknown): ReadSecret {
  const key = field(code, 'key');
  const base = numberField(code, 'base') ?? 16;
  if (base === 16) return hexSecret(key);
  if (base === 32) return base32Secret(key);
  if (base === 64) return base64Secret(key);
  throw new EntryProblem('bad-secret');
}
