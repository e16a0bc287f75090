/**
 * Opens the encrypted backups of the browser extension "Authenticator". Runs in the vault process and under Node.
 * The rule: there is no MAC, so a password is believed only when what comes out is what it must be; when no
 * entry opens, it was wrong.
 */
import { toHex, utf8 } from './bytes.ts';
import { openCryptoJs } from './crypto-js.ts';
import { field, isRecord, isTrue, type JsonRecord, textField } from './json-fields.ts';
import { argon2Key, requirePassword } from './kdf.ts';
import { FileProblem } from './problem.ts';
import type { ReadOptions } from './reading.ts';
import { decodeText, parseJson } from './source-file.ts';

/** Version 3 makes a passphrase of the password with these, OWASP's second choice. */
const ARGON2 = {
  variant: 'argon2id',
  memoryKiB: 19 * 1024,
  iterations: 2,
  parallelism: 1,
  keyBytes: 32,
} as const;
/** Real backups have one key; each costs a derivation. */
const KEYS_MAX = 4;

/** The backup's entries, those that cannot be opened as they are. @throws FileProblem `wrong-password`. */
export async function openBackup(
  backup: JsonRecord,
  format: string,
  options: ReadOptions,
): Promise<readonly unknown[]> {
  requirePassword(options, format);
  const password = options.password ?? '';
  const passphrases = await keyPassphrases(backup, options);
  const legacy = legacyPassphrase(backup, password);
  const entries = Object.entries(backup).filter(([, value]) => field(value, 'dataType') !== 'Key');
  const opened = entries.map(([, entry]) => openEntry(entry, passphrases, legacy) ?? entry);
  if (opened.every((entry, at) => entry === entries[at]?.[1]))
    throw new FileProblem('wrong-password', format);
  return opened;
}

function openEntry(entry: unknown, passphrases: ReadonlyMap<string, string>, legacy: string | null): unknown {
  if (field(entry, 'dataType') === 'EncOTPStorage') {
    const passphrase = passphrases.get(textField(entry, 'keyId'));
    return passphrase === undefined ? null : openedJson(textField(entry, 'data'), passphrase);
  }
  if (!isTrue(entry, 'encrypted') || !isRecord(entry) || legacy === null) return null;
  const secret = openedText(textField(entry, 'secret'), legacy);
  return secret === null ? null : { ...entry, secret, encrypted: false };
}

function openedJson(text: string, passphrase: string): unknown {
  const entry = parseJson(openedText(text, passphrase));
  return isRecord(entry) ? { ...entry, encrypted: false } : null;
}

function openedText(text: string, passphrase: string): string | null {
  const opened = openCryptoJs(text, passphrase);
  return opened === null || opened.length === 0 ? null : decodeText(opened);
}

/** Version 3: a passphrase for each key, the base64 of Argon2id's result. */
async function keyPassphrases(
  backup: JsonRecord,
  options: ReadOptions,
): Promise<ReadonlyMap<string, string>> {
  const keys = Object.values(backup).filter((value) => field(value, 'dataType') === 'Key');
  const passphrases = new Map<string, string>();
  for (const key of keys.slice(0, KEYS_MAX)) {
    const salt = utf8(textField(key, 'salt'));
    const derived = await argon2Key(utf8(options.password ?? ''), { ...ARGON2, salt }, options);
    passphrases.set(textField(key, 'id'), Buffer.from(derived).toString('base64').replace(/=+$/, ''));
  }
  return passphrases;
}

/** Before that: the password itself, or the hexadecimal of a key that it opens; null when it opens none. */
function legacyPassphrase(backup: JsonRecord, password: string): string | null {
  const sealed = textField(field(backup, 'key'), 'enc');
  if (sealed === '') return password;
  const key = openCryptoJs(sealed, password);
  return key === null || key.length === 0 ? null : toHex(key);
}
