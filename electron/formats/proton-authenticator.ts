/**
 * Proton Authenticator: its export, plain or under a password. Runs in the vault process and under Node.
 * The rule: the name that the person gave wins over the label inside the URI.
 */
import { openGcm } from './aes.ts';
import { fromBase64, utf8 } from './bytes.ts';
import { EntryCollector } from './entry-collector.ts';
import { field, fieldAt, hasFields, listField, textField } from './json-fields.ts';
import { argon2Key, requirePassword } from './kdf.ts';
import { accountFromField } from './key-uri-entry.ts';
import { FileProblem } from './problem.ts';
import type { Format, Reading, ReadOptions } from './reading.ts';
import { decodeText, parseJson } from './source-file.ts';

const ENCRYPTED = 'proton-authenticator-encrypted';
const PLAIN = 'proton-authenticator-json';
const NONCE_BYTES = 12;
/** Binds the ciphertext to what it is. */
const ASSOCIATED_DATA = utf8('proton.authenticator.export.v1');

export const protonAuthenticator: Format = {
  id: 'proton-authenticator',
  app: 'Proton Authenticator',
  detect(file) {
    const entries = listField(file.json, 'entries');
    const isPlain =
      hasFields(file.json, 'version', 'entries') &&
      (entries.length === 0 || entries.some((entry) => hasFields(entry, 'content')));
    return isPlain || hasFields(file.json, 'version', 'salt', 'content') ? 'yes' : 'no';
  },
  async read(file, options) {
    if (hasFields(file.json, 'entries')) return readEntries(file.json, PLAIN);
    return readEntries(await openContent(file.json, options), ENCRYPTED);
  },
};

async function openContent(file: unknown, options: ReadOptions): Promise<unknown> {
  const password = requirePassword(options, ENCRYPTED);
  const salt = fromBase64(textField(file, 'salt'));
  const sealed = fromBase64(textField(file, 'content'));
  if (salt === null || sealed === null) throw new FileProblem('damaged', ENCRYPTED);
  const key = await argon2Key(
    password,
    { variant: 'argon2id', salt, memoryKiB: 19 * 1024, iterations: 2, parallelism: 1, keyBytes: 32 },
    options,
  );
  const content = openGcm(
    key,
    sealed.subarray(0, NONCE_BYTES),
    sealed.subarray(NONCE_BYTES),
    ASSOCIATED_DATA,
  );
  if (content === null) throw new FileProblem('wrong-password', ENCRYPTED);
  return parseJson(decodeText(content));
}

function readEntries(backup: unknown, format: string): Reading {
  if (!Array.isArray(field(backup, 'entries'))) throw new FileProblem('damaged', format);
  const collector = new EntryCollector();
  for (const entry of listField(backup, 'entries')) {
    const content = field(entry, 'content');
    const name = textField(content, 'name');
    collector.add(name, entry, () =>
      accountFromField(
        field(content, 'uri'),
        { issuer: '', accountName: name },
        { note: fieldAt(entry, 'note') },
      ),
    );
  }
  return collector.reading(format);
}
