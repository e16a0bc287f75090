/**
 * The recovery key as words: BIP-39's own vectors, what is forgiven in typing and what is not.
 * Vectors: https://github.com/trezor/python-mnemonic/blob/master/vectors.json (those of 256 bits).
 */
import { wordlist } from '@scure/bip39/wordlists/english.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRandomKey } from '../../electron/vault/random-key-slot.ts';
import { readRecoveryTexts, wordsOfKey } from '../../electron/vault/recovery-key.ts';
import { bytesOfWords, readWords, wordsOfBytes } from '../../electron/vault/word-text.ts';

const repeated = (text: string, times: number, end: string) => `${`${text} `.repeat(times)}${end}`;
const VECTORS = [
  ['00', repeated('abandon', 23, 'art')],
  [
    '7f',
    repeated(
      'legal winner thank year wave sausage worth useful',
      2,
      'legal winner thank year wave sausage worth title',
    ),
  ],
  [
    '80',
    repeated(
      'letter advice cage absurd amount doctor acoustic avoid',
      2,
      'letter advice cage absurd amount doctor acoustic bless',
    ),
  ],
  ['ff', repeated('zoo', 23, 'vote')],
] as const;

const [, LEGAL] = VECTORS[1];
const keyOf = async (text: string) => {
  const read = await readRecoveryTexts([text]);
  return read.kind === 'key' ? Buffer.from(read.key).toString('hex') : read;
};
const LEGAL_KEY = '7f'.repeat(32);
const problem = (reason: object) => ({ kind: 'problem', textIndex: 0, problem: reason });

describe('words', () => {
  it.each(VECTORS)('are BIP-39’s for 32 bytes of %s', async (byte, words) => {
    const hex = byte.repeat(32);
    expect(wordsOfKey(Buffer.from(hex, 'hex')).join(' ')).toBe(words);
    expect(await keyOf(words)).toBe(hex);
  });

  it('read back as the key that they are of', async () => {
    for (let round = 0; round < 200; round += 1) {
      const key = makeRandomKey();
      expect(await keyOf(wordsOfKey(key).join(' '))).toBe(Buffer.from(key).toString('hex'));
    }
  });
});

describe('typing', () => {
  it.each([
    ['capitals', LEGAL.toUpperCase()],
    ['spaces and line ends', `\n  ${LEGAL.replaceAll(' ', ' \t\r\n  ')} `],
    ['commas', LEGAL.replaceAll(' ', ', ')],
    [
      'a numbered sheet',
      LEGAL.split(' ')
        .map((word, index) => `${index + 1}. ${word}`)
        .join('\n'),
    ],
    [
      'words cut to four letters',
      LEGAL.split(' ')
        .map((word) => word.slice(0, 4))
        .join(' '),
    ],
    ['words cut anywhere behind', LEGAL.replaceAll('sausage', 'sausag')],
    ['full-width letters', LEGAL.replaceAll('year', 'ｙｅａｒ')],
  ])('forgives %s', async (_what, text) => {
    expect(await keyOf(text)).toBe(LEGAL_KEY);
  });

  it.each([
    ['a slip at the end of a word', 'sausagr', 6],
    ['three letters of a longer word', 'sau', 6],
    ['letters too many', 'sausages', 6],
    ['accents', 'säusage', 6],
  ])('names the word with %s', async (_what, typed, wordPosition) => {
    const text = LEGAL.replace('sausage', typed);
    expect(await keyOf(text)).toEqual(problem({ reason: 'unknown-word', wordPosition }));
  });

  it('counts the words when they are not 24', async () => {
    const short = LEGAL.split(' ').slice(1).join(' ');
    expect(await keyOf(short)).toEqual(problem({ reason: 'word-count', wordCount: 23 }));
    expect(await keyOf('')).toEqual(problem({ reason: 'word-count', wordCount: 0 }));
    expect(await keyOf(`${LEGAL} zoo`)).toEqual(problem({ reason: 'word-count', wordCount: 25 }));
  });

  it('tells swapped and wrong words by the checksum, but for the one in 256 that BIP-39 lets through', async () => {
    expect(await keyOf(LEGAL.replace('legal winner', 'winner legal'))).toEqual(
      problem({ reason: 'checksum' }),
    );
    const words = LEGAL.split(' ');
    let sound = 0;
    for (const word of wordlist)
      if (typeof (await keyOf([...words.slice(0, 23), word].join(' '))) === 'string') sound += 1;
    expect(sound).toBe(2048 / 256);
  });

  it('never throws, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 4 }),
        async (texts) => {
          expect(['problem', 'shares']).toContain((await readRecoveryTexts(texts)).kind);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the list', () => {
  it('has 2048 words that four letters tell apart, each of which is read as itself', () => {
    expect(wordlist).toHaveLength(2048);
    expect(new Set(wordlist.map((word) => word.slice(0, 4))).size).toBe(2048);
    expect(readWords(wordlist.join(' '))).toEqual({ words: wordlist });
  });

  it('carries bytes both ways, eleven bits a word', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 44, maxLength: 44 }), (bytes) => {
        expect(bytesOfWords(wordsOfBytes(bytes))).toEqual(bytes);
      }),
    );
    expect(wordsOfBytes(new Uint8Array(11))).toEqual(Array.from({ length: 8 }, () => 'abandon'));
    expect(() => wordsOfBytes(new Uint8Array(10))).toThrow(RangeError);
    expect(() => bytesOfWords(['abandon'])).toThrow(RangeError);
  });
});
