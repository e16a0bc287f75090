/**
 * The KDF: the same key as an independent implementation gives, four lanes included, and bounds on both sides.
 */
import { argon2id } from '@noble/hashes/argon2.js';
import { expect, it, vi } from 'vitest';
import {
  areKdfParametersAllowed,
  deriveSlotKey,
  isWeakerThanCurrent,
  KDF_BOUNDS,
  KDF_CURRENT,
  strengthened,
  warmUpKdf,
} from '../../electron/vault/kdf.ts';
import { CHEAP_KDF } from './vault-samples.ts';

const salt = Uint8Array.from({ length: 16 }, (_, index) => index);

it.each([
  ['today’s costs', KDF_CURRENT],
  ['the lower bound', CHEAP_KDF],
  ['memory that does not divide by four lanes', { memoryKiB: 8 * 1024 + 5, passes: 2, lanes: 4 }],
  ['sixteen lanes', { memoryKiB: 8 * 1024, passes: 1, lanes: 16 }],
])('agrees with @noble/hashes at %s', { timeout: 60_000 }, async (_name, parameters) => {
  const { memoryKiB: m, passes: t, lanes: p } = parameters;
  const expected = argon2id(new TextEncoder().encode('pässwörd 😀'), salt, { m, t, p, dkLen: 32 });
  expect(Buffer.from(await deriveSlotKey('pässwörd 😀', salt, parameters))).toEqual(Buffer.from(expected));
});

it('uses RFC 9106’s second recommended option', () => {
  expect(KDF_CURRENT).toEqual({ memoryKiB: 65536, passes: 3, lanes: 4 });
});

it.each(['memoryKiB', 'passes', 'lanes'] as const)('bounds %s both ways', async (name) => {
  const { min, max } = KDF_BOUNDS[name];
  expect(areKdfParametersAllowed({ ...KDF_CURRENT, [name]: min })).toBe(true);
  expect(areKdfParametersAllowed({ ...KDF_CURRENT, [name]: max })).toBe(true);
  for (const value of [min - 1, max + 1, min + 0.5, Number.NaN]) {
    expect(areKdfParametersAllowed({ ...KDF_CURRENT, [name]: value })).toBe(false);
    await expect(deriveSlotKey('x', salt, { ...KDF_CURRENT, [name]: value })).rejects.toThrow(RangeError);
  }
});

it('strengthens what is weak without lowering what is strong', () => {
  const wide = { memoryKiB: 256 * 1024, passes: 1, lanes: 8 };
  expect(isWeakerThanCurrent(wide)).toBe(true);
  expect(strengthened(wide)).toEqual({ memoryKiB: 256 * 1024, passes: 3, lanes: 8 });
  expect(isWeakerThanCurrent(KDF_CURRENT)).toBe(false);
  expect(isWeakerThanCurrent({ ...KDF_CURRENT, lanes: 1 })).toBe(false);
});

it('derives the same key after a warm-up as before, and takes no WebAssembly to compile then', async () => {
  const before = await deriveSlotKey('pässwörd', salt, CHEAP_KDF);
  await warmUpKdf();
  const compile = vi.spyOn(WebAssembly, 'compile');
  expect(await deriveSlotKey('pässwörd', salt, CHEAP_KDF)).toEqual(before);
  expect(compile).not.toHaveBeenCalled();
});
