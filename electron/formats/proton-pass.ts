/**
 * Proton Pass: its export, a zip with data.json, or that file alone. Runs in the vault process and under Node.
 * The rule: one item can hold several codes, one in the login and others in fields of its own; each is an entry.
 */
import { EntryCollector, entryName } from './entry-collector.ts';
import { field, fieldAt, hasFields, isRecord, isTrue, listField, textField } from './json-fields.ts';
import { accountFromField } from './key-uri-entry.ts';
import type { Format, Reading } from './reading.ts';

export const PROTON_PASS_FILE = 'Proton Pass/data.json';
export const PROTON_PASS_SEALED_FILE = 'Proton Pass/data.pgp';
const STATE_TRASHED = 2;

export const protonPass: Format = {
  id: 'proton-pass-data-json',
  app: 'Proton Pass',
  detect: (file) => (isRecord(field(file.json, 'vaults')) ? 'yes' : 'no'),
  read: async (file) => readProtonPass(file.json, 'proton-pass-data-json'),
};

export function readProtonPass(data: unknown, format: string): Reading {
  const collector = new EntryCollector();
  const vaults = field(data, 'vaults');
  for (const vault of isRecord(vaults) ? Object.values(vaults) : [])
    for (const item of listField(vault, 'items')) addItem(collector, item, textField(vault, 'name'));
  return collector.reading(format);
}

function addItem(collector: EntryCollector, item: unknown, vaultName: string): void {
  const data = field(item, 'data');
  const content = field(data, 'content');
  const name = textField(field(data, 'metadata'), 'name');
  const accountName =
    textField(content, 'itemUsername') || textField(content, 'itemEmail') || textField(content, 'username');
  const extras = {
    tags: [vaultName],
    note: fieldAt(data, 'metadata', 'note'),
    isPinned: isTrue(item, 'pinned'),
    isTrashed: field(item, 'state') === STATE_TRASHED,
  };
  const add = (label: string, totp: string) =>
    collector.add(label, item, () => accountFromField(totp, { issuer: name, accountName }, extras));

  const totp = textField(content, 'totpUri');
  if (totp.trim() !== '') add(name, totp);
  for (const extra of fieldsOf(data, content)) {
    const value = textField(field(extra, 'data'), 'totpUri');
    if (field(extra, 'type') === 'totp' && value.trim() !== '')
      add(entryName(name, field(extra, 'fieldName')), value);
  }
}

/** Fields of the item, and of the sections that custom items have. */
function fieldsOf(data: unknown, content: unknown): readonly unknown[] {
  const sections = listField(content, 'sections').flatMap((section) =>
    hasFields(section, 'sectionFields') ? listField(section, 'sectionFields') : [],
  );
  return [...listField(data, 'extraFields'), ...sections];
}
