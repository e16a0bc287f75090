/**
 * Google Authenticator (Android): its database, as a rooted phone gives it. Its QR codes are Key URI texts.
 * Runs in the vault process and under Node. The rule: the database knows neither period nor algorithm, so
 * the Key URI defaults count; newer rows are sealed by the phone and are left out by name.
 */
import { makeAccount } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { EntryProblem } from './problem.ts';
import type { Format, ImportedAccount } from './reading.ts';
import { base32Secret } from './secret-text.ts';
import { openSqlite, type SqliteRow } from './sqlite.ts';
import { isSqlite } from './sqlite-header.ts';

const FORMAT = 'google-authenticator-sqlite';
const TYPES = new Map<unknown, string>([
  [0, 'totp'],
  [1, 'hotp'],
]);

export const googleAuthenticatorDatabase: Format = {
  id: FORMAT,
  app: 'Google Authenticator',
  detect(file) {
    if (!isSqlite(file.bytes)) return 'no';
    const columns = openSqlite(file.bytes).columns('accounts');
    return ['email', 'secret', 'issuer'].every((name) => columns.includes(name)) ? 'yes' : 'no';
  },
  async read(file) {
    const collector = new EntryCollector();
    for (const row of openSqlite(file.bytes).rows('accounts')) {
      const name = entryName(row.get('issuer'), row.get('email'));
      collector.add(name, String(row.get('email')), () => readRow(row));
    }
    return collector.reading(FORMAT);
  },
};

function readRow(row: SqliteRow): ImportedAccount {
  const type = TYPES.get(row.get('type') ?? 0);
  if (type === undefined) throw new EntryProblem('unknown-type');
  if (row.get('isencrypted') === 1) throw new EntryProblem('encrypted');
  const issuer = row.get('issuer');
  const email = String(row.get('email') ?? '');
  const prefix = typeof issuer === 'string' && issuer !== '' ? `${issuer}:` : '';
  return makeAccount({
    type,
    issuer,
    // Since version 5 the name repeats the issuer in front.
    accountName: prefix !== '' && email.startsWith(prefix) ? email.slice(prefix.length) : email,
    secret: base32Secret(row.get('secret')),
    counter: row.get('counter'),
  });
}
