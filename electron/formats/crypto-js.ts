/**
 * Text that CryptoJS encrypted under a passphrase, in OpenSSL's "Salted__" form. Runs in the vault process and under Node.
 * The rule: one MD5 pass is no protection worth the name; it is here to get people's accounts out, never in.
 */
import { createHash } from 'node:crypto';
import { openCbc } from './aes.ts';
import { concat, fromBase64, startsWith, utf8 } from './bytes.ts';

const MAGIC = utf8('Salted__');
const KEY_BYTES = 32;
const IV_BYTES = 16;

/** The message; null when the text is none or the passphrase is another. */
export function openCryptoJs(text: string, passphrase: string): Uint8Array | null {
  const bytes = fromBase64(text);
  if (bytes === null || !startsWith(bytes, MAGIC) || bytes.length < 32) return null;
  const salt = bytes.subarray(8, 16);
  const derived = bytesToKey(utf8(passphrase), salt);
  return openCbc(derived.subarray(0, KEY_BYTES), derived.subarray(KEY_BYTES), bytes.subarray(16));
}

/** OpenSSL's EVP_BytesToKey with MD5 and one iteration. */
function bytesToKey(passphrase: Uint8Array, salt: Uint8Array): Uint8Array {
  let derived: Uint8Array = new Uint8Array();
  let block: Uint8Array = new Uint8Array();
  while (derived.length < KEY_BYTES + IV_BYTES) {
    block = createHash('md5').update(block).update(passphrase).update(salt).digest();
    derived = concat(derived, block);
  }
  return derived.subarray(0, KEY_BYTES + IV_BYTES);
}
