/**
 * Tables (CSV) that password managers export, told apart by their columns. Pure.
 * The rule: rows without a one-time code are no entries of ours; a table of unknown columns is asked about.
 */
import {
  cellReader,
  hasColumns,
  looksLikeSecret,
  parseCsv,
  type Row,
  type Table,
  unescapedTable,
} from './csv.ts';
import type { EntryFields } from './entry.ts';
import { EntryCollector, entryName } from './entry-collector.ts';
import { accountFromField } from './key-uri-entry.ts';
import { FileProblem } from './problem.ts';
import type { ColumnChoice, Format, Reading, ReadOptions } from './reading.ts';
import type { SourceFile } from './source-file.ts';

interface TableKind {
  readonly format: string;
  /** Columns that tell it apart, lower-case. */
  readonly columns: readonly string[];
  /** The first of these that a row has something in is the code. */
  readonly code: readonly string[];
  readonly issuer: string;
  readonly accountName: string;
  readonly note?: string;
  readonly tag?: string;
  readonly pinned?: string;
  /** Some of its exports have `&`, `<` and `>` as HTML does. */
  readonly isEscapedAtTimes?: true;
}

/** The first whose columns are all there counts. */
const KINDS: readonly TableKind[] = [
  {
    // An organisation's.
    format: 'bitwarden-csv',
    columns: ['collections', 'type', 'name', 'login_totp'],
    code: ['login_totp'],
    issuer: 'name',
    accountName: 'login_username',
    note: 'notes',
    tag: 'collections',
  },
  {
    format: 'bitwarden-csv',
    columns: ['type', 'name', 'login_totp'],
    code: ['login_totp'],
    issuer: 'name',
    accountName: 'login_username',
    note: 'notes',
    tag: 'folder',
    pinned: 'favorite',
  },
  {
    // Before `login_` was put in front.
    format: 'bitwarden-csv',
    columns: ['folder', 'favorite', 'type', 'name', 'totp'],
    code: ['totp'],
    issuer: 'name',
    accountName: 'username',
    note: 'notes',
    tag: 'folder',
    pinned: 'favorite',
  },
  {
    format: 'zoho-vault-csv',
    columns: ['password name', 'login_totp'],
    code: ['login_totp'],
    issuer: 'password name',
    accountName: 'login_username',
    note: 'notes',
    tag: 'folder name',
  },
  {
    format: 'myki-csv',
    columns: ['nickname', 'username', 'twofasecret'],
    code: ['twofasecret'],
    issuer: 'nickname',
    accountName: 'username',
    note: 'additionalinfo',
  },
  {
    format: 'lastpass-vault-csv',
    columns: ['url', 'username', 'totp', 'extra', 'name'],
    code: ['totp'],
    issuer: 'name',
    accountName: 'username',
    note: 'extra',
    tag: 'grouping',
    pinned: 'fav',
    isEscapedAtTimes: true,
  },
  {
    format: '1password-csv',
    columns: ['title', 'username', 'otpauth', 'archived'],
    code: ['otpauth'],
    issuer: 'title',
    accountName: 'username',
    note: 'notes',
    tag: 'tags',
    pinned: 'favorite',
  },
  {
    format: 'apple-passwords-csv',
    columns: ['title', 'username', 'otpauth'],
    code: ['otpauth'],
    issuer: 'title',
    accountName: 'username',
    note: 'notes',
  },
  {
    format: 'keepassxc-csv',
    columns: ['group', 'title', 'username', 'totp'],
    code: ['totp'],
    issuer: 'title',
    accountName: 'username',
    note: 'notes',
    tag: 'group',
  },
  {
    format: 'dashlane-csv',
    columns: ['title', 'username', 'otpurl'],
    code: ['otpurl', 'otpsecret'],
    issuer: 'title',
    accountName: 'username',
    note: 'note',
    tag: 'category',
  },
  {
    format: 'dashlane-csv',
    columns: ['title', 'username', 'otpsecret'],
    code: ['otpsecret'],
    issuer: 'title',
    accountName: 'username',
    note: 'note',
    tag: 'category',
  },
  {
    format: 'proton-pass-csv',
    columns: ['name', 'username', 'totp', 'vault'],
    code: ['totp'],
    issuer: 'name',
    accountName: 'username',
    note: 'note',
    tag: 'vault',
  },
  {
    format: 'nordpass-or-other-csv',
    columns: ['name', 'username', 'totp'],
    code: ['totp'],
    issuer: 'name',
    accountName: 'username',
    note: 'note',
  },
];

/** Names that columns of other tables go by, best first. */
const GUESSES = {
  secret: [
    'otpauth',
    'otp',
    'totp',
    'uri',
    'secret',
    'otp_secret',
    'totp_secret',
    'totp_code',
    'timeotp-secret-base32',
    'seed',
    'key',
    'two-factor secret',
  ],
  issuer: ['issuer', 'service', 'site', 'title', 'name', 'website', 'app'],
  accountName: [
    'account',
    'account name',
    'username',
    'user name',
    'user',
    'login',
    'email',
    'label',
    'name',
  ],
} as const;

/** Names of the columns that say how the codes of a bare secret are made. */
const PARAMETERS = {
  type: ['type', 'otp type', 'otp_type', 'kind', 'token type'],
  algorithm: ['algorithm', 'algo', 'hash', 'totp_algorithm'],
  digits: ['digits', 'length', 'totp_digits'],
  periodSeconds: ['period', 'interval', 'step', 'timestep', 'time step', 'timer', 'totp_period'],
  counter: ['counter'],
} as const;
/** A kind of account, where the column says one; other tables call an entry a "login" there. */
const CODE_TYPE = /^(totp|hotp|steam|motp|yandex)$/i;

export const passwordTable: Format = {
  id: 'csv',
  app: 'Tables (CSV): Bitwarden, LastPass, Apple Passwords, 1Password, KeePassXC, Dashlane, Proton Pass and others',
  detect: (file) => (kindOf(file) !== null ? 'yes' : looksLikeTable(file) ? 'maybe' : 'no'),
  async read(file, options) {
    const table = parseCsv(file.text ?? '');
    const kind = kindOf(file);
    return kind === null ? readAnyTable(table, options) : readKind(table, kind);
  },
};

function kindOf(file: SourceFile): TableKind | null {
  if (file.text === null) return null;
  const firstLine = parseCsv(file.text.slice(0, 4096).split(/[\r\n]/, 1)[0] ?? '');
  return KINDS.find((kind) => hasColumns(firstLine, ...kind.columns)) ?? null;
}

function readKind(asWritten: Table, kind: TableKind): Reading {
  const table = kind.isEscapedAtTimes ? unescapedTable(asWritten) : asWritten;
  const cell = cellReader(table);
  const collector = new EntryCollector();
  for (const row of table.rows) {
    const code = kind.code.map((column) => cell(row, column).trim()).find((text) => text !== '');
    if (code === undefined) continue;
    const issuer = cell(row, kind.issuer);
    collector.add(issuer, row, () =>
      accountFromField(
        code,
        { issuer, accountName: cell(row, kind.accountName) },
        {
          note: cell(row, kind.note ?? ''),
          tags: kind.tag === 'tags' ? cell(row, kind.tag).split(/[;,]/) : [cell(row, kind.tag ?? '')],
          isPinned: /^(1|true|yes)$/i.test(cell(row, kind.pinned ?? '')),
        },
      ),
    );
  }
  return collector.reading(kind.format);
}

function looksLikeTable(file: SourceFile): boolean {
  if (file.text === null || file.json !== undefined) return false;
  const { header, rows } = parseCsv(file.text.slice(0, 4096));
  // The last row may be cut off by the slice.
  const whole = rows.slice(0, -1);
  const isRegular = whole.every((row) => row.length === header.length);
  return header.length > 1 && rows.length > 0 && (isRegular || guessedColumns(header) !== null);
}

/** @throws FileProblem `columns-needed` when neither the person nor the header says what holds the secret. */
function readAnyTable(table: Table, options: ReadOptions): Reading {
  const columns = options.columns ?? guessedColumns(table.header);
  if (columns === null) throw new FileProblem('columns-needed', 'csv');
  const cellAt = (row: Row, column: number | null) => (column === null ? '' : (row[column] ?? ''));
  const parametersOf = parameterReader(table.header);
  const collector = new EntryCollector();
  // Of a table without a header the first row is an entry like the others.
  const isHeaderless = looksLikeSecret(table.header[columns.secret] ?? '');
  for (const row of isHeaderless ? [table.header, ...table.rows] : table.rows) {
    const names = { issuer: cellAt(row, columns.issuer), accountName: cellAt(row, columns.accountName) };
    const secret = cellAt(row, columns.secret);
    if (secret.trim() !== '')
      collector.add(entryName(names.issuer, names.accountName), row, () =>
        accountFromField(secret, names, parametersOf(row)),
      );
  }
  return collector.reading('csv');
}

/** What a row says of its codes beside the secret; a Key URI in the secret's place says it all itself. */
function parameterReader(header: Row): (row: Row) => Partial<EntryFields> {
  const find = columnFinder(header);
  const columns = Object.entries(PARAMETERS).map(([name, guesses]) => [name, find(guesses)] as const);
  return (row) => {
    const cells = columns.map(([name, at]) => [name, at === null ? '' : (row[at] ?? '').trim()] as const);
    const { type = '', ...others } = Object.fromEntries(cells);
    return CODE_TYPE.test(type) ? { ...others, type } : others;
  };
}

function columnFinder(header: Row): (guesses: readonly string[], taken?: number | null) => number | null {
  const names = header.map((name) => name.trim().toLowerCase());
  return (guesses, taken = null) =>
    guesses.map((guess) => names.indexOf(guess)).find((at) => at >= 0 && at !== taken) ?? null;
}

/** Which columns hold what by the names in a header; null when none is named for the secret. */
export function guessedColumns(header: Row): ColumnChoice | null {
  const find = columnFinder(header);
  const secret = find(GUESSES.secret);
  const issuer = find(GUESSES.issuer);
  return secret === null ? null : { secret, issuer, accountName: find(GUESSES.accountName, issuer) };
}
