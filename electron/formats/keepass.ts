/**
 * KeePass and KeePassXC: one-time codes in the attributes of an entry, as the apps and their plug-ins write them.
 * Runs in the vault process and under Node. The rule: every way of writing a code is read, and an entry that has
 * several ways of writing the same one gives it once.
 */
import { fromBase64, fromHex, utf8 } from './bytes.ts';
import { type EntryFields, makeAccount } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { openKdbx } from './kdbx.ts';
import { isKdbx } from './kdbx-header.ts';
import { type KeePassEntry, readKeePassXml } from './keepass-xml.ts';
import { accountFromField, type FallbackNames } from './key-uri-entry.ts';
import { EntryProblem, FileProblem } from './problem.ts';
import type { Format, ImportedAccount, Reading } from './reading.ts';
import { base32Secret, byteSecret, type ReadSecret } from './secret-text.ts';
import { decodeText } from './source-file.ts';
import { parseXml } from './xml.ts';

const XML_FORMAT = 'keepass-xml';

export const keePass: Format = {
  id: 'keepass-kdbx',
  app: 'KeePass, KeePassXC',
  detect: (file) => (isKdbx(file.bytes) ? 'yes' : 'no'),
  async read(file, options) {
    const { xml, unprotect, format } = await openKdbx(file.bytes, options);
    const text = decodeText(xml);
    if (text === null) throw new FileProblem('damaged', format);
    return readEntries(readKeePassXml(parseXml(text, format), unprotect, format), format);
  },
};

export const keePassXml: Format = {
  id: XML_FORMAT,
  app: 'KeePass, KeePassXC',
  detect: (file) => (/^\s*(<\?xml[^>]*>\s*)?<KeePassFile[\s>]/.test(file.text ?? '') ? 'yes' : 'no'),
  async read(file) {
    const root = parseXml((file.text ?? '').trimStart(), XML_FORMAT);
    return readEntries(
      readKeePassXml(root, (values) => values, XML_FORMAT),
      XML_FORMAT,
    );
  },
};

type Make = () => ImportedAccount;

function readEntries(entries: readonly KeePassEntry[], format: string): Reading {
  const collector = new EntryCollector();
  for (const entry of entries) {
    const title = entry.attributes.get('Title') ?? '';
    const userName = entry.attributes.get('UserName') ?? '';
    const codes = [
      timeBased(entry, { issuer: title, accountName: userName }),
      counterBased(entry, { issuer: title, accountName: userName }),
    ];
    for (const make of codes)
      if (make !== null)
        collector.add(entryName(title, userName), Object.fromEntries(entry.attributes), make);
  }
  return collector.reading(format);
}

function extrasOfEntry(entry: KeePassEntry): Partial<EntryFields> {
  return { tags: [entry.groups.join('/'), ...entry.tags], note: entry.attributes.get('Notes') };
}

/** KeePassXC's and KeeOtp's `otp`, else the older `TOTP Seed`, else KeePass's own `TimeOtp-*`. */
function timeBased(entry: KeePassEntry, names: FallbackNames): Make | null {
  const { attributes } = entry;
  const extras = extrasOfEntry(entry);
  const otp = attributes.get('otp')?.trim() ?? '';
  if (otp !== '') return () => accountFromField(otp, names, extras);
  const seed = attributes.get('TOTP Seed')?.trim() ?? '';
  if (seed !== '') return () => fromSeed(seed, attributes.get('TOTP Settings') ?? '', names, extras);
  if (!hasSecret(attributes, 'TimeOtp')) return null;
  return () =>
    makeAccount({
      ...extras,
      type: 'totp',
      ...names,
      secret: keePassSecret(attributes, 'TimeOtp'),
      algorithm: attributes.get('TimeOtp-Algorithm'),
      digits: attributes.get('TimeOtp-Length'),
      periodSeconds: attributes.get('TimeOtp-Period'),
    });
}

function counterBased(entry: KeePassEntry, names: FallbackNames): Make | null {
  const { attributes } = entry;
  if (!hasSecret(attributes, 'HmacOtp')) return null;
  return () =>
    makeAccount({
      ...extrasOfEntry(entry),
      type: 'hotp',
      ...names,
      secret: keePassSecret(attributes, 'HmacOtp'),
      counter: attributes.get('HmacOtp-Counter'),
    });
}

/** Settings are "period;digits", with "S" for Steam, and possibly a time server behind. */
function fromSeed(
  seed: string,
  settings: string,
  names: FallbackNames,
  extras: Partial<EntryFields>,
): ImportedAccount {
  const [periodSeconds = '', digits = ''] = settings.split(/[;,]/).map((part) => part.trim());
  const isSteam = digits.toUpperCase() === 'S';
  const secret = base32Secret(seed);
  return makeAccount({
    ...extras,
    type: isSteam ? 'steam' : 'totp',
    ...names,
    secret,
    digits,
    periodSeconds,
  });
}

type SecretPrefix = 'TimeOtp' | 'HmacOtp';

/** How the secret is written, by the end of the attribute's name. https://keepass.info/help/base/placeholders.html#otp */
const NOTATIONS: readonly (readonly [suffix: string, read: (text: string) => ReadSecret])[] = [
  ['Secret', (text) => byteSecret(utf8(text))],
  ['Secret-Hex', (text) => byteSecret(fromHex(text.replace(/\s/g, '')))],
  ['Secret-Base32', base32Secret],
  ['Secret-Base64', (text) => byteSecret(fromBase64(text))],
];

function hasSecret(attributes: ReadonlyMap<string, string>, prefix: SecretPrefix): boolean {
  return NOTATIONS.some(([suffix]) => (attributes.get(`${prefix}-${suffix}`) ?? '') !== '');
}

function keePassSecret(attributes: ReadonlyMap<string, string>, prefix: SecretPrefix): ReadSecret {
  for (const [suffix, read] of NOTATIONS) {
    const text = attributes.get(`${prefix}-${suffix}`) ?? '';
    if (text !== '') return read(text);
  }
  throw new EntryProblem('no-secret');
}
