/**
 * The keys of a KeePass file from its password. Runs in the vault process and under Node.
 * The rule: rounds, memory and passes come from the file and are bounded before they are run.
 */
import { createCipheriv, createHash } from 'node:crypto';
import { littleEndian } from './byte-reader.ts';
import { concat } from './bytes.ts';
import { HEADER_FIELD, type KdbxHeader, uuidOf } from './kdbx-header.ts';
import { argon2Key, watched } from './kdf.ts';
import { AES_KDF_ROUNDS_MAX } from './limits.ts';
import { FileProblem } from './problem.ts';
import type { ReadOptions } from './reading.ts';

const AES_KDF = ['c9d9f39a628a4460bf740d08c18a4fea', '7c02bb8279a74ac0927d114a00648238'];
const ARGON2D = 'ef636ddf8c29444b91f7a9a403e30a0c';
const ARGON2ID = '9e298b1956db4773b23dfc3ec6f0a1e6';
const ARGON2_VERSION = 0x13;
/** Zeros encrypted at a time: one mebibyte, so that a cancel is heard soon. */
const CHUNK_BYTES = 1024 * 1024;

/** The transformed key. Key files and Windows accounts are not supported: a password alone makes the key. */
export async function transformedKey(
  header: KdbxHeader,
  password: Uint8Array,
  options: ReadOptions,
): Promise<Uint8Array> {
  const composite = sha256(sha256(password));
  if (header.version === 3) {
    const rounds = littleEndian(header.field(HEADER_FIELD.transformRounds));
    return await aesKdf(composite, header.field(HEADER_FIELD.transformSeed), rounds, header.format, options);
  }
  const { kdf, format } = header;
  const id = uuidOf(kdf.get('$UUID'));
  if (AES_KDF.includes(id))
    return await aesKdf(
      composite,
      kdf.get('S') ?? new Uint8Array(),
      littleEndian(kdf.get('R')),
      format,
      options,
    );
  if (id !== ARGON2D && id !== ARGON2ID) throw new FileProblem('unsupported-version', format);
  if (littleEndian(kdf.get('V')) !== ARGON2_VERSION) throw new FileProblem('unsupported-version', format);
  return await argon2Key(
    composite,
    {
      variant: id === ARGON2ID ? 'argon2id' : 'argon2d',
      salt: kdf.get('S') ?? new Uint8Array(),
      memoryKiB: Math.floor(littleEndian(kdf.get('M')) / 1024),
      iterations: littleEndian(kdf.get('I')),
      parallelism: littleEndian(kdf.get('P')),
      keyBytes: 32,
    },
    options,
  );
}

/**
 * Each half encrypted with itself, `rounds` times over, then hashed. CBC over zeros does exactly that: each
 * block is the encryption of the one before it.
 */
async function aesKdf(
  key: Uint8Array,
  seed: Uint8Array,
  rounds: number,
  format: string,
  options: ReadOptions,
): Promise<Uint8Array> {
  if (seed.length !== 32 || rounds < 1) throw new FileProblem('damaged', format);
  if (rounds > AES_KDF_ROUNDS_MAX) throw new FileProblem('too-costly', format);
  return await watched(options, async () => {
    const halves = [key.subarray(0, 16), key.subarray(16)].map((half) =>
      encryptedOver(half, seed, rounds, options),
    );
    return sha256(concat(...(await Promise.all(halves))));
  });
}

async function encryptedOver(
  half: Uint8Array,
  seed: Uint8Array,
  rounds: number,
  options: ReadOptions,
): Promise<Uint8Array> {
  const cipher = createCipheriv('aes-256-cbc', seed, half).setAutoPadding(false);
  const zeros = new Uint8Array(CHUNK_BYTES);
  let last = half;
  for (let left = rounds * 16; left > 0; left -= CHUNK_BYTES) {
    last = cipher.update(zeros.subarray(0, Math.min(left, CHUNK_BYTES))).subarray(-16);
    await new Promise(setImmediate);
    if (options.signal?.aborted) throw new FileProblem('cancelled');
  }
  return last;
}

export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  return createHash('sha256')
    .update(concat(...parts))
    .digest();
}

export function sha512(...parts: readonly Uint8Array[]): Uint8Array {
  return createHash('sha512')
    .update(concat(...parts))
    .digest();
}
