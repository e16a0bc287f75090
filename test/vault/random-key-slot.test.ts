/**
 * Slots of keys that are random: one key opens one slot, and what this version does not know is left alone.
 */
import { describe, expect, it } from 'vitest';
import {
  formatKeyNumber,
  KEYCHAIN_SLOT,
  keyNumberIn,
  keyNumberOf,
  makeRandomKey,
  RECOVERY_SLOT,
  randomKeySlotsOf,
  unwrapWithRandomKey,
  withoutRandomKey,
  withRandomKey,
  wrapUnderRandomKey,
} from '../../electron/vault/random-key-slot.ts';

const masterKey = new Uint8Array(32).fill(7);
const unknown = { type: 4242, body: Buffer.from('unknown') };
const otherLength = { type: RECOVERY_SLOT, body: Buffer.from('of a version to come') };

describe.each([RECOVERY_SLOT, KEYCHAIN_SLOT] as const)('a slot of type %i', (type) => {
  it('gives the master key to its own key and to no other', () => {
    const key = makeRandomKey();
    const slot = wrapUnderRandomKey(type, masterKey, key);
    expect(new Uint8Array(unwrapWithRandomKey(slot, key) ?? [])).toEqual(masterKey);
    expect(unwrapWithRandomKey(slot, makeRandomKey())).toBeNull();
    for (let byte = 0; byte < 32; byte += 1) {
      const almost = key.map((each, index) => (index === byte ? each ^ 1 : each));
      expect(unwrapWithRandomKey(slot, almost)).toBeNull();
    }
  });

  it('takes fresh salt and nonce, and holds neither key', () => {
    const key = makeRandomKey();
    const [first, second] = [
      wrapUnderRandomKey(type, masterKey, key),
      wrapUnderRandomKey(type, masterKey, key),
    ];
    expect(first.body.length).toBe(80);
    expect(Buffer.compare(first.body.subarray(4), second.body.subarray(4))).not.toBe(0);
    expect(Buffer.from(first.body).includes(Buffer.from(masterKey))).toBe(false);
    expect(Buffer.from(first.body).includes(Buffer.from(key))).toBe(false);
  });

  it('gives nothing when any bit of it is changed behind the number', () => {
    const key = makeRandomKey();
    const slot = wrapUnderRandomKey(type, masterKey, key);
    for (let offset = 4; offset < slot.body.length; offset += 1) {
      const body = slot.body.map((byte, index) => (index === offset ? byte ^ 0x10 : byte));
      expect(unwrapWithRandomKey({ type, body }, key)).toBeNull();
    }
  });

  it('refuses keys of another length', () => {
    expect(() => wrapUnderRandomKey(type, masterKey, new Uint8Array(16))).toThrow(RangeError);
  });
});

it('does not open the slot of the other type with the same key', () => {
  const key = makeRandomKey();
  const { body } = wrapUnderRandomKey(RECOVERY_SLOT, masterKey, key);
  expect(unwrapWithRandomKey({ type: KEYCHAIN_SLOT, body }, key)).toBeNull();
});

describe('among other slots', () => {
  const recovery = wrapUnderRandomKey(RECOVERY_SLOT, masterKey, makeRandomKey());
  const keychain = wrapUnderRandomKey(KEYCHAIN_SLOT, masterKey, makeRandomKey());

  it('replaces its own type alone, and leaves bodies of another length where they are', () => {
    const slots = [unknown, recovery, otherLength, keychain];
    const next = wrapUnderRandomKey(RECOVERY_SLOT, masterKey, makeRandomKey());
    expect(withRandomKey(slots, next)).toEqual([unknown, otherLength, keychain, next]);
    expect(withoutRandomKey(slots, KEYCHAIN_SLOT)).toEqual([unknown, recovery, otherLength]);
    expect(randomKeySlotsOf([unknown, otherLength], RECOVERY_SLOT)).toEqual([]);
  });

  it('tells the number of the key that opens it', () => {
    const key = makeRandomKey();
    const slot = wrapUnderRandomKey(RECOVERY_SLOT, masterKey, key);
    expect(keyNumberIn([unknown, otherLength, slot], RECOVERY_SLOT)).toBe(formatKeyNumber(keyNumberOf(key)));
    expect(keyNumberIn([slot], RECOVERY_SLOT)).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}$/);
    expect(keyNumberIn([otherLength], RECOVERY_SLOT)).toBeNull();
  });
});
