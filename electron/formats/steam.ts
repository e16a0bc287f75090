/**
 * Steam Guard files: the app's own, a desktop authenticator's maFile, and that file encrypted, which needs the
 * manifest.json beside it. Runs in the vault process and under Node.
 * The rule: the encryption has no MAC, so only JSON with a Steam secret is believed.
 */
import { openCbc } from './aes.ts';
import { fromBase64 } from './bytes.ts';
import { EntryCollector } from './entry-collector.ts';
import { field, hasFields, isRecord, listField, textField } from './json-fields.ts';
import { argon2Key, pbkdf2Key, requirePassword } from './kdf.ts';
import { EntryProblem, FileProblem } from './problem.ts';
import type { Format, Reading, ReadOptions } from './reading.ts';
import { decodeText, parseJson, type SourceFile } from './source-file.ts';
import { accountFromSteamGuard, nameInRecord } from './steam-guard.ts';

const KEY_ITERATIONS = 50_000;
const IV_BYTES = 16;
/** steamguard-cli's other scheme (https://github.com/dyc3/steamguard-cli, src/encryption/argon2id_aes.rs). */
const ARGON2_SCHEME = 'Argon2idAes256';
const STEAMGUARD_CLI_ARGON2 = {
  variant: 'argon2id',
  memoryKiB: 62_500,
  iterations: 3,
  parallelism: 4,
  keyBytes: 32,
} as const;
/** Each entry of a manifest costs a key derivation. */
const MANIFEST_ENTRIES_MAX = 100;
const ENCRYPTED = 'steam-mafile-encrypted';

export const steam: Format = {
  id: 'steam',
  app: 'Steam Guard',
  detect: (file) => (hasFields(file.json, 'shared_secret') || recordsOf(file.json).length > 0 ? 'yes' : 'no'),
  async read(file) {
    if (hasFields(file.json, 'shared_secret')) return readRecords([file.json], 'steam-mafile');
    return readRecords(recordsOf(file.json), 'steam-json');
  },
};

/** The newer app keeps its authenticators by Steam identifier. */
function recordsOf(json: unknown): readonly unknown[] {
  const accounts = field(json, 'accounts');
  if (!isRecord(accounts)) return [];
  const records = Object.values(accounts).filter(isRecord);
  return records.some((record) => hasFields(record, 'shared_secret')) ? records : [];
}

/** The manifest holds no secret: it is the companion of the files that it belongs to, and alone an empty reading. */
export const steamManifest: Format = {
  id: 'steam-sda-manifest',
  app: 'Steam Desktop Authenticator',
  detect: (file) => (isManifest(file) ? 'yes' : 'no'),
  read: async () => new EntryCollector().reading('steam-sda-manifest'),
};

export const steamEncrypted: Format = {
  id: ENCRYPTED,
  app: 'Steam Desktop Authenticator',
  detect: (file) => (isSealed(file) ? 'maybe' : 'no'),
  async read(file, options) {
    const manifests = (options.companions ?? []).filter(isManifest);
    // Without it nothing but its name says that this base64 text is ours.
    const isNamedSo = /\.maFile$/i.test(file.name);
    if (manifests.length === 0)
      throw new FileProblem(isNamedSo ? 'companion-needed' : 'not-recognised', ENCRYPTED);
    return readRecords([await openRecord(file, manifests, options)], ENCRYPTED);
  },
};

function isManifest(file: SourceFile): boolean {
  return listField(file.json, 'entries').some(
    (entry) =>
      hasFields(entry, 'encryption_iv') ||
      hasFields(entry, 'encryption_salt') ||
      // steamguard-cli's own manifest says steam_id.
      (hasFields(entry, 'filename') && (hasFields(entry, 'steamid') || hasFields(entry, 'steam_id'))),
  );
}

/** One base64 text of whole AES blocks. */
function isSealed(file: SourceFile): boolean {
  const length = file.text === null ? 0 : (fromBase64(file.text)?.length ?? 0);
  return length > 0 && length % 16 === 0;
}

/** Tries the manifest's entries, the one that names this file first. */
async function openRecord(
  file: SourceFile,
  manifests: readonly SourceFile[],
  options: ReadOptions,
): Promise<unknown> {
  const password = requirePassword(options, ENCRYPTED);
  const sealed = fromBase64(file.text ?? '') ?? new Uint8Array();
  const entries = manifests.flatMap((manifest) => listField(manifest.json, 'entries'));
  const named = (entry: unknown) =>
    file.name !== '' && file.name.endsWith(textField(entry, 'filename') || '\0');
  const ordered = [...entries.filter(named), ...entries.filter((entry) => !named(entry))];
  for (const entry of ordered.slice(0, MANIFEST_ENTRIES_MAX)) {
    const own = field(entry, 'encryption');
    const salt = fromBase64(textField(entry, 'encryption_salt') || textField(own, 'salt'));
    const iv = fromBase64(textField(entry, 'encryption_iv') || textField(own, 'iv'));
    if (salt === null || iv === null || salt.length === 0 || iv.length !== IV_BYTES) continue;
    const key =
      textField(own, 'scheme') === ARGON2_SCHEME
        ? await argon2Key(password, { ...STEAMGUARD_CLI_ARGON2, salt }, options)
        : await pbkdf2Key(
            password,
            { hash: 'sha1', salt, iterations: KEY_ITERATIONS, keyBytes: 32 },
            options,
          );
    const content = openCbc(key, iv, sealed);
    const record = content === null ? undefined : parseJson(decodeText(content));
    if (hasFields(record, 'shared_secret')) return record;
  }
  throw new FileProblem('wrong-password', ENCRYPTED);
}

function readRecords(records: readonly unknown[], format: string): Reading {
  const collector = new EntryCollector();
  for (const record of records)
    collector.add(nameInRecord(record), record, () => {
      if (!isRecord(record)) throw new EntryProblem('damaged');
      return accountFromSteamGuard(record);
    });
  return collector.reading(format);
}
