/**
 * RNCryptor data, version 3, under a password. Runs in the vault process and under Node.
 * The rule: the HMAC over the whole message is checked before anything is decrypted.
 * Format: https://github.com/RNCryptor/RNCryptor-Spec/blob/master/RNCryptor-Spec-v3.md
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { openCbc } from './aes.ts';
import { pbkdf2Key } from './kdf.ts';
import type { ReadOptions } from './reading.ts';

const VERSION = 3;
const USES_PASSWORD = 1;
const HEADER_BYTES = 2 + 8 + 8 + 16;
const HMAC_BYTES = 32;
const ITERATIONS = 10_000;

/** The message; null when it is none, is damaged, or the password is another. */
export async function openRnCryptor(
  message: Uint8Array,
  password: Uint8Array,
  options: ReadOptions,
): Promise<Uint8Array | null> {
  if (message.length < HEADER_BYTES + HMAC_BYTES || message[0] !== VERSION || message[1] !== USES_PASSWORD)
    return null;
  const derive = (salt: Uint8Array) =>
    pbkdf2Key(password, { hash: 'sha1', salt, iterations: ITERATIONS, keyBytes: 32 }, options);
  const hmacKey = await derive(message.subarray(10, 18));
  const signed = message.subarray(0, message.length - HMAC_BYTES);
  const hmac = createHmac('sha256', hmacKey).update(signed).digest();
  if (!timingSafeEqual(hmac, message.subarray(message.length - HMAC_BYTES))) return null;
  const key = await derive(message.subarray(2, 10));
  return openCbc(key, message.subarray(18, HEADER_BYTES), signed.subarray(HEADER_BYTES));
}
