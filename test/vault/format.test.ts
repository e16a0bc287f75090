/**
 * The file's bytes: any damage anywhere is damage and never a wrong password, and the outside tells nothing.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODES_LOCK_TEXT_LENGTH } from '../../electron/vault/extras-record.ts';
import {
  createKeys,
  openVault,
  openVaultWithMasterKey,
  readHeader,
  sealVault,
} from '../../electron/vault/format.ts';
import { SLOTS_MAX } from '../../electron/vault/header.ts';
import { encodePayload } from '../../electron/vault/payload.ts';
import { addAccounts, EMPTY_VAULT, type Entry, newAccount, type Vault } from '../../electron/vault/vault.ts';
import { CHEAP_KDF, hotp, NOW_MS, PASSWORD, steam, totp } from './vault-samples.ts';

const keys = await createKeys(PASSWORD, CHEAP_KDF);
const accounts = [totp('ann'), hotp('bob'), steam('cid')].map((draft) => newAccount(draft, NOW_MS));
const vault = addAccounts(EMPTY_VAULT, accounts);
const sound = sealVault({ ...keys, vault });
const payloadStart = readHeader(sound).payloadStart;
const damaged = expect.objectContaining({ code: 'vault-damaged' });

function withFlip(offset: number, mask: number): Uint8Array {
  return sound.map((byte, index) => (index === offset ? byte ^ mask : byte));
}

describe('damage', () => {
  it('is told before a password is asked for, for every bit of header and checksum', () => {
    for (let offset = 0; offset < payloadStart - 32; offset += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        expect(() => readHeader(withFlip(offset, 1 << bit))).toThrow(damaged);
      }
    }
  });

  it('is told for every byte of MAC and payload, even with the right key', () => {
    for (let offset = payloadStart - 32; offset < sound.length; offset += 1) {
      expect(() => openVaultWithMasterKey(withFlip(offset, 0x80), keys.masterKey)).toThrow(damaged);
    }
  });

  it('is told for every length but the right one', () => {
    for (let length = 0; length < sound.length; length += 1) {
      expect(() => readHeader(sound.subarray(0, length))).toThrow(damaged);
    }
    expect(() => readHeader(Buffer.concat([sound, sound]))).toThrow(damaged);
    expect(readHeader(sound).payloadLength).toBe(sound.length - payloadStart);
  });

  it('is not confused with a wrong password', async () => {
    await expect(openVault(sound, `${PASSWORD}!`)).rejects.toMatchObject({ code: 'wrong-password' });
    const inSlot = withFlip(payloadStart - 64 - 1, 1);
    await expect(openVault(inSlot, PASSWORD)).rejects.toMatchObject({ code: 'vault-damaged' });
    expect((await openVault(sound, PASSWORD)).vault).toEqual(vault);
  });

  it('is told for noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        expect(() => readHeader(noise)).toThrow(damaged);
        expect(() => readHeader(Buffer.concat([sound.subarray(0, 14), noise]))).toThrow(damaged);
      }),
    );
  });
});

describe('what the outside tells', () => {
  it('is a size in steps of 4 KiB', () => {
    const sizes = new Set<number>();
    for (let count = 0; count < 40; count += 1) {
      const many = Array.from({ length: count }, () => newAccount(totp('x'.repeat(count)), NOW_MS));
      const plaintext = encodePayload(addAccounts(EMPTY_VAULT, many));
      expect(plaintext.length % 4096).toBe(0);
      sizes.add(plaintext.length);
    }
    expect(sizes.size).toBeLessThan(6);
    expect(encodePayload(EMPTY_VAULT).length).toBe(4096);
  });

  it('is none of what a person typed', () => {
    for (const text of ['ann', 'Example', 'Steam', PASSWORD, accounts[0]?.id ?? '']) {
      expect(Buffer.from(sound).includes(text)).toBe(false);
    }
  });

  it('differs in salt and all of the payload between two saves of the same vault', () => {
    const other = sealVault({ ...keys, vault });
    expect(other.length).toBe(sound.length);
    expect(readHeader(other).salt).not.toEqual(readHeader(sound).salt);
    const sameBytes = other.filter((byte, index) => index >= payloadStart && byte === sound[index]).length;
    expect(sameBytes).toBeLessThan((sound.length - payloadStart) / 64);
  });
});

describe('limits', () => {
  it('refuses to write what could not be read: too large, or too many slots', () => {
    const line = Buffer.alloc(65 * 1024 * 1024, 'x');
    const large: Vault = { ...EMPTY_VAULT, entries: [{ kind: 'quarantined', line }] };
    expect(() => sealVault({ ...keys, vault: large })).toThrow(
      expect.objectContaining({ code: 'file-too-large' }),
    );
    const slot = { type: 77, body: new Uint8Array(10) };
    const slots = [...keys.slots, ...Array.from({ length: SLOTS_MAX }, () => slot)];
    expect(() => sealVault({ ...keys, vault, slots })).toThrow(RangeError);
    const long = { type: 77, body: new Uint8Array(65535) };
    expect(() => sealVault({ ...keys, vault, slots: [...keys.slots, long] })).toThrow(RangeError);
    expect(readHeader(sealVault({ ...keys, vault, slots: slots.slice(0, SLOTS_MAX) })).slots).toHaveLength(
      16,
    );
  });
});

describe('a vault of any content', () => {
  const text = fc.string({ unit: 'binary', maxLength: 256 }).filter((each) => each.length <= 256);
  const secret = fc.uint8Array({ minLength: 1, maxLength: 64 });
  const algorithm = fc.constantFrom('SHA1', 'SHA256', 'SHA512');
  const digits = fc.integer({ min: 1, max: 10 });
  const otp = fc.oneof(
    fc.record({
      type: fc.constant('totp'),
      secret,
      algorithm,
      digits,
      periodSeconds: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    }),
    fc.record({ type: fc.constant('hotp'), secret, algorithm, digits, counter: fc.maxSafeNat() }),
    fc.record({ type: fc.constant('steam'), secret }),
  );
  const account = fc.record({
    id: fc.uuid(),
    issuer: text,
    accountName: text,
    otp,
    tags: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 128 }), { maxLength: 64 }),
    note: fc.string({ maxLength: 500 }),
    isPinned: fc.boolean(),
    icon: fc.constantFrom(null, { kind: 'mark', name: 'github' }),
    recoveryCodes: fc.uniqueArray(
      fc.record({ code: fc.string({ minLength: 1, maxLength: 256 }), usedAtMs: fc.option(fc.maxSafeNat()) }),
      { maxLength: 20, selector: ({ code }) => code },
    ),
    lastUsedAtMs: fc.option(fc.maxSafeNat()),
    useCount: fc.maxSafeNat(),
    verifiedAtMs: fc.option(fc.maxSafeNat()),
    sealedCodes: fc.array(
      fc.record({
        account: fc.uuid(),
        lock: fc.constant('A'.repeat(CODES_LOCK_TEXT_LENGTH)),
        sealed: fc.base64String({ minLength: 1 }),
        left: fc.integer({ min: 0, max: 10 }),
        count: fc.integer({ min: 10, max: 20 }),
      }),
      { maxLength: 3 },
    ),
    rank: fc.option(fc.maxSafeInteger()),
    distinctFrom: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 64 }), { maxLength: 5 }),
    createdAtMs: fc.maxSafeNat(),
    updatedAtMs: fc.maxSafeNat(),
  });
  const unknown = fc.dictionary(
    fc.string().map((name) => `x-${name}`),
    fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown),
    { noNullPrototype: true },
  );
  const good = fc.record({ kind: fc.constant('account'), account, unknown });
  const bad = fc.record({
    kind: fc.constant('quarantined'),
    line: fc.uint8Array({ minLength: 1 }).map((bytes) => bytes.map((byte) => (byte === 10 ? 11 : byte))),
  });
  const entries = fc.uniqueArray(fc.oneof(good, bad), {
    selector: (entry) => (entry.kind === 'account' ? entry.account.id : entry),
  });

  it('comes back as it was: accounts, unknown members, quarantined bytes, order', () => {
    fc.assert(
      fc.property(entries, fc.maxSafeNat(), unknown, (generated, revision, members) => {
        const given: Vault = {
          ...EMPTY_VAULT,
          revision,
          unknown: members,
          entries: generated as readonly Entry[],
        };
        expect(openVaultWithMasterKey(sealVault({ ...keys, vault: given }), keys.masterKey).vault).toEqual(
          given,
        );
      }),
    );
  });
});
