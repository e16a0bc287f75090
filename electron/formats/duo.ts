/**
 * Duo Mobile: its account list. Pure.
 * The rule: only accounts with a one-time-code secret can be read; Duo's own approve by push.
 */
import { makeAccount } from './entry.ts';
import { EntryCollector } from './entry-collector.ts';
import { field, hasFields, textField } from './json-fields.ts';
import { EntryProblem } from './problem.ts';
import type { Format, ImportedAccount } from './reading.ts';
import { base32Secret } from './secret-text.ts';

export const duo: Format = {
  id: 'duo-json',
  app: 'Duo Mobile',
  detect: (file) =>
    Array.isArray(file.json) && file.json.some((account) => hasFields(account, 'otpGenerator'))
      ? 'yes'
      : 'no',
  async read(file) {
    const collector = new EntryCollector();
    for (const account of Array.isArray(file.json) ? file.json : [])
      collector.add(textField(account, 'name'), account, () => readAccount(account));
    return collector.reading('duo-json');
  },
};

function readAccount(account: unknown): ImportedAccount {
  const generator = field(account, 'otpGenerator');
  if (!hasFields(generator, 'otpSecret')) throw new EntryProblem('push-only');
  const counter = field(generator, 'counter');
  return makeAccount({
    // What has a counter is counter based; there is no other mark.
    type: counter === undefined || counter === null ? 'totp' : 'hotp',
    issuer: '',
    accountName: field(account, 'name'),
    secret: base32Secret(field(generator, 'otpSecret')),
    counter,
  });
}
