/**
 * Keys from passwords as other apps derive them: PBKDF2, scrypt, Argon2. Runs in the vault process and under Node.
 * The rule: parameters come from the file, so they are bounded before anything is allocated or run.
 */
import { pbkdf2, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { argon2d, argon2i, argon2id } from 'hash-wasm';
import { ARGON2_MAX, PBKDF2_ITERATIONS_MAX, SCRYPT_MAX } from './limits.ts';
import { FileProblem } from './problem.ts';
import type { ReadOptions } from './reading.ts';

const pbkdf2Async = promisify(pbkdf2);
const scryptAsync = promisify<
  Uint8Array,
  Uint8Array,
  number,
  { N: number; r: number; p: number; maxmem: number },
  Buffer
>(scrypt);

export interface Pbkdf2Parameters {
  readonly hash: 'sha1' | 'sha256' | 'sha512';
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly keyBytes: number;
}

/** RFC 8018. @throws FileProblem `too-costly`, `damaged` or `cancelled`. */
export async function pbkdf2Key(
  password: Uint8Array,
  parameters: Pbkdf2Parameters,
  options: ReadOptions,
): Promise<Uint8Array> {
  const { hash, salt, iterations, keyBytes } = parameters;
  requireWhole(iterations, 1, PBKDF2_ITERATIONS_MAX);
  return await watched(options, () => pbkdf2Async(password, salt, iterations, keyBytes, hash));
}

export interface ScryptParameters {
  readonly salt: Uint8Array;
  readonly n: number;
  readonly r: number;
  readonly p: number;
  readonly keyBytes: number;
}

/** RFC 7914. @throws FileProblem `too-costly`, `damaged` or `cancelled`. */
export async function scryptKey(
  password: Uint8Array,
  parameters: ScryptParameters,
  options: ReadOptions,
): Promise<Uint8Array> {
  const { salt, n, r, p, keyBytes } = parameters;
  requireWhole(n, 2, SCRYPT_MAX.n);
  requireWhole(r, 1, SCRYPT_MAX.r);
  requireWhole(p, 1, SCRYPT_MAX.p);
  if ((n & (n - 1)) !== 0) throw new FileProblem('damaged');
  const memoryBytes = 128 * n * r;
  if (memoryBytes > SCRYPT_MAX.memoryBytes) throw new FileProblem('too-costly');
  // Node's default of 32 MiB refuses even N = 32768, r = 8; the blocks of all lanes come on top.
  const maxmem = memoryBytes + 128 * r * p + 1024 * 1024;
  return await watched(options, () => scryptAsync(password, salt, keyBytes, { N: n, r, p, maxmem }));
}

export interface Argon2Parameters {
  readonly variant: 'argon2d' | 'argon2i' | 'argon2id';
  readonly salt: Uint8Array;
  readonly memoryKiB: number;
  readonly iterations: number;
  readonly parallelism: number;
  readonly keyBytes: number;
}

const ARGON2 = { argon2d, argon2i, argon2id } as const;

/** RFC 9106, version 0x13. @throws FileProblem `too-costly`, `damaged` or `cancelled`. */
export async function argon2Key(
  password: Uint8Array,
  parameters: Argon2Parameters,
  options: ReadOptions,
): Promise<Uint8Array> {
  const { variant, salt, memoryKiB, iterations, parallelism, keyBytes } = parameters;
  requireWhole(parallelism, 1, ARGON2_MAX.parallelism);
  requireWhole(memoryKiB, 8 * parallelism, ARGON2_MAX.memoryKiB);
  requireWhole(iterations, 1, ARGON2_MAX.iterations);
  if (memoryKiB * iterations > ARGON2_MAX.passesKiB) throw new FileProblem('too-costly');
  if (salt.length < 8) throw new FileProblem('damaged');
  // hash-wasm takes no empty password, and no app seals a file with one.
  if (password.length === 0) throw new FileProblem('wrong-password');
  return await watched(options, () =>
    ARGON2[variant]({
      password,
      salt,
      memorySize: memoryKiB,
      iterations,
      parallelism,
      hashLength: keyBytes,
      outputType: 'binary',
    }),
  );
}

function requireWhole(value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min) throw new FileProblem('damaged');
  if (value > max) throw new FileProblem('too-costly');
}

/** Says that the slow part starts and ends, and stops before and after it when the person cancelled. */
export async function watched<Key>(options: ReadOptions, derive: () => Promise<Key>): Promise<Key> {
  if (options.signal?.aborted) throw new FileProblem('cancelled');
  options.onProgress?.(0);
  const key = await derive();
  if (options.signal?.aborted) throw new FileProblem('cancelled');
  options.onProgress?.(1);
  return key;
}

/** The password as UTF-8. @throws FileProblem `password-needed` when none was given. */
export function requirePassword(options: ReadOptions, format: string): Uint8Array {
  if (options.password === undefined) throw new FileProblem('password-needed', format);
  return new TextEncoder().encode(options.password);
}
