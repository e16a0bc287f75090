/**
 * Stratum, formerly Authenticator Pro (Android): its backup, plain or encrypted, and its database.
 * Runs in the vault process and under Node. The rule: the old encryption has no MAC, so the password is
 * believed only when what comes out is the JSON that it must be.
 */
import { openCbc, openGcm } from './aes.ts';
import { startsWith, utf8 } from './bytes.ts';
import { makeAccount } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { markNamed, readIcon } from './icon.ts';
import { field, hasFields, listField, numberField, textField } from './json-fields.ts';
import { argon2Key, pbkdf2Key, requirePassword } from './kdf.ts';
import { EntryProblem, FileProblem } from './problem.ts';
import type { Format, ImportedAccount, ImportedIcon, Reading, ReadOptions } from './reading.ts';
import { base32Secret, byteSecret } from './secret-text.ts';
import { decodeText, parseJson } from './source-file.ts';
import { openSqlite } from './sqlite.ts';
import { isSqlite } from './sqlite-header.ts';

export const STRATUM_STRONG_HEADER = utf8('AUTHENTICATORPRO');
const LEGACY_HEADER = utf8('AuthenticatorPro');
const HEADER_BYTES = 16;
/** Of the current encryption. */
export const STRATUM_ARGON2 = {
  variant: 'argon2id',
  memoryKiB: 65536,
  iterations: 3,
  parallelism: 4,
  keyBytes: 32,
} as const;

const TYPES = new Map<unknown, string>([
  [1, 'hotp'],
  [2, 'totp'],
  [3, 'motp'],
  [4, 'steam'],
  [5, 'yandex'],
]);
const ALGORITHMS = new Map<unknown, string>([
  [undefined, 'SHA1'],
  [null, 'SHA1'],
  [0, 'SHA1'],
  [1, 'SHA256'],
  [2, 'SHA512'],
]);

export const stratum: Format = {
  id: 'stratum-json',
  app: 'Stratum (Authenticator Pro)',
  detect: (file) => (hasFields(file.json, 'Authenticators') ? 'yes' : 'no'),
  async read(file) {
    return readBackup(file.json, 'stratum-json-plain');
  },
};

export const stratumEncrypted: Format = {
  id: 'stratum-authpro',
  app: 'Stratum (Authenticator Pro)',
  detect: (file) =>
    startsWith(file.bytes, STRATUM_STRONG_HEADER) || startsWith(file.bytes, LEGACY_HEADER) ? 'yes' : 'no',
  async read(file, options) {
    const isStrong = startsWith(file.bytes, STRATUM_STRONG_HEADER);
    const format = isStrong ? 'stratum-authpro-strong' : 'stratum-authpro-legacy';
    const sealed = file.bytes.subarray(HEADER_BYTES);
    const content = isStrong ? await openStrong(sealed, options) : await openLegacy(sealed, options);
    const backup = content === null ? undefined : parseJson(decodeText(content));
    if (backup === undefined) throw new FileProblem('wrong-password', format);
    return readBackup(backup, format);
  },
};

export const stratumDatabase: Format = {
  id: 'stratum-sqlite',
  app: 'Stratum (Authenticator Pro)',
  detect: (file) => (isSqlite(file.bytes) && openSqlite(file.bytes).hasTable('authenticator') ? 'yes' : 'no'),
  async read(file) {
    const database = openSqlite(file.bytes);
    const rows = (table: string, names: Readonly<Record<string, string>>) =>
      [...database.rows(table)].map((row) => renamed(row, names));
    const backup = {
      Authenticators: rows('authenticator', AUTHENTICATOR_COLUMNS),
      Categories: rows('category', { id: 'Id', name: 'Name' }),
      AuthenticatorCategories: rows('authenticatorcategory', {
        categoryId: 'CategoryId',
        authenticatorSecret: 'AuthenticatorSecret',
      }),
    };
    return readBackup(backup, 'stratum-sqlite');
  },
};

const AUTHENTICATOR_COLUMNS = {
  type: 'Type',
  icon: 'Icon',
  issuer: 'Issuer',
  username: 'Username',
  secret: 'Secret',
  pin: 'Pin',
  algorithm: 'Algorithm',
  digits: 'Digits',
  period: 'Period',
  counter: 'Counter',
};

function renamed(row: ReadonlyMap<string, unknown>, names: Readonly<Record<string, string>>): unknown {
  return Object.fromEntries(Object.entries(names).map(([column, key]) => [key, row.get(column)]));
}

async function openStrong(sealed: Uint8Array, options: ReadOptions): Promise<Uint8Array | null> {
  const password = requirePassword(options, 'stratum-authpro-strong');
  const salt = sealed.subarray(0, 16);
  if (sealed.length < 16 + 12 + 16) throw new FileProblem('damaged', 'stratum-authpro-strong');
  const key = await argon2Key(password, { ...STRATUM_ARGON2, salt }, options);
  return openGcm(key, sealed.subarray(16, 28), sealed.subarray(28));
}

async function openLegacy(sealed: Uint8Array, options: ReadOptions): Promise<Uint8Array | null> {
  const password = requirePassword(options, 'stratum-authpro-legacy');
  const salt = sealed.subarray(0, 20);
  const key = await pbkdf2Key(password, { hash: 'sha1', salt, iterations: 64_000, keyBytes: 32 }, options);
  return openCbc(key, sealed.subarray(20, 36), sealed.subarray(36));
}

function readBackup(backup: unknown, format: string): Reading {
  if (!Array.isArray(field(backup, 'Authenticators'))) throw new FileProblem('damaged', format);
  const tags = tagsBySecret(backup);
  const icons = new Map(
    listField(backup, 'CustomIcons').map((icon) => [textField(icon, 'Id'), textField(icon, 'Data')]),
  );
  const collector = new EntryCollector();
  for (const entry of listField(backup, 'Authenticators')) {
    const name = entryName(field(entry, 'Issuer'), field(entry, 'Username'));
    collector.add(name, entry, () =>
      readEntry(entry, tags.get(textField(entry, 'Secret')) ?? [], iconOf(entry, icons)),
    );
  }
  return collector.reading(format);
}

/** Categories hang on accounts by their secret. */
function tagsBySecret(backup: unknown): ReadonlyMap<string, readonly string[]> {
  const names = new Map(
    listField(backup, 'Categories').map((category) => [
      textField(category, 'Id'),
      textField(category, 'Name'),
    ]),
  );
  const tags = new Map<string, string[]>();
  for (const binding of listField(backup, 'AuthenticatorCategories')) {
    const secret = textField(binding, 'AuthenticatorSecret');
    const name = names.get(textField(binding, 'CategoryId'));
    if (name !== undefined) tags.set(secret, [...(tags.get(secret) ?? []), name]);
  }
  return tags;
}

/** "@" and an identifier names a picture in the backup; anything else one that the app brings along. */
function iconOf(entry: unknown, icons: ReadonlyMap<string, string>): ImportedIcon | null {
  const icon = textField(entry, 'Icon');
  return icon.startsWith('@') ? readIcon(icons.get(icon.slice(1)) ?? '') : null;
}

function readEntry(entry: unknown, tags: readonly string[], icon: ImportedIcon | null): ImportedAccount {
  const type = TYPES.get(field(entry, 'Type'));
  const algorithm = ALGORITHMS.get(field(entry, 'Algorithm'));
  if (type === undefined) throw new EntryProblem('unknown-type');
  if (algorithm === undefined) throw new EntryProblem('unknown-algorithm');
  const secret = field(entry, 'Secret');
  return makeAccount({
    type,
    issuer: field(entry, 'Issuer'),
    accountName: field(entry, 'Username'),
    // The text of an mOTP secret is hashed as it is, hexadecimal or not.
    secret: type === 'motp' ? byteSecret(utf8(textField(entry, 'Secret'))) : base32Secret(secret),
    algorithm,
    digits: field(entry, 'Digits'),
    periodSeconds: field(entry, 'Period'),
    counter: field(entry, 'Counter'),
    pin: field(entry, 'Pin'),
    tags,
    useCount: numberField(entry, 'CopyCount'),
    icon,
    // A brand's name of its own, where it is no picture.
    markName: markNamed(textField(entry, 'Icon'), textField(entry, 'Issuer')),
  });
}
