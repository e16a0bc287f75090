/**
 * The browser extension "Authenticator": its JSON backup, plain and encrypted. Runs in the vault process and under Node.
 * The rule: its secrets may be base32 or hexadecimal, with marks for Battle.net and Steam; base32 counts first.
 * Format: https://github.com/Authenticator-Extension/Authenticator (src/models/storage.ts)
 */
import { openBackup } from './authenticator-extension-encryption.ts';
import { BATTLE_NET_DIGITS, BATTLE_NET_ISSUER } from './battle-net.ts';
import { makeAccount } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { field, hasFields, isRecord, isTrue, textField } from './json-fields.ts';
import { accountFromUri } from './key-uri-entry.ts';
import type { Format, ImportedAccount } from './reading.ts';
import { base32OrHexSecret, hexSecret } from './secret-text.ts';

export const authenticatorExtension: Format = {
  id: 'authenticator-extension-json',
  app: 'Authenticator (browser extension)',
  detect(file) {
    if (!isRecord(file.json)) return 'no';
    const values = Object.values(file.json);
    const entries = values.filter((value) => isEntry(value));
    // Beside settings of other types only what bears the extension's own marks is believed.
    const isBackup =
      values.every((value) => typeof value === 'object') ||
      entries.some((entry) => hasFields(entry, 'hash') || isSealed(entry));
    return entries.length > 0 && isBackup ? 'yes' : 'no';
  },
  async read(file, options) {
    const backup = isRecord(file.json) ? file.json : {};
    const isEncrypted = Object.values(backup).some((value) => isSealed(value));
    const format = `authenticator-extension-json${isEncrypted ? '-encrypted' : ''}`;
    const entries = isEncrypted ? await openBackup(backup, format, options) : Object.values(backup);
    const collector = new EntryCollector();
    // What has a secret that is no text is an entry, too, and named as broken.
    for (const entry of entries.filter((each) => hasFields(each, 'secret') || isSealed(each))) {
      const name = entryName(issuerOf(entry), field(entry, 'account'));
      if (isSealed(entry)) collector.skip(name, 'encrypted', entry);
      else collector.add(name, entry, () => readEntry(entry));
    }
    return collector.reading(format);
  },
};

function isEntry(value: unknown): boolean {
  return typeof field(value, 'secret') === 'string' || isSealed(value);
}

function isSealed(value: unknown): boolean {
  return isTrue(value, 'encrypted') || field(value, 'dataType') === 'EncOTPStorage';
}

function readEntry(entry: unknown): ImportedAccount {
  const written = textField(entry, 'secret').trim();
  if (/^otpauth:\/\//i.test(written)) return accountFromUri(written);
  const mark = /^(blz|bliz|stm)-/i.exec(written)?.[1]?.toLowerCase() ?? '';
  const text = mark === '' ? written : written.slice(mark.length + 1);
  const type = typeOf(textField(entry, 'type').toLowerCase(), mark);
  const isBattle = type === 'battle';
  const isHex = type === 'hex' || type === 'hhex';
  return makeAccount({
    type: CODE_TYPES.get(type) ?? type,
    issuer: issuerOf(entry) || (isBattle ? BATTLE_NET_ISSUER : type === 'steam' ? 'Steam' : ''),
    accountName: field(entry, 'account'),
    secret: isHex ? hexSecret(text) : base32OrHexSecret(text),
    algorithm: field(entry, 'algorithm'),
    digits: isBattle ? BATTLE_NET_DIGITS : field(entry, 'digits'),
    periodSeconds: field(entry, 'period'),
    counter: field(entry, 'counter'),
    isPinned: isTrue(entry, 'pinned'),
  });
}

const CODE_TYPES = new Map([
  ['battle', 'totp'],
  ['hex', 'totp'],
  ['hhex', 'hotp'],
]);

/** A mark on the secret says more than the type beside it: it comes from before there were types. */
function typeOf(type: string, mark: string): string {
  if (mark === 'stm') return 'steam';
  if (mark !== '') return 'battle';
  return type === '' ? 'totp' : type;
}

/** The issuer may carry the site that it belongs to: "GitHub::github.com". */
function issuerOf(entry: unknown): string {
  return textField(entry, 'issuer').split('::', 1)[0] ?? '';
}
