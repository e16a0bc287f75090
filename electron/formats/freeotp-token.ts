/**
 * The token object that FreeOTP and FreeOTP+ share. Pure.
 * The rule: FreeOTP 1 and FreeOTP+ count up before they make a code, so their stored counter is one behind
 * the next one; FreeOTP 2 stores the next one itself.
 */
import { fromByteList } from './bytes.ts';
import { makeAccount } from './entry.ts';
import { entryName } from './entry-collector.ts';
import { field, numberField, textField } from './json-fields.ts';
import { EntryProblem } from './problem.ts';
import type { ImportedAccount } from './reading.ts';
import { byteSecret, type ReadSecret } from './secret-text.ts';

/** @throws EntryProblem when a field is not what it must be. */
export function accountFromToken(
  token: unknown,
  counterBehind: 0 | 1,
  secret = secretOf(token),
): ImportedAccount {
  const counter = numberField(token, 'counter');
  const type = textField(token, 'type') || 'totp';
  return makeAccount({
    type,
    issuer: issuerOf(token),
    accountName: labelOf(token),
    secret,
    algorithm: field(token, 'algo'),
    digits: field(token, 'digits'),
    periodSeconds: field(token, 'period'),
    counter: counter === null ? field(token, 'counter') : counter + counterBehind,
  });
}

export function tokenName(token: unknown): string {
  return entryName(issuerOf(token), labelOf(token));
}

function secretOf(token: unknown): ReadSecret {
  const secret = field(token, 'secret');
  if (secret === undefined || secret === null) throw new EntryProblem('no-secret');
  return byteSecret(fromByteList(secret));
}

/** `issuerAlt` and `labelAlt` are what the person renamed them to. */
function issuerOf(token: unknown): string {
  return textField(token, 'issuerAlt') || textField(token, 'issuerExt') || textField(token, 'issuerInt');
}

function labelOf(token: unknown): string {
  return textField(token, 'labelAlt') || textField(token, 'label');
}
