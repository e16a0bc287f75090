/**
 * 2FAuth (self-hosted): its JSON export. Pure.
 * The rule: a Steam row may carry a period and digits of no meaning; Steam's own count.
 */
import { makeAccount } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { readIcon } from './icon.ts';
import { field, listField, textField } from './json-fields.ts';
import { FileProblem } from './problem.ts';
import type { Format, ImportedAccount } from './reading.ts';
import { base32Secret } from './secret-text.ts';

const FORMAT = '2fauth-json';

export const twoFauth: Format = {
  id: FORMAT,
  app: '2FAuth',
  detect: (file) => (/^2fauth/i.test(textField(file.json, 'app')) ? 'yes' : 'no'),
  async read(file) {
    if (!Array.isArray(field(file.json, 'data'))) throw new FileProblem('damaged', FORMAT);
    const collector = new EntryCollector();
    for (const row of listField(file.json, 'data'))
      collector.add(entryName(field(row, 'service'), field(row, 'account')), row, () => readRow(row));
    return collector.reading(FORMAT);
  },
};

function readRow(row: unknown): ImportedAccount {
  const type = textField(row, 'otp_type').toLowerCase();
  return makeAccount({
    type: type === 'steamtotp' ? 'steam' : type,
    issuer: field(row, 'service'),
    accountName: field(row, 'account'),
    secret: base32Secret(field(row, 'secret')),
    algorithm: field(row, 'algorithm'),
    digits: field(row, 'digits'),
    periodSeconds: field(row, 'period'),
    counter: field(row, 'counter'),
    icon: readIcon(textField(row, 'icon_file')),
  });
}
