/**
 * Key slots whose key is 32 random bytes and not something typed: recovery key and OS keychain. Vault process, CLI, tests.
 * The rule: such a key goes through HKDF alone. Argon2 slows down guessing, and nobody guesses 256 random bits.
 */
import { hkdfSync, randomBytes } from 'node:crypto';
import type { KeySlot } from './key-slot.ts';
import { unwrapKey, WRAPPED_KEY_BYTES, wrapKey } from './wrapped-key.ts';

/** Slot types of docs/vault-format.md. */
export const RECOVERY_SLOT = 2;
export const KEYCHAIN_SLOT = 3;
export type RandomKeyType = typeof RECOVERY_SLOT | typeof KEYCHAIN_SLOT;

export const RANDOM_KEY_BYTES = 32;
export const KEY_NUMBER_BYTES = 4;
const SALT_BYTES = 16;
const BODY_BYTES = KEY_NUMBER_BYTES + SALT_BYTES + WRAPPED_KEY_BYTES;
const KEY_NUMBER_INFO = 'halfminute vault v1 key number';
const SLOT_KEY_INFO: Readonly<Record<RandomKeyType, string>> = {
  [RECOVERY_SLOT]: 'halfminute vault v1 recovery key slot',
  [KEYCHAIN_SLOT]: 'halfminute vault v1 keychain slot',
};

/** A fresh key for such a slot. */
export function makeRandomKey(): Uint8Array {
  return new Uint8Array(randomBytes(RANDOM_KEY_BYTES));
}

/**
 * Four bytes that tell one key from another: printed on its sheets and shares, and kept in its slot, so that a person
 * sees which sheet is the current one. They say nothing about the key.
 */
export function keyNumberOf(key: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), KEY_NUMBER_INFO, KEY_NUMBER_BYTES));
}

/** As people see it: `1A2B-3C4D`. */
export function formatKeyNumber(keyNumber: Uint8Array): string {
  const digits = Buffer.from(keyNumber).toString('hex').toUpperCase();
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** Wraps the master key under `key` (RANDOM_KEY_BYTES random bytes), with a fresh salt and nonce. */
export function wrapUnderRandomKey(type: RandomKeyType, masterKey: Uint8Array, key: Uint8Array): KeySlot {
  const salt = randomBytes(SALT_BYTES);
  const wrapped = wrapKey(slotKey(type, key, salt), masterKey);
  return { type, body: Buffer.concat([keyNumberOf(key), salt, wrapped]) };
}

/** The master key of a slot of `randomKeySlotsOf`; null when the key is another one. */
export function unwrapWithRandomKey(slot: KeySlot, key: Uint8Array): Uint8Array | null {
  const wrappedStart = KEY_NUMBER_BYTES + SALT_BYTES;
  const salt = slot.body.subarray(KEY_NUMBER_BYTES, wrappedStart);
  return unwrapKey(slotKey(slot.type as RandomKeyType, key, salt), slot.body.subarray(wrappedStart));
}

/** The slots of a type. A body of another length is something that this version does not know: kept, not used. */
export function randomKeySlotsOf(slots: readonly KeySlot[], type: RandomKeyType): readonly KeySlot[] {
  return slots.filter((slot) => slot.type === type && slot.body.length === BODY_BYTES);
}

/** The number of the key that opens the first slot of a type; null when there is none. */
export function keyNumberIn(slots: readonly KeySlot[], type: RandomKeyType): string | null {
  const [slot] = randomKeySlotsOf(slots, type);
  return slot === undefined ? null : formatKeyNumber(slot.body.subarray(0, KEY_NUMBER_BYTES));
}

export function withoutRandomKey(slots: readonly KeySlot[], type: RandomKeyType): readonly KeySlot[] {
  const gone = randomKeySlotsOf(slots, type);
  return slots.filter((slot) => !gone.includes(slot));
}

/** The same slots with `slot` at the end, in place of those of its type. */
export function withRandomKey(slots: readonly KeySlot[], slot: KeySlot): readonly KeySlot[] {
  return [...withoutRandomKey(slots, slot.type as RandomKeyType), slot];
}

function slotKey(type: RandomKeyType, key: Uint8Array, salt: Uint8Array): Uint8Array {
  if (key.length !== RANDOM_KEY_BYTES) throw new RangeError('a slot key of this type has 32 bytes');
  return new Uint8Array(hkdfSync('sha256', key, salt, SLOT_KEY_INFO[type], RANDOM_KEY_BYTES));
}
