/**
 * Every format that we read, and how a file finds its reader. Runs in the vault process and under Node.
 * The rules: content decides, never the name; where two formats could fit, each is tried and the one that opens
 * the file wins; one broken file never throws anything but a FileProblem.
 */
import { aegis } from './aegis.ts';
import { age } from './age.ts';
import { andOtp, andOtpEncrypted } from './andotp.ts';
import { archive } from './archives.ts';
import { authenticatorExtension } from './authenticator-extension.ts';
import { authenticatorPlusDatabase } from './authenticator-plus.ts';
import { authme } from './authme.ts';
import { authy } from './authy.ts';
import { battleNet } from './battle-net.ts';
import { bitwarden } from './bitwarden.ts';
import { parseCsv } from './csv.ts';
import { duo } from './duo.ts';
import { enpass } from './enpass.ts';
import { ente } from './ente.ts';
import { foreignFile, isOtherKind } from './foreign-file.ts';
import { freeOtpPlus, freeOtpPreferences } from './freeotp.ts';
import { freeOtpBackup } from './freeotp-backup.ts';
import { googleAuthenticatorDatabase } from './google-authenticator.ts';
import { keePass, keePassXml } from './keepass.ts';
import { keeper } from './keeper.ts';
import { lastPassAuthenticator } from './lastpass.ts';
import { FILE_BYTES_MAX } from './limits.ts';
import { microsoftAuthenticator } from './microsoft-authenticator.ts';
import { onePassword } from './one-password.ts';
import { otpAuthAccount, otpAuthBackup } from './otp-auth.ts';
import { guessedColumns, passwordTable } from './password-tables.ts';
import { picture } from './picture.ts';
import { FileProblem, type FileProblemCode } from './problem.ts';
import { protonAuthenticator } from './proton-authenticator.ts';
import { protonPass } from './proton-pass.ts';
import { raivo } from './raivo.ts';
import type { Format, Reading, ReadOptions } from './reading.ts';
import type { SourceFile } from './source-file.ts';
import { steam, steamEncrypted, steamManifest } from './steam.ts';
import { stratum, stratumDatabase, stratumEncrypted } from './stratum.ts';
import { totpAuthenticator, totpAuthenticatorPreferences } from './totp-authenticator.ts';
import { twoFas } from './two-fas.ts';
import { twoFauth } from './two-fauth.ts';
import { textUris, uriList } from './uri-list.ts';

/** In the order in which they are asked; more telling marks first. */
export const FORMATS: readonly Format[] = [
  stratumEncrypted,
  age,
  freeOtpBackup,
  archive,
  keePass,
  microsoftAuthenticator,
  googleAuthenticatorDatabase,
  stratumDatabase,
  picture,
  aegis,
  twoFas,
  stratum,
  ente,
  steamManifest,
  protonAuthenticator,
  freeOtpPlus,
  enpass,
  bitwarden,
  onePassword,
  lastPassAuthenticator,
  steam,
  twoFauth,
  authme,
  protonPass,
  keeper,
  authy,
  authenticatorExtension,
  andOtp,
  duo,
  raivo,
  battleNet,
  totpAuthenticatorPreferences,
  freeOtpPreferences,
  keePassXml,
  passwordTable,
  otpAuthBackup,
  otpAuthAccount,
  uriList,
  steamEncrypted,
  totpAuthenticator,
  andOtpEncrypted,
  authenticatorPlusDatabase,
];

/** When several readers were tried in vain, the most helpful of their answers. */
const MOST_HELPFUL: readonly FileProblemCode[] = [
  'cancelled',
  'too-costly',
  'companion-needed',
  'password-needed',
  'wrong-password',
  'columns-needed',
  'damaged',
];

/** The format whose marks the file bears; without one, those that nothing speaks against. */
export function detectFormat(file: SourceFile): readonly Format[] {
  const marked = FORMATS.find((format) => asked(format, file) === 'yes');
  if (marked !== undefined) return [marked];
  return isOtherKind(file.bytes) ? [] : FORMATS.filter((format) => asked(format, file) === 'maybe');
}

/**
 * A table of an app that we do not know, with more rows than it has Key URIs: as a list of URIs it would lose the rows
 * that hold a bare key, as a table the URIs that stand in remarks.
 */
function isTableWithUris(file: SourceFile, marked: readonly Format[]): boolean {
  const [format] = marked;
  if (format !== uriList || asked(passwordTable, file) !== 'maybe') return false;
  const { header, rows } = parseCsv(file.text ?? '');
  return !header.some((cell) => cell.includes('://')) && rows.length > textUris(file.text ?? '').length;
}

/** Whether a column named for the secret holds every Key URI of a table: then it is no list that happens to have commas. */
function hasUrisInItsColumn(file: SourceFile): boolean {
  if (asked(passwordTable, file) !== 'maybe') return false;
  const { header, rows } = parseCsv(file.text ?? '');
  const column = guessedColumns(header)?.secret;
  if (column === undefined || header.length < 2 || header.some((cell) => cell.includes('://'))) return false;
  // A comma in a name cuts a URI in two, the first part without its secret.
  const isWhole = (cell: string) => /:\/\/.*[?&]secret=/i.test(cell);
  const inColumn = rows.filter((row) => isWhole(row[column] ?? '')).length;
  return inColumn === textUris(file.text ?? '').length;
}

/** The formats to try. @throws FileProblem `format-needed` when the person has to choose. */
function formatsFor(file: SourceFile, { format, columns, asksFormat }: ReadOptions): readonly Format[] {
  const fitting = detectFormat(file);
  if (fitting[0] === uriList && format !== uriList.id && hasUrisInItsColumn(file)) return [passwordTable];
  if (!isTableWithUris(file, fitting)) return fitting;
  const both = [uriList, passwordTable];
  const chosen = both.find(({ id }) => id === format);
  if (chosen !== undefined) return [chosen];
  // Who names columns means the table.
  if (columns !== undefined) return [passwordTable];
  if (asksFormat) throw new FileProblem('format-needed', null, { formats: both.map(({ id }) => id) });
  return fitting;
}

/** A file too broken to be asked about has no marks. */
function asked(format: Format, file: SourceFile): 'yes' | 'maybe' | 'no' {
  try {
    return format.detect(file);
  } catch (error) {
    if (error instanceof FileProblem) return 'no';
    throw error;
  }
}

/**
 * Reads a file of any format.
 * @throws FileProblem when the file as a whole cannot be read; `options.password` is asked for with `password-needed`.
 */
export async function readFile(file: SourceFile, options: ReadOptions = {}): Promise<Reading> {
  if (file.bytes.length > FILE_BYTES_MAX) throw new FileProblem('too-large');
  // Several apps export a bare list: one that holds nothing does not tell whose it is.
  if (file.bytes.length === 0 || /^\s*(\[\s*\]\s*)?$/.test(file.text ?? 'binary'))
    throw new FileProblem('empty');
  const formats = formatsFor(file, options);
  if (formats.length === 0) throw foreignFile(file);
  const problems: FileProblem[] = [];
  for (const format of formats) {
    try {
      return await format.read(file, options);
    } catch (error) {
      // What no reader foresaw is damage too; the tests call the readers themselves and accept no such thing.
      problems.push(
        error instanceof FileProblem ? error : new FileProblem('damaged', format.id, { cause: error }),
      );
    }
  }
  const rank = ({ code }: FileProblem) => {
    const place = MOST_HELPFUL.indexOf(code);
    return place < 0 ? MOST_HELPFUL.length : place;
  };
  throw problems.reduce((best, next) => (rank(next) < rank(best) ? next : best));
}
