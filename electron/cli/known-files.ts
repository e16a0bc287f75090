/**
 * Files that the command knows by their first bytes and cannot read as another app's, each with what to do instead. Runs under Node.
 * The rule: such a file is never asked a password of.
 */
import { startsWith, utf8 } from '../formats/bytes.ts';
import { hasWriteAheadLog } from '../formats/sqlite-header.ts';
import { MAGIC } from '../vault/header.ts';

const PDF = utf8('%PDF-');
/** ISO/IEC 14496-12: a box of this kind starts the file, HEIC's and AVIF's among them. */
const FTYP = utf8('ftyp');

/** A sentence for people; null for any other file. */
export function knownFileSentence(bytes: Uint8Array): string | null {
  if (startsWith(bytes, MAGIC))
    return 'a vault or backup of Halfminute: "halfminute verify" opens it, "halfminute recover --from" puts it in the place of the vault';
  // Drawing its pages takes what Node alone does not have.
  if (startsWith(bytes, PDF))
    return 'a PDF, which only the app reads: drop it on its window, or make pictures of its pages first (pdftoppm -r 150 -png)';
  if (startsWith(bytes.subarray(4), FTYP))
    return 'a picture of a kind that only the app reads: drop it on its window, or save it as PNG first';
  return null;
}

/** What to know of a file that was read; null for nothing. */
export function readFileNotice(bytes: Uint8Array, name: string): string | null {
  if (!hasWriteAheadLog(bytes)) return null;
  return `newer entries may be in ${name}-wal, which is not read: if there is such a file, merge it first (sqlite3 ${name} "PRAGMA wal_checkpoint(TRUNCATE)")`;
}
