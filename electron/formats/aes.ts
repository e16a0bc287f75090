/**
 * AES as other apps' files use it: GCM, and CBC with and without a MAC beside it. Runs in the vault process and under Node.
 * The rule: null means "this key does not open it"; no byte of an unauthenticated GCM message is returned.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const GCM_TAG_BYTES = 16;
/** Twelve bytes as a rule; OpenSSL takes no nonce much longer than a block, and some apps use a whole one. */
const GCM_NONCE_BYTES = { min: 8, max: 16 } as const;

/** AES-GCM over ciphertext with its 16-byte tag at the end; null when the tag does not fit. */
export function openGcm(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  associatedData?: Uint8Array,
): Uint8Array | null {
  const isNonce = nonce.length >= GCM_NONCE_BYTES.min && nonce.length <= GCM_NONCE_BYTES.max;
  if (sealed.length < GCM_TAG_BYTES || !isNonce || (key.length !== 32 && key.length !== 16)) return null;
  const algorithm = key.length === 32 ? 'aes-256-gcm' : 'aes-128-gcm';
  const opener = createDecipheriv(algorithm, key, nonce, { authTagLength: GCM_TAG_BYTES });
  if (associatedData !== undefined) opener.setAAD(associatedData);
  opener.setAuthTag(sealed.subarray(sealed.length - GCM_TAG_BYTES));
  const head = opener.update(sealed.subarray(0, sealed.length - GCM_TAG_BYTES));
  try {
    return new Uint8Array(Buffer.concat([head, opener.final()]));
  } catch {
    return null;
  }
}

export interface SealedGcm {
  /** 12 random bytes, used this once. */
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

/** AES-256-GCM under a nonce of its own. @param key 32 bytes. */
export function sealGcm(key: Uint8Array, content: Uint8Array): SealedGcm {
  const nonce = new Uint8Array(randomBytes(12));
  const sealer = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: GCM_TAG_BYTES });
  const ciphertext = new Uint8Array(Buffer.concat([sealer.update(content), sealer.final()]));
  return { nonce, ciphertext, tag: new Uint8Array(sealer.getAuthTag()) };
}

/** AES-256-CBC with PKCS #7 padding; null when the length or the padding does not fit. */
export function openCbc(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  if (iv.length !== 16 || sealed.length === 0 || sealed.length % 16 !== 0) return null;
  const opener = createDecipheriv('aes-256-cbc', key, iv);
  try {
    return new Uint8Array(Buffer.concat([opener.update(sealed), opener.final()]));
  } catch {
    return null;
  }
}

/** AES-256-CBC of whole blocks, padding left in place. */
export function openCbcBlocks(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Uint8Array {
  const opener = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  return new Uint8Array(Buffer.concat([opener.update(sealed), opener.final()]));
}

/** A cipher that encrypts single blocks with AES-256. */
export function aesBlockEncrypter(key: Uint8Array): (blocks: Uint8Array) => Uint8Array {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return (blocks) => cipher.update(blocks);
}
