/**
 * Keeper: its JSON export. Pure.
 * The rule: only the custom field that Keeper keeps one-time codes in is read.
 */
import { EntryCollector } from './entry-collector.ts';
import { field, hasFields, isRecord, listField, textField } from './json-fields.ts';
import { accountFromField } from './key-uri-entry.ts';
import type { Format } from './reading.ts';

/** `TFC:Keeper`, and `$oneTimeCode` with a number behind it in newer exports. */
const CODE_FIELD = /^(TFC:Keeper|\$?oneTimeCode(::\d+)?)$/;

export const keeper: Format = {
  id: 'keeper-json',
  app: 'Keeper',
  detect(file) {
    const records = field(file.json, 'records');
    if (!Array.isArray(records)) return 'no';
    const isExport =
      hasFields(file.json, 'shared_folders') || records.some((record) => hasFields(record, 'title'));
    return isExport ? 'yes' : 'no';
  },
  async read(file) {
    const collector = new EntryCollector();
    for (const record of listField(file.json, 'records')) {
      const title = textField(record, 'title');
      const tags = listField(record, 'folders').map(
        (folder) => textField(folder, 'folder') || textField(folder, 'shared_folder'),
      );
      for (const code of codesOf(record))
        collector.add(title, record, () =>
          accountFromField(
            code,
            { issuer: title, accountName: field(record, 'login') },
            { tags, note: field(record, 'notes') },
          ),
        );
    }
    return collector.reading('keeper-json');
  },
};

function codesOf(record: unknown): readonly unknown[] {
  const fields = field(record, 'custom_fields');
  if (!isRecord(fields)) return [];
  return Object.entries(fields).flatMap(([name, value]) => {
    if (!CODE_FIELD.test(name) || value === '' || value === null) return [];
    return Array.isArray(value) ? value : [value];
  });
}
