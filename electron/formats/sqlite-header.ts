/**
 * What the first bytes of an SQLite 3 file say. Pure; it is loaded apart from the reader.
 * The rule: nothing behind the header is looked at. Format: https://www.sqlite.org/fileformat.html (section 1.3)
 */
import { startsWith, utf8 } from './bytes.ts';

const MAGIC = utf8('SQLite format 3\0');
export const HEADER_BYTES = 100;
const WAL_VERSION = 2;

export function isSqlite(bytes: Uint8Array): boolean {
  return bytes.length >= HEADER_BYTES && startsWith(bytes, MAGIC);
}

/** Whether its newest rows may be in a write-ahead log beside it (section 1.3.3); what it holds itself is whole. */
export function hasWriteAheadLog(bytes: Uint8Array): boolean {
  return isSqlite(bytes) && bytes[19] === WAL_VERSION;
}
