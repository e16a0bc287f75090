/**
 * SQLCipher 3 databases, decrypted to plain SQLite. Runs in the vault process and under Node.
 * The rule: each page's HMAC is checked before it is decrypted; the first page tells a wrong password.
 * Format: https://www.zetetic.net/sqlcipher/design/
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { openCbcBlocks } from './aes.ts';
import { utf8 } from './bytes.ts';
import { pbkdf2Key } from './kdf.ts';
import { FileProblem } from './problem.ts';
import type { ReadOptions } from './reading.ts';

const PAGE_BYTES = 1024;
const SALT_BYTES = 16;
const IV_BYTES = 16;
const HMAC_BYTES = 20;
/** IV and HMAC, filled up to whole AES blocks. */
const RESERVE_BYTES = 48;
const KEY_ITERATIONS = 64_000;
const HMAC_KEY_ITERATIONS = 2;
const HMAC_SALT_MASK = 0x3a;

/** Whether a file could be one: whole pages, and nothing says what it is. */
export function couldBeSqlCipher(bytes: Uint8Array): boolean {
  return bytes.length >= PAGE_BYTES && bytes.length % PAGE_BYTES === 0;
}

/** The plain database; null when the password does not open it. @throws FileProblem `damaged`. */
export async function openSqlCipher(
  bytes: Uint8Array,
  password: Uint8Array,
  format: string,
  options: ReadOptions,
): Promise<Uint8Array | null> {
  const salt = bytes.subarray(0, SALT_BYTES);
  const key = await pbkdf2Key(
    password,
    { hash: 'sha1', salt, iterations: KEY_ITERATIONS, keyBytes: 32 },
    options,
  );
  const hmacSalt = salt.map((byte) => byte ^ HMAC_SALT_MASK);
  const hmacKey = await pbkdf2Key(
    key,
    { hash: 'sha1', salt: hmacSalt, iterations: HMAC_KEY_ITERATIONS, keyBytes: 32 },
    options,
  );
  const plain = new Uint8Array(bytes.length);
  for (let number = 1; number * PAGE_BYTES <= bytes.length; number += 1) {
    const start = (number - 1) * PAGE_BYTES;
    const page = bytes.subarray(start, start + PAGE_BYTES);
    if (!isAuthentic(page, number, hmacKey)) {
      if (number === 1) return null;
      throw new FileProblem('damaged', format);
    }
    plain.set(openPage(page, number, key), start);
  }
  return plain;
}

function isAuthentic(page: Uint8Array, number: number, hmacKey: Uint8Array): boolean {
  const ivEnd = PAGE_BYTES - RESERVE_BYTES + IV_BYTES;
  const numberBytes = Buffer.alloc(4);
  numberBytes.writeUInt32LE(number);
  const hmac = createHmac('sha1', hmacKey)
    .update(page.subarray(number === 1 ? SALT_BYTES : 0, ivEnd))
    .update(numberBytes)
    .digest();
  return timingSafeEqual(hmac, page.subarray(ivEnd, ivEnd + HMAC_BYTES));
}

/** The first page's salt stands where SQLite's own first bytes belong. */
function openPage(page: Uint8Array, number: number, key: Uint8Array): Uint8Array {
  const contentEnd = PAGE_BYTES - RESERVE_BYTES;
  const iv = page.subarray(contentEnd, contentEnd + IV_BYTES);
  const start = number === 1 ? SALT_BYTES : 0;
  const plain = new Uint8Array(PAGE_BYTES);
  if (number === 1) plain.set(utf8('SQLite format 3\0'));
  plain.set(openCbcBlocks(key, iv, page.subarray(start, contentEnd)), start);
  return plain;
}
