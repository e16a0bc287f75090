/**
 * Aegis (Android): its JSON vault, plain or encrypted. Runs in the vault process and under Node.
 * The rule: every password slot is tried, since a vault can hold several with different passwords.
 * Format: https://github.com/beemdevelopment/Aegis/blob/master/docs/vault.md
 */
import { openGcm } from './aes.ts';
import { concat, fromBase64, fromHex, toHex, utf8 } from './bytes.ts';
import { makeAccount } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { readIcon } from './icon.ts';
import {
  field,
  fieldAt,
  hasFields,
  isTrue,
  listField,
  numberField,
  textField,
  textsOf,
} from './json-fields.ts';
import { requirePassword, scryptKey } from './kdf.ts';
import { FileProblem } from './problem.ts';
import type { Format, ImportedAccount, Reading, ReadOptions } from './reading.ts';
import { base32Secret, byteSecret, type ReadSecret } from './secret-text.ts';
import { decodeText, parseJson } from './source-file.ts';

const PASSWORD_SLOT = 1;
const ENCRYPTED = 'aegis-json-encrypted';
const PLAIN = 'aegis-json-plain';
/** Slots worth trying: each costs one scrypt. */
const SLOTS_MAX = 16;

export const aegis: Format = {
  id: 'aegis-json',
  app: 'Aegis',
  detect(file) {
    const isVault =
      hasFields(file.json, 'header', 'db') || Array.isArray(fieldAt(file.json, 'db', 'entries'));
    return isVault ? 'yes' : 'no';
  },
  async read(file, options) {
    const db = field(file.json, 'db');
    if (typeof db !== 'string') return readContent(db, PLAIN);
    const masterKey = await openSlots(file.json, options);
    return readContent(openContent(file.json, db, masterKey), ENCRYPTED);
  },
};

/** The vault's master key, from the first password slot that the password opens. */
async function openSlots(vault: unknown, options: ReadOptions): Promise<Uint8Array> {
  const password = requirePassword(options, ENCRYPTED);
  const slots = listField(field(vault, 'header'), 'slots');
  const passwordSlots = slots.filter((slot) => field(slot, 'type') === PASSWORD_SLOT).slice(0, SLOTS_MAX);
  if (passwordSlots.length === 0) throw new FileProblem('account-restricted', ENCRYPTED);
  const problems: FileProblem[] = [];
  for (const slot of passwordSlots) {
    // A slot that is damaged or too dear keeps no other from being tried.
    const key = await openSlot(slot, password, options).catch((error: unknown) => {
      if (!(error instanceof FileProblem) || error.code === 'cancelled') throw error;
      problems.push(error);
      return null;
    });
    if (key !== null) return key;
  }
  const wasAnyTried = problems.length < passwordSlots.length;
  throw (wasAnyTried ? undefined : problems[0]) ?? new FileProblem('wrong-password', ENCRYPTED);
}

async function openSlot(
  slot: unknown,
  password: Uint8Array,
  options: ReadOptions,
): Promise<Uint8Array | null> {
  const sealed = hexField(slot, 'key');
  const nonce = hexField(field(slot, 'key_params'), 'nonce');
  const tag = hexField(field(slot, 'key_params'), 'tag');
  const slotKey = await scryptKey(
    password,
    {
      salt: hexField(slot, 'salt'),
      n: numberField(slot, 'n') ?? 0,
      r: numberField(slot, 'r') ?? 0,
      p: numberField(slot, 'p') ?? 0,
      keyBytes: 32,
    },
    options,
  );
  return openGcm(slotKey, nonce, concat(sealed, tag));
}

function openContent(vault: unknown, db: string, masterKey: Uint8Array): unknown {
  const params = fieldAt(vault, 'header', 'params');
  const sealed = fromBase64(db);
  if (sealed === null || masterKey.length !== 32) throw new FileProblem('damaged', ENCRYPTED);
  const content = openGcm(masterKey, hexField(params, 'nonce'), concat(sealed, hexField(params, 'tag')));
  // The master key is right (its own tag fitted), so this is damage and not a wrong password.
  if (content === null) throw new FileProblem('damaged', ENCRYPTED);
  return parseJson(decodeText(content));
}

function hexField(value: unknown, key: string): Uint8Array {
  const bytes = fromHex(textField(value, key));
  if (bytes === null) throw new FileProblem('damaged', ENCRYPTED);
  return bytes;
}

function readContent(db: unknown, format: string): Reading {
  if (!hasFields(db, 'entries')) throw new FileProblem('damaged', format);
  const groups = new Map(
    listField(db, 'groups').map((group) => [textField(group, 'uuid'), textField(group, 'name')]),
  );
  const collector = new EntryCollector();
  for (const entry of listField(db, 'entries')) {
    const name = entryName(field(entry, 'issuer'), field(entry, 'name'));
    collector.add(name, entry, () => readEntry(entry, groups));
  }
  return collector.reading(format);
}

function readEntry(entry: unknown, groups: ReadonlyMap<string, string>): ImportedAccount {
  const info = field(entry, 'info');
  const type = typeOf(entry);
  return makeAccount({
    type,
    issuer: field(entry, 'issuer'),
    accountName: field(entry, 'name'),
    secret: readSecret(type, info),
    algorithm: readAlgorithm(type, info),
    digits: field(info, 'digits'),
    periodSeconds: field(info, 'period'),
    counter: field(info, 'counter'),
    pin: field(info, 'pin'),
    // Version 2 names a group on the entry; version 3 lists identifiers.
    tags: [
      textField(entry, 'group'),
      ...textsOf(listField(entry, 'groups')).map((id) => groups.get(id) ?? ''),
    ],
    note: field(entry, 'note'),
    isPinned: isTrue(entry, 'favorite'),
    icon: readIcon(textField(entry, 'icon')),
    lastUsedAtMs: numberField(entry, 'last_used'),
  });
}

/** 2FAuth writes Aegis files with its own word for Steam. */
function typeOf(entry: unknown): string {
  const type = textField(entry, 'type').toLowerCase();
  return type === 'steamtotp' ? 'steam' : type;
}

/** mOTP secrets are stored as bytes; what is hashed is their lower-case hexadecimal text. */
function readSecret(type: string, info: unknown): ReadSecret {
  const secret = base32Secret(field(info, 'secret'));
  return type === 'motp' ? byteSecret(utf8(toHex(secret.bytes))) : secret;
}

/** MD5 belongs to mOTP; on other entries an old version wrote it by mistake and Aegis itself reads SHA1. */
function readAlgorithm(type: string, info: unknown): unknown {
  const algorithm = field(info, 'algo');
  return type !== 'motp' && typeof algorithm === 'string' && algorithm.toUpperCase() === 'MD5'
    ? 'SHA1'
    : algorithm;
}
