/**
 * From doubtful modules to certain ones: format and version information, blocks, error correction, and back to a
 * flawless matrix, which zxing then reads as text. Pure; runs in the scan worker and under Node.
 * The rule: what comes out is a code that somebody made; a guess is never returned.
 */
import { blockShape, type Layout, type LevelBits, layoutOf, maskTurns } from './qr-layout.ts';
import { correctBlock } from './reed-solomon.ts';

/** One number a module: above 0 dark, below 0 light, and the further from 0 the surer. 0 is unknown. */
export type ModuleLevels = Float32Array;

/** Table C.1: the 32 valid format information words, masked. */
const FORMAT_WORDS = Array.from({ length: 32 }, (_, data) => {
  let rest = data << 10;
  for (let bit = 14; bit >= 10; bit--) if (rest & (1 << bit)) rest ^= 0x537 << (bit - 10);
  return ((data << 10) | rest) ^ 0x5412;
});

/** Where the 15 bits of format information are, twice, most significant first. */
function formatModules(size: number): readonly (readonly number[])[] {
  const first: number[] = [];
  for (let x = 0; x <= 8; x++) if (x !== 6) first.push(8 * size + x);
  for (let y = 7; y >= 0; y--) if (y !== 6) first.push(y * size + 8);
  const second: number[] = [];
  for (let y = size - 1; y >= size - 7; y--) second.push(y * size + 8);
  for (let x = size - 8; x < size; x++) second.push(8 * size + x);
  return [first, second];
}

interface Format {
  readonly level: LevelBits;
  readonly mask: number;
  readonly score: number;
}

/** The likeliest formats, best first, by how well each of the 32 words agrees with both copies. */
function formatsOf(levels: ModuleLevels, size: number): readonly Format[] {
  const copies = formatModules(size);
  const formats = FORMAT_WORDS.map((word, data) => {
    let score = 0;
    let weight = 1e-6;
    for (const copy of copies)
      for (let i = 0; i < 15; i++) {
        const level = levels[copy[i] as number] as number;
        const sign = (word >> (14 - i)) & 1 ? 1 : -1;
        score += sign * Math.sign(level) * Math.min(1, Math.abs(level) * 2);
        weight += Math.min(1, Math.abs(level) * 2);
      }
    return { level: (data >> 3) as LevelBits, mask: data & 7, score: score / weight };
  });
  return formats.sort((a, b) => b.score - a.score).slice(0, 2);
}

/** Corrects the modules of a code. Null when they are not a code, or too much of it is lost. */
export function correctCode(levels: ModuleLevels, version: number): Uint8Array | null {
  const layout = layoutOf(version);
  const formats = formatsOf(levels, layout.size);
  const [best, second] = formats;
  if (!best || best.score < 0.3) return null;
  const corrected = correctWith(levels, layout, best);
  if (corrected || !second || best.score - second.score > 0.25) return corrected;
  return correctWith(levels, layout, second);
}

function correctWith(levels: ModuleLevels, layout: Layout, format: Format): Uint8Array | null {
  const { size, dataModules, codewordCount } = layout;
  const codewords = new Uint8Array(codewordCount);
  const sureness = new Float32Array(codewordCount);
  for (let i = 0; i < codewordCount; i++) {
    let byte = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let bit = 0; bit < 8; bit++) {
      const module = dataModules[i * 8 + bit] as number;
      const level = levels[module] as number;
      const isTurned = maskTurns(format.mask, module % size, Math.floor(module / size));
      byte = (byte << 1) | (level > 0 !== isTurned ? 1 : 0);
      least = Math.min(least, Math.abs(level));
    }
    codewords[i] = byte;
    sureness[i] = least;
  }
  const { count, ecBytes } = blockShape(layout.version, format.level);
  for (const positions of blockPositions(codewordCount, count, ecBytes)) {
    const block = Uint8Array.from(positions, (position) => codewords[position] as number);
    if (!correctSurely(block, ecBytes, positions, sureness)) return null;
    for (const [i, position] of positions.entries()) codewords[position] = block[i] as number;
  }
  return rebuild(layout, format, codewords);
}

/** Clause 7.6: which codewords, in reading order, belong to each block. */
function blockPositions(total: number, count: number, ecBytes: number): number[][] {
  const shortLength = Math.floor(total / count);
  const shortBlocks = count - (total % count);
  const shortData = shortLength - ecBytes;
  const blocks = Array.from({ length: count }, (): number[] => []);
  let at = 0;
  for (let i = 0; i <= shortData; i++)
    for (const [j, block] of blocks.entries()) if (i < shortData || j >= shortBlocks) block.push(at++);
  for (let i = 0; i < ecBytes; i++) for (const block of blocks) block.push(at++);
  return blocks;
}

/** Errors alone first; then with more and more of the least sure codewords given up as erasures. */
function correctSurely(
  block: Uint8Array,
  ecBytes: number,
  positions: readonly number[],
  sureness: Float32Array,
): boolean {
  const order = positions
    .map((_, i) => i)
    .sort(
      (a, b) => (sureness[positions[a] as number] as number) - (sureness[positions[b] as number] as number),
    );
  let unknown = 0;
  while (unknown < order.length && sureness[positions[order[unknown] as number] as number] === 0)
    unknown += 1;
  const steps = new Set([unknown, 0]);
  for (let share = 0.2; share < 0.85; share += 0.15)
    steps.add(Math.max(unknown, Math.round(ecBytes * share)));
  for (const erased of steps) {
    if (erased >= ecBytes) continue;
    const attempt = block.slice();
    if (!correctBlock(attempt, ecBytes, order.slice(0, erased))) continue;
    block.set(attempt);
    return true;
  }
  return false;
}

/** The matrix as its maker drew it. */
function rebuild(layout: Layout, format: Format, codewords: Uint8Array): Uint8Array {
  const { size, fixed, dataModules, version } = layout;
  const matrix = fixed.map((value) => (value === 1 ? 1 : 0));
  const word = FORMAT_WORDS[(format.level << 3) | format.mask] as number;
  for (const copy of formatModules(size))
    for (let i = 0; i < 15; i++) matrix[copy[i] as number] = (word >> (14 - i)) & 1;
  matrix[(size - 8) * size + 8] = 1;
  if (version >= 7) putVersion(matrix, size, version);
  for (const [i, module] of dataModules.entries()) {
    // Remainder bits, after the last codeword, are 0 before masking (table 1).
    const bit = i < codewords.length * 8 ? ((codewords[i >> 3] as number) >> (7 - (i & 7))) & 1 : 0;
    matrix[module] = bit ^ (maskTurns(format.mask, module % size, Math.floor(module / size)) ? 1 : 0);
  }
  return matrix;
}

/** Annex D: 6 bits of version and 12 of a Golay code, twice. */
function putVersion(matrix: Uint8Array, size: number, version: number): void {
  let rest = version;
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let i = 0; i < 18; i++) {
    const a = size - 11 + (i % 3);
    const b = Math.floor(i / 3);
    matrix[b * size + a] = (bits >> i) & 1;
    matrix[a * size + b] = (bits >> i) & 1;
  }
}
