/**
 * What a file is that none of our readers takes. Pure.
 * The rule: it says what the person can do: decrypt it first, export it elsewhere, or nothing.
 */
import { startsWith, utf8 } from './bytes.ts';
import { hasFields } from './json-fields.ts';
import { FileProblem } from './problem.ts';
import type { SourceFile } from './source-file.ts';

const OTPCLIENT = utf8('OTPClient');
const OPENPGP_ARMOUR = /^-----BEGIN PGP MESSAGE-----/;

/**
 * A message encrypted with OpenPGP (RFC 9580 sections 4.2, 5.1, 5.3), as andOTP and Proton Pass can write: it begins with the
 * key's packet, of version 3 or 6 for a public key and 4 to 6 for a password.
 */
export function isOpenPgp(bytes: Uint8Array): boolean {
  const first = bytes[0] ?? 0;
  const isOldForm = (first & 0xc0) === 0x80;
  const tag = isOldForm ? (first >> 2) & 0x0f : first & 0x3f;
  if ((first & 0x80) === 0 || (tag !== 1 && tag !== 3)) return false;
  const lengthBytes = isOldForm ? [1, 2, 4, 0][first & 3] : (bytes[1] ?? 0) < 192 ? 1 : 2;
  const version = bytes[1 + (lengthBytes ?? 0)] ?? 0;
  return tag === 1 ? version === 3 || version === 6 : version >= 4 && version <= 6;
}

/** How files start that are neither another app's export nor noise that could be an encrypted one. */
const OTHER_KINDS: readonly (readonly [offset: number, magic: Uint8Array])[] = [
  // Halfminute's own vaults and backups (docs/vault-format.md).
  [0, Uint8Array.of(0x89, 0x48, 0x4d, 0x56, 0x0d, 0x0a, 0x1a, 0x0a)],
  [0, utf8('SQLite format 3\0')],
  [0, utf8('%PDF-')],
  [0, utf8('\u007fELF')],
  // 7-Zip, xz, Zstandard, and gzip with its only method.
  [0, Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)],
  [0, Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00)],
  [0, Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd)],
  [0, Uint8Array.of(0x1f, 0x8b, 0x08, 0x00)],
  [4, utf8('ftyp')],
];

/** A file of a kind that is known and not for us; one of another app without any mark is never of these. */
export function isOtherKind(bytes: Uint8Array): boolean {
  return OTHER_KINDS.some(([offset, magic]) => startsWith(bytes.subarray(offset), magic));
}

/** The problem with a file that no reader takes. */
export function foreignFile(file: SourceFile): FileProblem {
  if (OPENPGP_ARMOUR.test(file.text ?? '') || (file.text === null && isOpenPgp(file.bytes)))
    return new FileProblem('openpgp');
  // OTPClient's own database; it exports to formats that we read.
  if (startsWith(file.bytes, OTPCLIENT)) return new FileProblem('not-an-export', 'otpclient');
  // The same of 2fast and cotp, whose encryption the other apps' exports spare.
  if (hasFields(file.json, 'Collection', 'IV')) return new FileProblem('not-an-export', '2fast');
  if (hasFields(file.json, 'nonce', 'salt', 'cipher')) return new FileProblem('not-an-export', 'cotp');
  const isBrokenJson = file.text !== null && file.json === undefined && /^\s*[{[]/.test(file.text);
  return new FileProblem(isBrokenJson ? 'damaged' : 'not-recognised');
}
