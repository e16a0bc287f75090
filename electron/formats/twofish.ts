/**
 * Twofish with a 256-bit key, decryption in CBC mode: KeePass files may use it and no crypto library of ours has it.
 * Pure. The rule: it reads files and nothing else; we never encrypt with it.
 * Specification: https://www.schneier.com/academic/archives/1998/06/twofish_a_128-bit_bl.html
 */
import { viewOf } from './bytes.ts';

const BLOCK_BYTES = 16;
const KEY_BYTES = 32;
const ROUNDS = 16;
/** Multiplies a byte into all four bytes of a word (section 4.3). */
const RHO = 0x01010101;

/** Section 4.3.5: the four-bit permutations that q0 and q1 are made of. */
const NIBBLES = [
  ['817d6f320b59eca4', 'ecb81235f4a6709d', 'ba5e6d90c8f32471', 'd7f4126e9b3085ca'],
  ['28bdf76e31940ac5', '1e2b4c376da5f908', '4c75169a0ed82b3f', 'b951c3de647f208a'],
].map((tables) => tables.map((table) => Array.from(table, (digit) => Number.parseInt(digit, 16))));

const MDS = [
  [0x01, 0xef, 0x5b, 0x5b],
  [0x5b, 0xef, 0xef, 0x01],
  [0xef, 0x5b, 0x01, 0xef],
  [0xef, 0x01, 0xef, 0x5b],
];
const MDS_POLYNOMIAL = 0x169;

const RS = [
  [0x01, 0xa4, 0x55, 0x87, 0x5a, 0x58, 0xdb, 0x9e],
  [0xa4, 0x56, 0x82, 0xf3, 0x1e, 0xc6, 0x68, 0xe5],
  [0x02, 0xa1, 0xfc, 0xc1, 0x47, 0xae, 0x3d, 0x19],
  [0xa4, 0x55, 0x87, 0x5a, 0x58, 0xdb, 0x9e, 0x03],
];
const RS_POLYNOMIAL = 0x14d;

const Q = NIBBLES.map((tables) => Uint8Array.from({ length: 256 }, (_, byte) => permuted(byte, tables)));

/** Which of q0 and q1 stands where in h, from the first look-up to the last, for each of the four bytes. */
const H_ORDER = [
  [1, 1, 0, 0, 1],
  [0, 1, 1, 0, 0],
  [0, 0, 0, 1, 1],
  [1, 0, 1, 1, 0],
];

/** Plaintext of whole blocks, padding left in place. @throws RangeError for another key or block length. */
export function openTwofishCbc(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Uint8Array {
  if (key.length !== KEY_BYTES || iv.length !== BLOCK_BYTES || sealed.length % BLOCK_BYTES !== 0)
    throw new RangeError('not whole blocks, or not a 256-bit key');
  const cipher = schedule(key);
  const plain = new Uint8Array(sealed.length);
  let previous = iv;
  for (let start = 0; start < sealed.length; start += BLOCK_BYTES) {
    const block = sealed.subarray(start, start + BLOCK_BYTES);
    const opened = openBlock(cipher, block);
    for (let at = 0; at < BLOCK_BYTES; at += 1) plain[start + at] = (opened[at] ?? 0) ^ (previous[at] ?? 0);
    previous = block;
  }
  return plain;
}

interface Schedule {
  /** K0 to K39. */
  readonly subkeys: Uint32Array;
  /** g, one table for each byte of its input. */
  readonly g: readonly Uint32Array[];
}

function schedule(key: Uint8Array): Schedule {
  const words = Array.from({ length: 8 }, (_, at) => viewOf(key).getUint32(4 * at, true));
  const even = words.filter((_, at) => at % 2 === 0);
  const odd = words.filter((_, at) => at % 2 === 1);
  const subkeys = new Uint32Array(8 + 2 * ROUNDS);
  for (let at = 0; at < subkeys.length; at += 2) {
    const a = h(at * RHO, even);
    const b = rotateLeft(h((at + 1) * RHO, odd), 8);
    subkeys[at] = a + b;
    subkeys[at + 1] = rotateLeft((a + 2 * b) >>> 0, 9);
  }
  const s = [0, 8, 16, 24].map((start) => reedSolomon(key.subarray(start, start + 8))).reverse();
  const g = [0, 1, 2, 3].map((place) =>
    Uint32Array.from({ length: 256 }, (_, byte) => hOfByte(byte, place, s)),
  );
  return { subkeys, g };
}

function openBlock({ subkeys, g }: Schedule, block: Uint8Array): Uint8Array {
  const input = viewOf(block);
  const k = (at: number) => subkeys[at] ?? 0;
  const gOf = (word: number) =>
    ((g[0]?.[word & 0xff] ?? 0) ^
      (g[1]?.[(word >>> 8) & 0xff] ?? 0) ^
      (g[2]?.[(word >>> 16) & 0xff] ?? 0) ^
      (g[3]?.[word >>> 24] ?? 0)) >>>
    0;
  let r2 = input.getUint32(0, true) ^ k(4);
  let r3 = input.getUint32(4, true) ^ k(5);
  let r0 = input.getUint32(8, true) ^ k(6);
  let r1 = input.getUint32(12, true) ^ k(7);
  for (let round = ROUNDS - 1; round >= 0; round -= 1) {
    const t0 = gOf(r2);
    const t1 = gOf(rotateLeft(r3, 8));
    const before2 = rotateLeft(r0, 1) ^ (t0 + t1 + k(2 * round + 8));
    const before3 = rotateLeft(r1 ^ (t0 + 2 * t1 + k(2 * round + 9)), 31);
    [r0, r1, r2, r3] = [r2, r3, before2, before3];
  }
  const plain = new Uint8Array(BLOCK_BYTES);
  [r0, r1, r2, r3].forEach((word, at) => {
    viewOf(plain).setUint32(4 * at, (word ^ k(at)) >>> 0, true);
  });
  return plain;
}

/** Section 4.3.2. `list` is L0 to L3. */
function h(word: number, list: readonly number[]): number {
  const bytes = [word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24];
  return bytes.reduce((sum, byte, place) => (sum ^ hOfByte(byte, place, list)) >>> 0, 0);
}

/** What one byte of the input adds to h: its way through q0 and q1, then its column of the MDS matrix. */
function hOfByte(byte: number, place: number, list: readonly number[]): number {
  const [first = 0, ...order] = H_ORDER[place] ?? [];
  let y = Q[first]?.[byte] ?? 0;
  order.forEach((which, step) => {
    const keyByte = ((list[3 - step] ?? 0) >>> (8 * place)) & 0xff;
    y = Q[which]?.[y ^ keyByte] ?? 0;
  });
  return MDS.reduce(
    (word, row, at) => (word | (multiply(y, row[place] ?? 0, MDS_POLYNOMIAL) << (8 * at))) >>> 0,
    0,
  );
}

function reedSolomon(bytes: Uint8Array): number {
  return RS.reduce((word, row, at) => {
    const sum = row.reduce(
      (total, factor, column) => total ^ multiply(bytes[column] ?? 0, factor, RS_POLYNOMIAL),
      0,
    );
    return (word | (sum << (8 * at))) >>> 0;
  }, 0);
}

/** Product in GF(2^8). */
function multiply(left: number, right: number, polynomial: number): number {
  let product = 0;
  for (let bit = 0; bit < 8; bit += 1) {
    if ((right >> bit) & 1) product ^= left << bit;
  }
  for (let bit = 14; bit >= 8; bit -= 1) {
    if ((product >> bit) & 1) product ^= polynomial << (bit - 8);
  }
  return product;
}

/** Section 4.3.5. */
function permuted(byte: number, [t0, t1, t2, t3]: readonly (readonly number[])[]): number {
  const mix = (a: number, b: number) => [a ^ b, a ^ (((b >> 1) | (b << 3)) & 0xf) ^ ((8 * a) & 0xf)] as const;
  const [a1, b1] = mix(byte >> 4, byte & 0xf);
  const [a3, b3] = mix(t0?.[a1] ?? 0, t1?.[b1] ?? 0);
  return 16 * (t3?.[b3] ?? 0) + (t2?.[a3] ?? 0);
}

function rotateLeft(word: number, bits: number): number {
  return ((word << bits) | (word >>> (32 - bits))) >>> 0;
}
