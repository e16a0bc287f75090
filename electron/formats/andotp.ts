/**
 * andOTP (Android, no longer maintained): its JSON backup, plain or under a password. Runs in the vault process and under Node.
 * The rule: an encrypted backup has no mark at all, so it is only ever "maybe" ours until its tag fits.
 */
import { createHash } from 'node:crypto';
import { openGcm } from './aes.ts';
import { viewOf } from './bytes.ts';
import { makeAccount } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { isOpenPgp } from './foreign-file.ts';
import { markNamed } from './icon.ts';
import { field, hasFields, listField, numberField, textField, textsOf } from './json-fields.ts';
import { pbkdf2Key, requirePassword } from './kdf.ts';
import { PBKDF2_ITERATIONS_MAX } from './limits.ts';
import { FileProblem } from './problem.ts';
import type { Format, ImportedAccount, Reading, ReadOptions } from './reading.ts';
import { base32Secret } from './secret-text.ts';
import { decodeText, parseJson } from './source-file.ts';

const NONCE_BYTES = 12;
const SALT_BYTES = 12;
const TAG_BYTES = 16;

export const andOtp: Format = {
  id: 'andotp-json',
  app: 'andOTP',
  detect: (file) =>
    Array.isArray(file.json) && file.json.some((entry) => hasFields(entry, 'secret', 'label')) ? 'yes' : 'no',
  async read(file) {
    return readEntries(file.json, 'andotp-json-plain');
  },
};

export const andOtpEncrypted: Format = {
  id: 'andotp-encrypted',
  app: 'andOTP',
  detect: (file) => (file.text === null && file.bytes.length > NONCE_BYTES + TAG_BYTES ? 'maybe' : 'no'),
  async read(file, options) {
    if (isOpenPgp(file.bytes)) throw new FileProblem('openpgp');
    return (await openNew(file.bytes, options)) ?? openOld(file.bytes, options);
  },
};

/** Since 0.6.3: iterations (32 bits), salt, nonce, ciphertext and tag. Null when that does not open it. */
async function openNew(bytes: Uint8Array, options: ReadOptions): Promise<Reading | null> {
  const format = 'andotp-encrypted-new';
  const password = requirePassword(options, format);
  const iterations = viewOf(bytes).getInt32(0);
  if (iterations < 1 || iterations > PBKDF2_ITERATIONS_MAX) return null;
  const salt = bytes.subarray(4, 4 + SALT_BYTES);
  const nonce = bytes.subarray(4 + SALT_BYTES, 4 + SALT_BYTES + NONCE_BYTES);
  const key = await pbkdf2Key(password, { hash: 'sha1', salt, iterations, keyBytes: 32 }, options);
  const content = openGcm(key, nonce, bytes.subarray(4 + SALT_BYTES + NONCE_BYTES));
  return content === null ? null : readEntries(parseJson(decodeText(content)), format);
}

/** Before that: nonce, ciphertext and tag, under the plain hash of the password. */
function openOld(bytes: Uint8Array, options: ReadOptions): Reading {
  const format = 'andotp-encrypted-old';
  const key = createHash('sha256').update(requirePassword(options, format)).digest();
  const content = openGcm(key, bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES));
  if (content === null) throw new FileProblem('wrong-password', 'andotp-encrypted');
  return readEntries(parseJson(decodeText(content)), format);
}

function readEntries(entries: unknown, format: string): Reading {
  if (!Array.isArray(entries)) throw new FileProblem('damaged', format);
  const collector = new EntryCollector();
  for (const entry of entries) {
    const name = entryName(field(entry, 'issuer'), field(entry, 'label'));
    collector.add(name, entry, () => readEntry(entry));
  }
  return collector.reading(format);
}

function readEntry(entry: unknown): ImportedAccount {
  return makeAccount({
    type: textField(entry, 'type') || 'totp',
    ...namesOf(entry),
    // For mOTP the base32 holds the hexadecimal text itself: the text that is hashed.
    secret: base32Secret(field(entry, 'secret')),
    algorithm: field(entry, 'algorithm'),
    digits: field(entry, 'digits'),
    periodSeconds: field(entry, 'period'),
    counter: field(entry, 'counter'),
    tags: textsOf(listField(entry, 'tags')),
    lastUsedAtMs: numberField(entry, 'last_used'),
    useCount: numberField(entry, 'used_frequency'),
    markName: markNamed(textField(entry, 'thumbnail'), namesOf(entry).issuer),
  });
}

/**
 * Old backups have no issuer: the label is "issuer - account". Newer ones may repeat the issuer in front
 * of the account (https://github.com/paolostivanin/OTPClient/issues/197).
 */
function namesOf(entry: unknown): { readonly issuer: string; readonly accountName: string } {
  const label = textField(entry, 'label');
  if (!hasFields(entry, 'issuer')) {
    const dash = label.indexOf(' - ');
    return dash < 0
      ? { issuer: '', accountName: label }
      : { issuer: label.slice(0, dash), accountName: label.slice(dash + 3) };
  }
  const issuer = textField(entry, 'issuer');
  const isRepeated = issuer !== '' && label.toLowerCase().startsWith(`${issuer.toLowerCase()}:`);
  return { issuer, accountName: isRepeated ? label.slice(issuer.length + 1) : label };
}
