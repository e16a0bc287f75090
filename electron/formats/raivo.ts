/**
 * Raivo OTP (iOS): its JSON export, which comes in an AES zip. Pure.
 * The rule: all values are text, numbers and truth included.
 */
import { makeAccount } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { field, hasFields, isTrue, textField } from './json-fields.ts';
import type { Format, ImportedAccount, Reading } from './reading.ts';
import { base32Secret } from './secret-text.ts';

/** Its name inside the zip. */
export const RAIVO_FILE = 'raivo-otp-export.json';

export const raivo: Format = {
  id: 'raivo-json',
  app: 'Raivo OTP',
  detect: (file) =>
    Array.isArray(file.json) && file.json.some((entry) => hasFields(entry, 'kind', 'timer')) ? 'yes' : 'no',
  read: async (file) => readRaivo(file.json, 'raivo-json'),
};

export function readRaivo(entries: unknown, format: string): Reading {
  const collector = new EntryCollector();
  for (const entry of Array.isArray(entries) ? entries : [])
    collector.add(entryName(field(entry, 'issuer'), field(entry, 'account')), entry, () => readEntry(entry));
  return collector.reading(format);
}

function readEntry(entry: unknown): ImportedAccount {
  return makeAccount({
    type: textField(entry, 'kind') || 'totp',
    issuer: field(entry, 'issuer'),
    accountName: field(entry, 'account'),
    secret: base32Secret(field(entry, 'secret')),
    algorithm: field(entry, 'algorithm'),
    digits: field(entry, 'digits'),
    periodSeconds: field(entry, 'timer'),
    counter: field(entry, 'counter'),
    isPinned: isTrue(entry, 'pinned'),
  });
}
