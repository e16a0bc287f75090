/**
 * The vault file's bytes, as docs/vault-format.md specifies them. Vault process, CLI, tests; touches no file.
 * The rule: nothing is decrypted before the stored header bytes are authenticated, nothing returned before the tag holds.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { CodedError } from '../ipc/failure.ts';
import { decodeHeader, encodeHeader, type Header, headerChecksum, MAC_BYTES, SALT_BYTES } from './header.ts';
import { type KdfParameters, workOf } from './kdf.ts';
import { USUAL_WORK_MAX } from './kdf-steps.ts';
import {
  type KeySlot,
  kdfParametersOf,
  MASTER_KEY_BYTES,
  passwordSlotOf,
  unwrapMasterKey,
  wrapMasterKey,
} from './key-slot.ts';
import { decodePayload, encodePayload } from './payload.ts';
import {
  KEYCHAIN_SLOT,
  type RandomKeyType,
  RECOVERY_SLOT,
  randomKeySlotsOf,
  unwrapWithRandomKey,
} from './random-key-slot.ts';
import type { Vault } from './vault.ts';

/** Larger files are neither read nor written. */
export const VAULT_FILE_BYTES_MAX = 64 * 1024 * 1024;

const PAYLOAD_KEY_INFO = 'halfminute vault v1 payload';
const HEADER_MAC_INFO = 'halfminute vault v1 header mac';
const KEY_BYTES = 32;
const TAG_BYTES = 16;
/** One key encrypts one payload once (its salt is fresh in every save), so a fixed nonce never repeats under a key. */
const PAYLOAD_NONCE = Buffer.alloc(12);

/** What opening a vault file gives: all that is needed to write the next one. */
export interface OpenVault {
  readonly masterKey: Uint8Array;
  readonly slots: readonly KeySlot[];
  readonly vault: Vault;
}

/** New key material for a new vault: a random master key and its password slot. */
export async function createKeys(
  password: string,
  parameters: KdfParameters,
): Promise<{ readonly masterKey: Uint8Array; readonly slots: readonly KeySlot[] }> {
  const masterKey = randomBytes(MASTER_KEY_BYTES);
  return { masterKey, slots: [await wrapMasterKey(masterKey, password, parameters)] };
}

export interface PasswordTry {
  readonly password: string;
  /** As for openVault. */
  readonly workMax?: number | undefined;
}

/**
 * Opens a vault file's bytes with its password.
 * @param workMax beyond so much work (`workOf`) nothing is derived; Infinity where a person was asked. The costs are
 *   authenticated by what they lead to: only after the work is it known whether somebody raised them.
 * @throws CodedError `vault-damaged`, `vault-newer`, `wrong-password`; `no-password` when only other keys open it;
 *   `unusual-work`.
 */
export async function openVault(
  bytes: Uint8Array,
  password: string,
  workMax = USUAL_WORK_MAX,
): Promise<OpenVault> {
  const header = readHeader(bytes);
  const slot = passwordSlotOf(header.slots);
  if (slot === undefined) throw new CodedError(hasUsableSlot(header) ? 'no-password' : 'vault-damaged');
  if (passwordWorkOf(header.slots) > workMax) throw new CodedError('unusual-work');
  return openVaultWithMasterKey(bytes, await unwrapMasterKey(slot, password));
}

/**
 * Opens a vault file's bytes with its recovery key or the key that the OS keychain kept (32 bytes).
 * @throws CodedError `vault-damaged`, `vault-newer`; `no-recovery-key`, `wrong-recovery-key`; for the keychain's key
 *   always `keychain-not-usable`, since all that a person can do then is to type the password.
 */
export function openVaultWithRandomKey(bytes: Uint8Array, type: RandomKeyType, key: Uint8Array): OpenVault {
  const slots = randomKeySlotsOf(readHeader(bytes).slots, type);
  for (const slot of slots) {
    const masterKey = unwrapWithRandomKey(slot, key);
    if (masterKey !== null) return openVaultWithMasterKey(bytes, masterKey);
  }
  if (type === KEYCHAIN_SLOT) throw new CodedError('keychain-not-usable');
  throw new CodedError(slots.length === 0 ? 'no-recovery-key' : 'wrong-recovery-key');
}

/**
 * Opens a vault file's bytes with its master key, from whichever slot that came.
 * @throws CodedError `vault-damaged`, `vault-newer`.
 */
export function openVaultWithMasterKey(bytes: Uint8Array, masterKey: Uint8Array): OpenVault {
  const header = readHeader(bytes);
  if (!timingSafeEqual(headerMac(header.bytes, masterKey), header.mac)) throw new CodedError('vault-damaged');
  const plaintext = decrypt(header, bytes.subarray(header.payloadStart), masterKey);
  return { masterKey, slots: header.slots, vault: decodePayload(plaintext) };
}

/**
 * The bytes of a vault file. Every call takes fresh random bytes for its payload key.
 * @throws CodedError `file-too-large` when nothing could read it back; RangeError for too many or too long slots.
 */
export function sealVault({ masterKey, slots, vault }: OpenVault): Uint8Array {
  const plaintext = encodePayload(vault);
  const salt = randomBytes(SALT_BYTES);
  const cipher = createCipheriv('aes-256-gcm', payloadKey(masterKey, salt), PAYLOAD_NONCE, {
    authTagLength: TAG_BYTES,
  });
  const payload = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  const header = encodeHeader({ salt, slots, payloadLength: payload.length });
  const file = Buffer.concat([header, headerChecksum(header), headerMac(header, masterKey), payload]);
  if (file.length > VAULT_FILE_BYTES_MAX) throw new CodedError('file-too-large');
  return file;
}

/**
 * Everything about a file that can be judged without a key: its magic, checksum, version, slots and length.
 * @throws CodedError `vault-damaged`, `vault-newer`.
 */
export function readHeader(bytes: Uint8Array): Header {
  if (bytes.length > VAULT_FILE_BYTES_MAX) throw new CodedError('vault-damaged');
  const header = decodeHeader(bytes);
  if (bytes.length !== header.payloadStart + header.payloadLength) throw new CodedError('vault-damaged');
  return header;
}

/** What trying a password on these slots takes (`workOf`); 0 where none can be tried. */
export function passwordWorkOf(slots: readonly KeySlot[]): number {
  const slot = passwordSlotOf(slots);
  return slot === undefined ? 0 : workOf(kdfParametersOf(slot));
}

function hasUsableSlot({ slots }: Header): boolean {
  return [RECOVERY_SLOT, KEYCHAIN_SLOT].some(
    (type) => randomKeySlotsOf(slots, type as RandomKeyType).length > 0,
  );
}

/** HMAC-SHA-256 over the header exactly as stored, under its own key. */
export function headerMac(header: Uint8Array, masterKey: Uint8Array): Uint8Array {
  const key = hkdfSync('sha256', masterKey, new Uint8Array(0), HEADER_MAC_INFO, MAC_BYTES);
  return createHmac('sha256', Buffer.from(key)).update(header).digest();
}

function payloadKey(masterKey: Uint8Array, salt: Uint8Array): Uint8Array {
  return Buffer.from(hkdfSync('sha256', masterKey, salt, PAYLOAD_KEY_INFO, KEY_BYTES));
}

function decrypt(header: Header, payload: Uint8Array, masterKey: Uint8Array): Uint8Array {
  const tagStart = payload.length - TAG_BYTES;
  if (tagStart < 0) throw new CodedError('vault-damaged');
  const decipher = createDecipheriv('aes-256-gcm', payloadKey(masterKey, header.salt), PAYLOAD_NONCE, {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(payload.subarray(tagStart));
  const plaintext = decipher.update(payload.subarray(0, tagStart));
  try {
    decipher.final();
  } catch (cause) {
    throw new CodedError('vault-damaged', { cause });
  }
  return plaintext;
}
