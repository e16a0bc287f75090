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
