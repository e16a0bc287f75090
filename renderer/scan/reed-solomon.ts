/**
 * Reed–Solomon correction as QR codes use it: GF(256) over 0x11d, roots α^0 … α^(n-1) (ISO/IEC 18004 annex A, B).
 * Pure; runs in the scan worker and under Node. The rule: a block is either corrected and proven (all syndromes
 * zero) or refused, and refused too where noise would pass too easily.
 */

const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let i = 0, x = 1; i < 255; i++) {
  EXP[i] = x;
  EXP[i + 255] = x;
  LOG[x] = i;
  x = x & 128 ? (x << 1) ^ 0x11d : x << 1;
}

const times = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (EXP[(LOG[a] as number) + (LOG[b] as number)] as number);
const power = (n: number): number => EXP[((n % 255) + 255) % 255] as number;
const inverse = (a: number): number => EXP[255 - (LOG[a] as number)] as number;

/** Value of a polynomial, lowest degree first. */
function evaluate(polynomial: Uint8Array, x: number): number {
  let value = 0;
  for (let i = polynomial.length - 1; i >= 0; i--) value = times(value, x) ^ (polynomial[i] as number);
  return value;
}

function syndromesOf(block: Uint8Array, ecBytes: number): Uint8Array | null {
  const syndromes = new Uint8Array(ecBytes);
  let isClean = true;
  for (let i = 0; i < ecBytes; i++) {
    const root = EXP[i] as number;
    let value = 0;
    for (const byte of block) value = times(value, root) ^ byte;
    syndromes[i] = value;
    if (value !== 0) isClean = false;
  }
  return isClean ? null : syndromes;
}

/** Noise is taken for a block once in 2^this many; below it a correction is refused. */
const MIN_EVIDENCE_BITS = 18;

function evidenceBits(length: number, ecBytes: number, erasures: number, errors: number): number {
  let bits = 8 * (ecBytes - erasures - errors);
  for (let i = 0; i < errors; i++) bits -= Math.log2((length - erasures - i) / (i + 1));
  return bits;
}

/**
 * Corrects a block in place. `erasures` are positions that are probably wrong; each costs half an error.
 * True when the block is now a code word and that is no accident.
 */
export function correctBlock(block: Uint8Array, ecBytes: number, erasures: readonly number[]): boolean {
  const syndromes = syndromesOf(block, ecBytes);
  if (!syndromes) return true;
  const length = block.length;
  let locator: Uint8Array = new Uint8Array(ecBytes + 2);
  locator[0] = 1;
  for (const position of erasures) {
    const x = power(length - 1 - position);
    for (let i = ecBytes; i > 0; i--)
      locator[i] = (locator[i] as number) ^ times(locator[i - 1] as number, x);
  }
  let previous = locator.slice();
  let degree = erasures.length;
  for (let r = erasures.length; r < ecBytes; r++) {
    let delta = 0;
    for (let j = 0; j <= r; j++) delta ^= times(locator[j] as number, syndromes[r - j] as number);
    previous.copyWithin(1, 0);
    previous[0] = 0;
    if (delta === 0) continue;
    const next = locator.slice();
    for (let j = 0; j < next.length; j++) next[j] = (next[j] as number) ^ times(delta, previous[j] as number);
    if (2 * degree <= r + erasures.length) {
      const scale = inverse(delta);
      previous = locator.map((value) => times(value, scale));
      degree = r + 1 + erasures.length - degree;
    }
    locator = next;
  }
  const errors = degree - erasures.length;
  if (2 * errors + erasures.length > ecBytes) return false;
  if (evidenceBits(length, ecBytes, erasures.length, errors) < MIN_EVIDENCE_BITS) return false;
  return applyCorrection(block, ecBytes, syndromes, locator, degree);
}

/** Chien search and Forney's formula; then the syndromes once more, as proof. */
function applyCorrection(
  block: Uint8Array,
  ecBytes: number,
  syndromes: Uint8Array,
  locator: Uint8Array,
  degree: number,
): boolean {
  const evaluator = new Uint8Array(ecBytes);
  for (let i = 0; i < ecBytes; i++)
    for (let j = 0; j <= i; j++)
      evaluator[i] = (evaluator[i] as number) ^ times(locator[j] as number, syndromes[i - j] as number);
  const derivative = new Uint8Array(locator.length);
  for (let i = 1; i < locator.length; i += 2) derivative[i - 1] = locator[i] as number;
  let roots = 0;
  for (let position = 0; position < block.length; position++) {
    const exponent = block.length - 1 - position;
    const xInverse = power(-exponent);
    if (evaluate(locator, xInverse) !== 0) continue;
    roots += 1;
    const slope = evaluate(derivative, xInverse);
    if (slope === 0) return false;
    const value = times(times(power(exponent), evaluate(evaluator, xInverse)), inverse(slope));
    block[position] = (block[position] as number) ^ value;
  }
  return roots === degree && syndromesOf(block, ecBytes) === null;
}
