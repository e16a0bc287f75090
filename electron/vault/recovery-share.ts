/**
 * A recovery key as k-of-n shares: any k give it back, fewer tell nothing. Vault process, CLI, tests.
 * The rule: a share says which key, which number and how many are needed, and a slip in copying it is noticed.
 */
import { createHash } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';
import { formatKeyNumber, KEY_NUMBER_BYTES, keyNumberOf, RANDOM_KEY_BYTES } from './random-key-slot.ts';
import { bytesOfWords, wordsOfBytes } from './word-text.ts';

export const SHARES_NEEDED_MIN = 2;
export const SHARES_MAX = 10;

/* Version, k and n, number, key number, the library's share (y, then x), checksum: 44 bytes are 32 words exactly. */
const VERSION = 1;
const HEAD_BYTES = 3;
const POINT_BYTES = RANDOM_KEY_BYTES + 1;
const CHECKSUM_BYTES = 4;
const POINT_START = HEAD_BYTES + KEY_NUMBER_BYTES;
const CHECKSUM_START = POINT_START + POINT_BYTES;
const SHARE_BYTES = CHECKSUM_START + CHECKSUM_BYTES;
export const SHARE_WORDS = (SHARE_BYTES * 8) / 11;

export interface Share {
  /** Of the recovery key, as people see it. */
  readonly keyNumber: string;
  /** 1 to `count`. */
  readonly number: number;
  /** k: how many give the key back. */
  readonly needed: number;
  /** n: how many were made. */
  readonly count: number;
  /** A point of the polynomials: what the library splits into and combines. */
  readonly point: Uint8Array;
}

/**
 * Splits a recovery key. Every call makes a new set: shares of two sets do not fit together.
 * @param key RANDOM_KEY_BYTES bytes.
 * @throws RangeError unless SHARES_NEEDED_MIN ≤ needed ≤ count ≤ SHARES_MAX.
 * @returns the words of each share, in order of their numbers.
 */
export async function splitRecoveryKey(
  key: Uint8Array,
  needed: number,
  count: number,
): Promise<readonly (readonly string[])[]> {
  if (!areCountsAllowed(needed, count)) throw new RangeError('shares out of bounds');
  const points = await split(new Uint8Array(key), count, needed);
  return points.map((point, index) => {
    const head = Buffer.of(VERSION, (needed << 4) | count, index + 1);
    const content = Buffer.concat([head, keyNumberOf(key), point]);
    return wordsOfBytes(Buffer.concat([content, checksumOf(content)]));
  });
}

/** A share's words read; null when its checksum does not hold or it is of a version to come. */
export function readShare(words: readonly string[]): Share | null {
  const bytes = bytesOfWords(words);
  const content = bytes.subarray(0, CHECKSUM_START);
  const isSound =
    bytes.length === SHARE_BYTES &&
    Buffer.compare(checksumOf(content), bytes.subarray(CHECKSUM_START)) === 0 &&
    bytes[0] === VERSION;
  if (!isSound) return null;
  const counts = bytes[1] as number;
  const share: Share = {
    keyNumber: formatKeyNumber(bytes.subarray(HEAD_BYTES, POINT_START)),
    number: bytes[2] as number,
    needed: counts >> 4,
    count: counts & 15,
    point: bytes.slice(POINT_START, CHECKSUM_START),
  };
  return isPossible(share) ? share : null;
}

/**
 * The recovery key of at least `needed` shares that name one key.
 * @returns null when what comes out is not the key that they name: they are of different sets.
 */
export async function combineShares(shares: readonly Share[]): Promise<Uint8Array | null> {
  const key = await combine(shares.map(({ point }) => point));
  return formatKeyNumber(keyNumberOf(key)) === shares[0]?.keyNumber ? key : null;
}

function areCountsAllowed(needed: number, count: number): boolean {
  return needed >= SHARES_NEEDED_MIN && needed <= count && count <= SHARES_MAX;
}

/** The point at x = 0 is the key itself, so no share has it; one that says so was forged. */
function isPossible({ needed, count, number, point }: Share): boolean {
  return areCountsAllowed(needed, count) && number >= 1 && number <= count && point.at(-1) !== 0;
}

function checksumOf(content: Uint8Array): Uint8Array {
  return createHash('sha256').update(content).digest().subarray(0, CHECKSUM_BYTES);
}
