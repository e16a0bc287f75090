/**
 * Enpass: its JSON export. Pure.
 * The rule: a code is a field of the type `totp`; an item can hold several.
 */
import { EntryCollector, entryName } from './entry-collector.ts';
import { field, hasFields, isTrue, listField, textField, textsOf } from './json-fields.ts';
import { accountFromField } from './key-uri-entry.ts';
import type { Format } from './reading.ts';

const FORMAT = 'enpass-json';

export const enpass: Format = {
  id: FORMAT,
  app: 'Enpass',
  detect(file) {
    const items = listField(file.json, 'items');
    const isExport = items.some((item) => hasFields(item, 'title', 'fields') && !hasFields(item, 'login'));
    return isExport ? 'yes' : 'no';
  },
  async read(file) {
    const folders = new Map(
      listField(file.json, 'folders').map((folder) => [
        textField(folder, 'uuid'),
        textField(folder, 'title'),
      ]),
    );
    const collector = new EntryCollector();
    for (const item of listField(file.json, 'items')) {
      const title = textField(item, 'title');
      const fields = listField(item, 'fields');
      const accountName = firstValue(fields, 'username') || firstValue(fields, 'email');
      const extras = {
        tags: textsOf(listField(item, 'folders')).map((id) => folders.get(id) ?? ''),
        note: field(item, 'note'),
        isPinned: isTrue(item, 'favorite'),
        isTrashed: isTrue(item, 'trashed'),
      };
      for (const code of fields.filter((each) => field(each, 'type') === 'totp')) {
        const value = textField(code, 'value');
        if (value.trim() === '') continue;
        collector.add(entryName(title, field(code, 'label')), item, () =>
          accountFromField(value, { issuer: title, accountName }, extras),
        );
      }
    }
    return collector.reading(FORMAT);
  },
};

function firstValue(fields: readonly unknown[], type: string): string {
  return textField(
    fields.find((each) => field(each, 'type') === type && textField(each, 'value') !== ''),
    'value',
  );
}
