/**
 * A key slot: one way to get at the master key. Vault process, CLI, tests.
 * The rule: a slot of a type that this version does not know is carried through every save byte for byte.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { CodedError } from '../ipc/failure.ts';
import { areKdfParametersAllowed, deriveSlotKey, KDF_SALT_BYTES, type KdfParameters } from './kdf.ts';

export const MASTER_KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PARAMETER_BYTES = 6;
const PASSWORD_SLOT_BYTES = PARAMETER_BYTES + KDF_SALT_BYTES + NONCE_BYTES + MASTER_KEY_BYTES + TAG_BYTES;

/** Slot types of docs/vault-format.md. Recovery key (2) and OS keychain (3) are reserved there. */
export const PASSWORD_SLOT = 1;

/** A slot as it is stored. `type` is 0 to 65535, `body` at most 65535 bytes. */
export interface KeySlot {
  readonly type: number;
  readonly body: Uint8Array;
}

interface PasswordSlot {
  readonly parameters: KdfParameters;
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
  readonly wrapped: Uint8Array;
}

/**
 * Wraps the master key under a password: Argon2id with a fresh salt, then AES-256-GCM with a fresh nonce.
 * @throws RangeError for parameters outside KDF_BOUNDS.
 */
export async function wrapMasterKey(
  masterKey: Uint8Array,
  password: string,
  parameters: KdfParameters,
): Promise<KeySlot> {
  const salt = randomBytes(KDF_SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const slotKey = await deriveSlotKey(password, salt, parameters);
  const cipher = createCipheriv('aes-256-gcm', slotKey, nonce, { authTagLength: TAG_BYTES });
  const wrapped = Buffer.concat([cipher.update(masterKey), cipher.final()]);
  const costs = Buffer.alloc(PARAMETER_BYTES);
  costs.writeUInt32BE(parameters.memoryKiB, 0);
  costs.writeUInt8(parameters.passes, 4);
  costs.writeUInt8(parameters.lanes, 5);
  return { type: PASSWORD_SLOT, body: Buffer.concat([costs, salt, nonce, wrapped, cipher.getAuthTag()]) };
}

/**
 * The master key of a password slot.
 * The slot's bytes must have passed the header's checksum before, so that a failing tag means the password.
 * @throws CodedError `wrong-password`, or `vault-damaged` for a malformed slot or parameters out of bounds.
 */
export async function unwrapMasterKey(slot: KeySlot, password: string): Promise<Uint8Array> {
  const { parameters, salt, nonce, wrapped } = parsePasswordSlot(slot);
  // No vault has an empty password (the format forbids it, and hash-wasm throws).
  if (password === '') throw new CodedError('wrong-password');
  const slotKey = await deriveSlotKey(password, salt, parameters);
  const decipher = createDecipheriv('aes-256-gcm', slotKey, nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(wrapped.subarray(MASTER_KEY_BYTES));
  const masterKey = decipher.update(wrapped.subarray(0, MASTER_KEY_BYTES));
  try {
    decipher.final();
  } catch (cause) {
    throw new CodedError('wrong-password', { cause });
  }
  return masterKey;
}

/** @throws CodedError `vault-damaged` for a malformed password slot or parameters out of bounds. */
export function kdfParametersOf(slot: KeySlot): KdfParameters {
  return parsePasswordSlot(slot).parameters;
}

/** The one password slot; undefined when there is none. */
export function passwordSlotOf(slots: readonly KeySlot[]): KeySlot | undefined {
  return slots.find((slot) => slot.type === PASSWORD_SLOT);
}

/** The same slots in the same order with a new password slot in the old one's place, or first. */
export function withPasswordSlot(slots: readonly KeySlot[], passwordSlot: KeySlot): readonly KeySlot[] {
  if (passwordSlotOf(slots) === undefined) return [passwordSlot, ...slots];
  return slots.map((slot) => (slot.type === PASSWORD_SLOT ? passwordSlot : slot));
}

function parsePasswordSlot({ type, body }: KeySlot): PasswordSlot {
  if (type !== PASSWORD_SLOT || body.length !== PASSWORD_SLOT_BYTES) throw new CodedError('vault-damaged');
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const parameters = { memoryKiB: view.getUint32(0), passes: view.getUint8(4), lanes: view.getUint8(5) };
  if (!areKdfParametersAllowed(parameters)) throw new CodedError('vault-damaged');
  const saltEnd = PARAMETER_BYTES + KDF_SALT_BYTES;
  const nonceEnd = saltEnd + NONCE_BYTES;
  return {
    parameters,
    salt: body.subarray(PARAMETER_BYTES, saltEnd),
    nonce: body.subarray(saltEnd, nonceEnd),
    wrapped: body.subarray(nonceEnd),
  };
}
