/** Codes of paper vaults: cut apart and put together in any order, mixed sets, damage, and hostile texts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CODE_BYTES,
  CODES_MAX,
  CODES_PER_SHEET,
  findPaperCodes,
  formatPaperCode,
  parsePaperCode,
  sheetOf,
  wordsOfCode,
  wordsOfSet,
} from '../../electron/formats/paper-code.ts';
import {
  bytesOfSet,
  collectPaperCodes,
  missingOf,
  PAPER_BYTES_MAX,
  type PaperSet,
  paperCodes,
  SETS_MAX,
  textsOf,
} from '../../electron/formats/paper-set.ts';

const bytesOf = (length: number, seed = 1) =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + seed * 7 + (at >> 8)) % 256);
const setTexts = (length: number, seed = 1) => textsOf(paperCodes('E', bytesOf(length, seed)));
const collect = (texts: readonly string[]) => {
  const faults: string[] = [];
  let sets: readonly PaperSet[] = [];
  for (const text of texts) {
    const collected = collectPaperCodes(sets, text);
    sets = collected.sets;
    faults.push(...collected.faults);
  }
  return { sets, faults };
};
const only = (sets: readonly PaperSet[]): PaperSet => {
  const [set] = sets;
  if (!set || sets.length !== 1) throw new Error(`${sets.length} sets`);
  return set;
};

describe('a set', () => {
  it('comes back whatever the order and the repeats', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 9 * CODE_BYTES }).chain((bytes) => {
          const texts = [...textsOf(paperCodes('P', bytes))];
          const order = fc.shuffledSubarray(texts, { minLength: texts.length });
          return fc.tuple(fc.constant(bytes), order, fc.subarray(texts));
        }),
        ([bytes, texts, again]) => {
          const { sets, faults } = collect([...texts, ...again]);
          expect(faults).toEqual([]);
          expect(missingOf(only(sets))).toEqual([]);
          expect(bytesOfSet(only(sets))).toEqual(bytes);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is read from one text with all codes, among other text', () => {
    const text = `Code 1:\n"${setTexts(1500).join('"\n> ')}" and so on`;
    expect(bytesOfSet(only(collect([text]).sets))).toEqual(bytesOf(1500));
  });

  it('names what is missing by sheet and code', () => {
    const texts = setTexts(14 * CODE_BYTES);
    const seen = texts.filter((_, at) => ![2, 6, 7, 8, 9, 10, 11].includes(at));
    const set = only(collect(seen).sets);
    expect(bytesOfSet(set)).toBeNull();
    expect(missingOf(set)).toEqual([
      { sheet: 1, numbers: [3], isWholeSheet: false },
      { sheet: 2, numbers: [7, 8, 9, 10, 11, 12], isWholeSheet: true },
    ]);
  });

  it('stays apart from another one on the same table', () => {
    const { sets } = collect(
      [setTexts(1200, 1)[0], setTexts(1200, 2)[2], setTexts(1200, 1)[2]].map((text) => text ?? ''),
    );
    expect(sets.map((set) => [...set.codes.keys()])).toEqual([[1, 3], [3]]);
  });

  it('is as small as one byte and as large as a hundred sheets, and no larger', () => {
    expect(setTexts(1)).toHaveLength(1);
    const largest = setTexts(PAPER_BYTES_MAX);
    expect(largest).toHaveLength(CODES_MAX);
    expect(sheetOf(CODES_MAX)).toBe(CODES_MAX / CODES_PER_SHEET);
    expect(bytesOfSet(only(collect(largest).sets))).toEqual(bytesOf(PAPER_BYTES_MAX));
    expect(() => paperCodes('E', bytesOf(PAPER_BYTES_MAX + 1))).toThrow(RangeError);
    expect(() => paperCodes('E', new Uint8Array(0))).toThrow(RangeError);
  });
});

describe('a code', () => {
  const text = setTexts(1200)[1] ?? '';

  it('is written in the signs of a QR code’s alphanumeric mode, and fits version 20 at level M', () => {
    for (const each of setTexts(PAPER_BYTES_MAX)) {
      expect(each).toMatch(/^[0-9A-Z:-]+$/);
      expect(each.length).toBeLessThanOrEqual(970);
    }
  });

  it('is damaged when any sign of it is another', () => {
    for (let at = 0; at < text.length; at += 1) {
      const wrong = text[at] === '2' ? '3' : '2';
      const { sets, faults } = collect([`${text.slice(0, at)}${wrong}${text.slice(at + 1)}`]);
      expect([at, sets]).toEqual([at, []]);
      // In its first word it is no longer a code of ours at all, and in its version it is one of a later version.
      expect(faults.every((fault) => fault === 'damaged' || fault === 'newer')).toBe(true);
      if (at > 18) expect(faults).toEqual(['damaged']);
    }
    expect(collect([text.slice(0, -1)]).faults).toEqual(['damaged']);
  });

  it('of a later version is told as such', () => {
    expect(collect([text.replace(':1:', ':2:')]).faults).toEqual(['newer']);
  });

  it('gives the words that are printed with it', () => {
    const parsed = parsePaperCode(text);
    if (!parsed.ok) throw new Error(parsed.reason);
    expect(wordsOfSet(parsed.code.setId)).toHaveLength(4);
    expect(wordsOfCode(parsed.code)).toHaveLength(2);
    for (const word of [...wordsOfSet(parsed.code.setId), ...wordsOfCode(parsed.code)]) {
      expect(word).toMatch(/^[a-z]{3,8}$/);
    }
    const other = parsePaperCode(setTexts(1200, 2)[1] ?? '');
    expect(other.ok && wordsOfSet(other.code.setId)).not.toEqual(wordsOfSet(parsed.code.setId));
  });
});

describe('hostile codes', () => {
  it('that make one set out of two are damage, never a mixture', () => {
    const [first, second] = [paperCodes('P', bytesOf(1200, 1)), paperCodes('P', bytesOf(1200, 2))];
    const [one, two, three] = [first[0], second[1], first[2]];
    if (!one || !two || !three) throw new Error('too few codes');
    const forged = formatPaperCode({ ...two, setId: one.setId });
    const { sets } = collect([formatPaperCode(one), forged, formatPaperCode(three)]);
    expect(bytesOfSet(only(sets))).toBe('damaged');
  });

  it.each([
    ['a number beyond the count', 'HALFMINUTE-PAPER:1:P:0123456789ABCDEF:3:2:00000000:AAAA'],
    ['number nought', 'HALFMINUTE-PAPER:1:P:0123456789ABCDEF:0:2:00000000:AAAA'],
    ['a count beyond all paper', 'HALFMINUTE-PAPER:1:P:0123456789ABCDEF:1:999999999:00000000:AAAA'],
    ['no content', 'HALFMINUTE-PAPER:1:P:0123456789ABCDEF:1:1:00000000:'],
    [
      'more content than a code has',
      `HALFMINUTE-PAPER:1:P:0123456789ABCDEF:1:1:00000000:${'A'.repeat(1500)}`,
    ],
    ['nothing but the mark', 'HALFMINUTE-PAPER:::'],
  ])('with %s are damaged', (_, text) => {
    expect(collect([text])).toEqual({ sets: [], faults: ['damaged'] });
  });

  it('with a right checksum and a count beyond all paper are damaged, too', () => {
    const [code] = paperCodes('P', bytesOf(10));
    if (!code) throw new Error('no code');
    expect(collect([formatPaperCode({ ...code, count: CODES_MAX })]).faults).toEqual([]);
    expect(collect([formatPaperCode({ ...code, count: CODES_MAX + 1 })]).faults).toEqual(['damaged']);
  });

  it('of ever more sets are not collected without end', () => {
    const firsts = Array.from({ length: SETS_MAX + 3 }, (_, seed) => setTexts(1200, seed)[0] ?? '');
    const { sets, faults } = collect([...firsts, setTexts(1200, 0)[1] ?? '']);
    expect(sets).toHaveLength(SETS_MAX);
    expect(faults).toEqual(Array(3).fill('too-many-sets'));
    expect(sets[0]?.codes.size).toBe(2);
  });

  it('are found quickly in a text of nothing but marks', () => {
    const text = 'HALFMINUTE-PAPER:'.repeat(100_000);
    const startMs = performance.now();
    expect(findPaperCodes(text).length).toBeGreaterThan(100);
    expect(collectPaperCodes([], text).sets).toEqual([]);
    expect(performance.now() - startMs).toBeLessThan(2000);
  });
});
