/**
 * Microsoft Authenticator (Android): its database, as a rooted phone gives it; the app has no export.
 * Runs in the vault process and under Node. The rule: sign-ins that are approved by a push hold no code and
 * are left out by name, so that nobody deletes the phone's copy believing that it moved.
 */
import { makeAccount } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { EntryProblem } from './problem.ts';
import type { Format, ImportedAccount } from './reading.ts';
import { base32Secret, base64Secret } from './secret-text.ts';
import { openSqlite, type SqliteRow } from './sqlite.ts';
import { isSqlite } from './sqlite-header.ts';

const FORMAT = 'microsoft-authenticator-sqlite';
const ANY_SERVICE = 0;
/** Microsoft's own accounts make eight digits. */
const MICROSOFT_PERSONAL = 1;
const MICROSOFT_DIGITS = 8;

/** Newer databases have the second, sealed by the phone. */
const KEY_COLUMNS = ['oath_secret_key', 'encrypted_oath_secret_key'];

export const microsoftAuthenticator: Format = {
  id: FORMAT,
  app: 'Microsoft Authenticator',
  detect(file) {
    if (!isSqlite(file.bytes)) return 'no';
    const columns = openSqlite(file.bytes).columns('accounts');
    return KEY_COLUMNS.some((name) => columns.includes(name)) ? 'yes' : 'no';
  },
  async read(file) {
    const collector = new EntryCollector();
    for (const row of openSqlite(file.bytes).rows('accounts')) {
      const name = entryName(row.get('name'), row.get('username'));
      collector.add(name, String(row.get('username')), () => readRow(row));
    }
    return collector.reading(FORMAT);
  },
};

function readRow(row: SqliteRow): ImportedAccount {
  const type = row.get('account_type');
  if (type !== ANY_SERVICE && type !== MICROSOFT_PERSONAL) throw new EntryProblem('push-only');
  const key = row.get('oath_secret_key');
  if (!key && row.get('encrypted_oath_secret_key')) throw new EntryProblem('encrypted');
  return makeAccount({
    type: 'totp',
    issuer: row.get('name'),
    accountName: row.get('username'),
    secret: type === MICROSOFT_PERSONAL ? base64Secret(key) : base32Secret(key),
    digits: type === MICROSOFT_PERSONAL ? MICROSOFT_DIGITS : undefined,
  });
}
