/**
 * One key wrapped under another: AES-256-GCM with a fresh nonce, as every key slot stores it. Vault process, CLI, tests.
 * The rule: a tag is 16 bytes, and nothing is returned before it holds.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const KEY_BYTES = 32;
const TAG_BYTES = 16;
/** Nonce, wrapped key, tag. */
export const WRAPPED_KEY_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES;

/** @param key 32 bytes. @returns WRAPPED_KEY_BYTES bytes. */
export function wrapKey(wrappingKey: Uint8Array, key: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey, nonce, { authTagLength: TAG_BYTES });
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

/** @param wrapped WRAPPED_KEY_BYTES bytes. @returns the key; null when it was wrapped under another one. */
export function unwrapKey(wrappingKey: Uint8Array, wrapped: Uint8Array): Uint8Array | null {
  const tagStart = NONCE_BYTES + KEY_BYTES;
  const nonce = wrapped.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', wrappingKey, nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(wrapped.subarray(tagStart, WRAPPED_KEY_BYTES));
  const key = decipher.update(wrapped.subarray(NONCE_BYTES, tagStart));
  try {
    decipher.final();
  } catch {
    return null;
  }
  return key;
}
