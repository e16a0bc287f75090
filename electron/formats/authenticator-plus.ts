/**
 * Authenticator Plus (Android): its SQLCipher backup. Its zip backup is a zip with a list of Key URIs.
 * Runs in the vault process and under Node. The rule: the backup keeps neither period nor digits of the
 * original QR codes, so the Key URI defaults count.
 */
import { makeAccount } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { requirePassword } from './kdf.ts';
import { EntryProblem, FileProblem } from './problem.ts';
import type { Format, ImportedAccount } from './reading.ts';
import { base32Secret, hexSecret } from './secret-text.ts';
import { couldBeSqlCipher, openSqlCipher } from './sqlcipher.ts';
import { openSqlite, type SqliteRow } from './sqlite.ts';

const FORMAT = 'authenticator-plus-sqlcipher';
const TYPES = new Map<unknown, string>([
  [0, 'totp'],
  [1, 'hotp'],
  [2, 'blizzard'],
]);
/** Its own type in the app, whatever the QR code called it. */
const BLIZZARD_ISSUER = 'Blizzard';
/** The category that every account is in. */
const NO_CATEGORY = 'All Accounts';

export const authenticatorPlusDatabase: Format = {
  id: FORMAT,
  app: 'Authenticator Plus',
  detect: (file) => (file.text === null && couldBeSqlCipher(file.bytes) ? 'maybe' : 'no'),
  async read(file, options) {
    const plain = await openSqlCipher(file.bytes, requirePassword(options, FORMAT), FORMAT, options);
    if (plain === null) throw new FileProblem('wrong-password', FORMAT);
    const collector = new EntryCollector();
    for (const row of openSqlite(plain).rows('accounts')) {
      const name = entryName(row.get('issuer'), row.get('email'));
      collector.add(name, String(row.get('email')), () => readRow(row));
    }
    return collector.reading(FORMAT);
  },
};

function readRow(row: SqliteRow): ImportedAccount {
  const type = TYPES.get(row.get('type') ?? 0);
  if (type === undefined) throw new EntryProblem('unknown-type');
  const isBlizzard = type === 'blizzard';
  const category = String(row.get('category') ?? '');
  const secret = row.get('secret');
  return makeAccount({
    type: isBlizzard ? 'totp' : type,
    ...namesOf(row),
    ...(isBlizzard ? { issuer: BLIZZARD_ISSUER } : {}),
    secret: isBlizzard ? hexSecret(secret) : base32Secret(secret),
    digits: isBlizzard ? 8 : undefined,
    counter: row.get('counter'),
    tags: category === NO_CATEGORY ? [] : [category],
  });
}

function namesOf(row: SqliteRow): { readonly issuer: string; readonly accountName: string } {
  const email = String(row.get('email') ?? '');
  const issuer = String(row.get('issuer') ?? '');
  const prefix = `${issuer}:`;
  return {
    issuer,
    accountName: issuer !== '' && email.startsWith(prefix) ? email.slice(prefix.length) : email,
  };
}
