/**
 * Where everything is in a QR code of each version: function patterns, data modules, blocks (ISO/IEC 18004).
 * Pure; runs in the scan worker and under Node. The rule: modules are addressed y * size + x, 1 is dark.
 */

export interface Layout {
  readonly version: number;
  /** Modules a side: 17 + 4 × version. */
  readonly size: number;
  /** 1 for finder, separator, timing, alignment, format and version modules and the dark module. */
  readonly isFunction: Uint8Array;
  /** Modules whose colour is the same in every code of this version: 1 dark, 0 light, 255 not fixed. */
  readonly fixed: Uint8Array;
  /** Centres of the alignment patterns, the one nearest the free corner last. */
  readonly alignments: readonly { readonly x: number; readonly y: number }[];
  /** Module of each data bit, in reading order (clause 7.7.3). */
  readonly dataModules: Uint16Array;
  /** Data and error correction bytes together. */
  readonly codewordCount: number;
}

/** Error correction levels as format information numbers them (table C.1): M, L, H, Q. */
export type LevelBits = 0 | 1 | 2 | 3;

/** Table 9: error correction bytes in each block, by level L, M, Q, H and version 1 to 40. */
const EC_BYTES = [
  '7 10 15 20 26 18 20 24 30 18 20 24 26 30 22 24 28 30 28 28 28 28 30 30 26 28 30 30 30 30 30 30 30 30 30 30 30 30 30 30',
  '10 16 26 18 24 16 18 22 22 26 30 22 22 24 24 28 28 26 26 26 26 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28',
  '13 22 18 26 18 24 18 22 20 24 28 26 24 20 30 24 28 28 26 30 28 30 30 30 30 28 30 30 30 30 30 30 30 30 30 30 30 30 30 30',
  '17 28 22 16 22 28 26 26 24 28 24 28 22 24 24 30 28 28 26 28 30 24 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30',
].map((row) => row.split(' ').map(Number));

/** Table 9: number of blocks, likewise. */
const BLOCKS = [
  '1 1 1 1 1 2 2 2 2 4 4 4 4 4 6 6 6 6 7 8 8 9 9 10 12 12 12 13 14 15 16 17 18 19 19 20 21 22 24 25',
  '1 1 1 2 2 4 4 4 5 5 5 8 9 9 10 10 11 13 14 16 17 17 18 20 21 23 25 26 28 29 31 33 35 37 38 40 43 45 47 49',
  '1 1 2 2 4 4 6 6 8 8 8 10 12 16 12 17 16 18 21 20 23 23 25 27 29 34 34 35 38 40 43 45 48 51 53 56 59 62 65 68',
  '1 1 2 4 4 4 5 6 8 8 11 11 16 16 18 16 19 21 25 25 25 34 30 32 35 37 40 42 45 48 51 54 57 60 63 66 70 74 77 81',
].map((row) => row.split(' ').map(Number));

const ROW_OF_LEVEL = [1, 0, 3, 2] as const;

export interface BlockShape {
  readonly count: number;
  readonly ecBytes: number;
}

/** How many blocks and error correction bytes a block has. */
export function blockShape(version: number, level: LevelBits): BlockShape {
  const row = ROW_OF_LEVEL[level];
  return {
    count: BLOCKS[row]?.[version - 1] as number,
    ecBytes: EC_BYTES[row]?.[version - 1] as number,
  };
}

/** Annex E: row and column coordinates of alignment pattern centres. */
function alignmentPositions(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const positions = [6];
  for (let i = count - 2; i >= 0; i--) positions.push(version * 4 + 10 - i * step);
  return positions;
}

const layouts = new Map<number, Layout>();

/** The layout of version 1 to 40; made once. */
export function layoutOf(version: number): Layout {
  const known = layouts.get(version);
  if (known) return known;
  const layout = makeLayout(version);
  layouts.set(version, layout);
  return layout;
}

function makeLayout(version: number): Layout {
  const size = 17 + 4 * version;
  const isFunction = new Uint8Array(size * size);
  const fixed = new Uint8Array(size * size).fill(255);
  const put = (x: number, y: number, value: number) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    isFunction[y * size + x] = 1;
    fixed[y * size + x] = value;
  };
  for (let i = 0; i < size; i++) {
    put(i, 6, 1 - (i & 1));
    put(6, i, 1 - (i & 1));
  }
  for (const [cx, cy] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    for (let dy = -4; dy <= 4; dy++)
      for (let dx = -4; dx <= 4; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        put(cx + dx, cy + dy, ring === 2 || ring === 4 ? 0 : 1);
      }
  const positions = alignmentPositions(version);
  const last = positions.length - 1;
  const alignments: { x: number; y: number }[] = [];
  for (const [i, y] of positions.entries())
    for (const [j, x] of positions.entries()) {
      if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) continue;
      alignments.push({ x, y });
      for (let dy = -2; dy <= 2; dy++)
        for (let dx = -2; dx <= 2; dx++)
          put(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) === 1 ? 0 : 1);
    }
  const reserve = (x: number, y: number) => put(x, y, 255);
  for (let i = 0; i < 9; i++) {
    if (i !== 6) {
      reserve(8, i);
      reserve(i, 8);
    }
    if (i < 8) {
      reserve(8, size - 1 - i);
      reserve(size - 1 - i, 8);
    }
  }
  put(8, size - 8, 1);
  if (version >= 7)
    for (let i = 0; i < 18; i++) {
      const a = size - 11 + (i % 3);
      const b = Math.floor(i / 3);
      reserve(a, b);
      reserve(b, a);
    }
  const dataModules = zigzag(size, isFunction);
  return {
    version,
    size,
    isFunction,
    fixed,
    alignments,
    dataModules,
    codewordCount: dataModules.length >> 3,
  };
}

function zigzag(size: number, isFunction: Uint8Array): Uint16Array {
  const modules: number[] = [];
  for (let right = size - 1, upward = true; right >= 1; right -= 2, upward = !upward) {
    if (right === 6) right = 5;
    for (let i = 0; i < size; i++) {
      const y = upward ? size - 1 - i : i;
      for (const x of [right, right - 1]) if (!isFunction[y * size + x]) modules.push(y * size + x);
    }
  }
  return Uint16Array.from(modules);
}

/** Table 10: whether a mask turns the module at x, y over. */
export function maskTurns(mask: number, x: number, y: number): boolean {
  switch (mask) {
    case 0:
      return (x + y) % 2 === 0;
    case 1:
      return y % 2 === 0;
    case 2:
      return x % 3 === 0;
    case 3:
      return (x + y) % 3 === 0;
    case 4:
      return (((x / 3) | 0) + ((y / 2) | 0)) % 2 === 0;
    case 5:
      return ((x * y) % 2) + ((x * y) % 3) === 0;
    case 6:
      return (((x * y) % 2) + ((x * y) % 3)) % 2 === 0;
    default:
      return (((x + y) % 2) + ((x * y) % 3)) % 2 === 0;
  }
}
