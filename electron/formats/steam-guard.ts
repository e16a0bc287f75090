/**
 * Steam's own record of an authenticator, the content of a maFile, wherever it is found. Pure.
 * The rule: the secret is `shared_secret`; the URI beside it may hold a dummy. What confirms trades is not taken.
 */
import { makeAccount } from './entry.ts';
import { field, textField } from './json-fields.ts';
import type { ImportedAccount } from './reading.ts';
import { base64Secret } from './secret-text.ts';

const STEAM_ISSUER = 'Steam';

/** @throws EntryProblem when the record has no usable secret. */
export function accountFromSteamGuard(record: unknown): ImportedAccount {
  return makeAccount({
    type: 'steam',
    issuer: STEAM_ISSUER,
    accountName: nameInRecord(record),
    secret: base64Secret(field(record, 'shared_secret')),
  });
}

/** The account's name, or the label of the URI where an old file has no name. */
export function nameInRecord(record: unknown): string {
  const name = textField(record, 'account_name');
  if (name !== '') return name;
  return /^otpauth:\/\/totp\/Steam:([^?]*)/i.exec(textField(record, 'uri'))?.[1] ?? '';
}
