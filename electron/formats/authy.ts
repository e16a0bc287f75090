/**
 * Authy: its phone app's preferences, and the answer of its servers that people have saved; it has no export.
 * Runs in the vault process and under Node. The rule: the encryption has no MAC, so a secret is believed only
 * when it is base32; when none is, the password was wrong.
 */

import { openCbc } from './aes.ts';
import { mentions, readPreferences } from './android-preferences.ts';
import { fromBase64, fromHex, utf8 } from './bytes.ts';
import { makeAccount } from './entry.ts';
import { EntryCollector } from './entry-collector.ts';
import { field, hasFields, listField, numberField, textField } from './json-fields.ts';
import { pbkdf2Key, requirePassword } from './kdf.ts';
import { EntryProblem, FileProblem } from './problem.ts';
import type { Format, ImportedAccount, Reading, ReadOptions } from './reading.ts';
import { base32Secret, hexSecret, type ReadSecret } from './secret-text.ts';
import { decodeText, parseJson } from './source-file.ts';

const TOKENS_KEY = 'com.authy.storage.tokens.authenticator.key';
const OWN_TOKENS_KEY = 'com.authy.storage.tokens.authy.key';
const DEFAULT_ITERATIONS = 1000;
const NO_IV = new Uint8Array(16);
/** Authy's own accounts. */
const OWN = { digits: 7, periodSeconds: 10 } as const;

export const authy: Format = {
  id: 'authy',
  app: 'Authy',
  detect: (file) =>
    mentions(file, 'com.authy.storage.tokens.') || hasFields(file.json, 'authenticator_tokens')
      ? 'yes'
      : 'no',
  async read(file, options) {
    if (hasFields(file.json, 'authenticator_tokens'))
      return await readTokens(listField(file.json, 'authenticator_tokens'), [], 'authy-api-json', options);
    const preferences = readPreferences(file, 'authy-prefs-xml');
    const listOf = (key: string) => {
      const list = parseJson(preferences.get(key) ?? null);
      return Array.isArray(list) ? list : [];
    };
    return await readTokens(listOf(TOKENS_KEY), listOf(OWN_TOKENS_KEY), 'authy-prefs-xml', options);
  },
};

async function readTokens(
  tokens: readonly unknown[],
  ownTokens: readonly unknown[],
  format: string,
  options: ReadOptions,
): Promise<Reading> {
  const isEncrypted = tokens.some((token) => sealedSecret(token) !== '');
  const variant = `${format}-${isEncrypted ? 'encrypted' : 'plain'}`;
  const opened = isEncrypted ? await openSecrets(tokens, variant, options) : new Map<unknown, string>();
  const collector = new EntryCollector();
  for (const token of tokens) {
    const names = namesOf(token);
    collector.add(names.name, token, () => readToken(token, names, opened.get(token)));
  }
  for (const token of ownTokens) {
    const names = namesOf(token);
    collector.add(names.name, token, () =>
      makeAccount({ type: 'totp', ...names, secret: hexSecret(field(token, 'secretSeed')), ...OWN }),
    );
  }
  return collector.reading(variant);
}

/** The base32 text of every sealed secret that opens. @throws FileProblem `wrong-password` when none does. */
async function openSecrets(
  tokens: readonly unknown[],
  format: string,
  options: ReadOptions,
): Promise<ReadonlyMap<unknown, string>> {
  const password = requirePassword(options, format);
  const opened = new Map<unknown, string>();
  for (const token of tokens) {
    const sealed = fromBase64(sealedSecret(token));
    if (sealed === null || sealed.length === 0) continue;
    const iterations = numberField(token, 'key_derivation_iterations') ?? DEFAULT_ITERATIONS;
    const salt = utf8(textField(token, 'salt'));
    const key = await pbkdf2Key(password, { hash: 'sha1', salt, iterations, keyBytes: 32 }, options);
    const content = openCbc(key, fromHex(textField(token, 'unique_iv') || '00'.repeat(16)) ?? NO_IV, sealed);
    const text = content === null ? null : decodeText(content);
    if (text !== null && /^[a-z2-7=\s]+$/i.test(text)) opened.set(token, text);
  }
  if (opened.size === 0) throw new FileProblem('wrong-password', format);
  return opened;
}

function sealedSecret(token: unknown): string {
  return textField(token, 'encryptedSecret') || textField(token, 'encrypted_seed');
}

function readToken(token: unknown, names: Names, opened: string | undefined): ImportedAccount {
  return makeAccount({
    type: 'totp',
    ...names,
    secret: secretOf(token, opened),
    digits: field(token, 'digits'),
  });
}

function secretOf(token: unknown, opened: string | undefined): ReadSecret {
  if (sealedSecret(token) !== '' && opened === undefined) throw new EntryProblem('damaged');
  return base32Secret(opened ?? field(token, 'decryptedSecret'));
}

interface Names {
  readonly name: string;
  readonly issuer: string;
  readonly accountName: string;
}

/** "Issuer: account" or "Issuer - account" is how the app shows and stores them. */
function namesOf(token: unknown): Names {
  const name =
    textField(token, 'originalName') || textField(token, 'original_name') || textField(token, 'name');
  const known = textField(token, 'originalIssuer') || textField(token, 'issuer');
  const separator = /:| - /.exec(name);
  if (separator === null) return { name, issuer: known, accountName: name };
  const prefix = name.slice(0, separator.index).trim();
  // Another word than the issuer belongs to the account's name.
  if (known !== '' && prefix.toLowerCase() !== known.trim().toLowerCase())
    return { name, issuer: known, accountName: name };
  const accountName = name.slice(separator.index + separator[0].length);
  return { name, issuer: known || prefix, accountName };
}
