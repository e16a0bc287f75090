/**
 * 1Password: the `export.data` of its 1pux export. Pure.
 * The rule: an item can hold several codes; archived items count like any other.
 * Format: https://support.1password.com/1pux-format/
 */
import { EntryCollector, entryName } from './entry-collector.ts';
import { field, fieldAt, hasFields, listField, numberField, textField, textsOf } from './json-fields.ts';
import { accountFromField } from './key-uri-entry.ts';
import type { Format, Reading } from './reading.ts';

/** Its name inside the zip. */
export const ONE_PASSWORD_FILE = 'export.data';

export const onePassword: Format = {
  id: '1password-data-json',
  app: '1Password',
  detect: (file) =>
    listField(file.json, 'accounts').some((account) => hasFields(account, 'attrs', 'vaults')) ? 'yes' : 'no',
  read: async (file) => readOnePassword(file.json, '1password-data-json'),
};

export function readOnePassword(data: unknown, format: string): Reading {
  const collector = new EntryCollector();
  for (const account of listField(data, 'accounts'))
    for (const vault of listField(account, 'vaults'))
      for (const wrapped of listField(vault, 'items')) {
        // Older exports wrap each item once more.
        const item = field(wrapped, 'item') ?? wrapped;
        addItem(collector, item, textField(field(vault, 'attrs'), 'name'));
      }
  return collector.reading(format);
}

function addItem(collector: EntryCollector, item: unknown, vaultName: string): void {
  const title = textField(field(item, 'overview'), 'title');
  const extras = {
    tags: [vaultName, ...textsOf(listField(field(item, 'overview'), 'tags'))],
    note: fieldAt(item, 'details', 'notesPlain'),
    isPinned: (numberField(item, 'favIndex') ?? 0) > 0,
    isTrashed: field(item, 'state') === 'deleted',
  };
  const names = { issuer: title, accountName: userNameOf(item) };
  for (const section of listField(field(item, 'details'), 'sections'))
    for (const each of listField(section, 'fields')) {
      const totp = textField(field(each, 'value'), 'totp');
      if (totp.trim() === '') continue;
      collector.add(entryName(title, field(each, 'title')), item, () =>
        accountFromField(totp, names, extras),
      );
    }
}

function userNameOf(item: unknown): string {
  const fields = listField(field(item, 'details'), 'loginFields');
  const userName = fields.find((each) => field(each, 'designation') === 'username');
  return textField(userName, 'value');
}
