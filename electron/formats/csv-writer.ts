/**
 * Writes a table (CSV, RFC 4180) with the columns of KeePassXC's: names, note, tag and the Key URI. Pure.
 * The rule: a cell is what the account has, to the letter; nothing is added against spreadsheets that take "=" for a
 * formula, since another authenticator would read that as part of the name.
 */
import { formatKeyUri } from '../otp/key-uri.ts';
import { utf8 } from './bytes.ts';
import { whatUriCannotHold } from './uri-list-writer.ts';
import type { WritableAccount, Writer } from './writing.ts';

const HEADER = ['Group', 'Title', 'Username', 'Password', 'URL', 'Notes', 'TOTP'];

export const csvPlain: Writer = {
  id: 'csv',
  app: 'Tables (CSV)',
  isEncrypted: false,
  fileName: 'accounts.csv',
  whatItCannotHold: (account) => whatUriCannotHold(account, { tags: 'one', note: true }),
  async write(accounts) {
    return utf8([HEADER, ...accounts.map(rowOf)].map(csvLine).join(''));
  },
};

function rowOf(account: WritableAccount): readonly string[] {
  const { issuer, accountName, tags = [], note = '' } = account;
  return [tags[0] ?? '', issuer, accountName, '', '', note, formatKeyUri(account)];
}

/** Every cell in quotes, so that commas, quotes and line breaks need no further thought. */
function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`;
}
