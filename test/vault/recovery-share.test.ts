/**
 * Shares of a recovery key: every k of them give it back, no k − 1 do or tell anything, and sets are not mixed.
 */
import { combine } from 'shamir-secret-sharing';
import { describe, expect, it } from 'vitest';
import { makeRandomKey } from '../../electron/vault/random-key-slot.ts';
import { readRecoveryTexts, wordsOfKey } from '../../electron/vault/recovery-key.ts';
import {
  combineShares,
  readShare,
  type Share,
  splitRecoveryKey,
} from '../../electron/vault/recovery-share.ts';

async function textsOf(key: Uint8Array, needed: number, count: number): Promise<string[]> {
  return (await splitRecoveryKey(key, needed, count)).map((words) => words.join(' '));
}

function subsets<Item>(items: readonly Item[]): Item[][] {
  return items.reduce<Item[][]>((all, item) => all.concat(all.map((each) => [...each, item])), [[]]);
}

const SIZES = [2, 3, 4, 5, 6].flatMap((count) =>
  Array.from({ length: count - 1 }, (_, index) => [index + 2, count] as const),
);

describe.each([...SIZES, [10, 10], [2, 10]] as const)('%i of %i', (needed, count) => {
  it('gives the key to every subset that is large enough, and to no other', async () => {
    const key = makeRandomKey();
    for (const some of subsets(await textsOf(key, needed, count))) {
      const read = await readRecoveryTexts(some);
      if (some.length >= needed) expect(read).toEqual({ kind: 'key', key });
      else expect(read).toMatchObject({ kind: 'shares', shares: { length: some.length } });
    }
  });
});

it('gives nothing to k − 1 that pretend to be enough', async () => {
  const key = makeRandomKey();
  const shares = (await splitRecoveryKey(key, 4, 6)).map((words) => readShare(words) as Share);
  for (const some of subsets(shares).filter(({ length }) => length === 3)) {
    expect(await combineShares(some)).toBeNull();
  }
});

it('refuses counts out of bounds', async () => {
  const key = makeRandomKey();
  for (const [needed, count] of [
    [1, 3],
    [4, 3],
    [2, 11],
    [0, 0],
  ] as const) {
    await expect(splitRecoveryKey(key, needed, count)).rejects.toThrow(RangeError);
  }
});

describe('fewer than k', () => {
  /** Chi-square of counts over 256 equally likely values. */
  const chiSquare = (counts: readonly number[], total: number) =>
    counts.reduce((sum, count) => sum + (count - total / 256) ** 2 / (total / 256), 0);
  /** 255 degrees of freedom: above this by chance once in ten million runs. */
  const LIMIT = 392;

  it.each([0x00, 0x5a, 0xff])(
    'tell nothing: each byte of k − 1 shares of the key %i… is uniform',
    async (byte) => {
      const key = new Uint8Array(32).fill(byte);
      const rounds = 1000;
      const single = new Array<number>(256).fill(0);
      const together = new Array<number>(256).fill(0);
      for (let round = 0; round < rounds; round += 1) {
        const [first, second] = (await splitRecoveryKey(key, 3, 3)).map((words) => readShare(words) as Share);
        for (let index = 0; index < 32; index += 1) {
          const [left, right] = [first?.point[index] as number, second?.point[index] as number];
          single[left] = (single[left] as number) + 1;
          together[left ^ right] = (together[left ^ right] as number) + 1;
        }
      }
      expect(chiSquare(single, rounds * 32)).toBeLessThan(LIMIT);
      expect(chiSquare(together, rounds * 32)).toBeLessThan(LIMIT);
    },
  );

  it('and the test can fail: one byte of the key itself is not uniform', () => {
    const counts = new Array<number>(256).fill(0);
    counts[0x5a] = 32_000;
    expect(chiSquare(counts, 32_000)).toBeGreaterThan(LIMIT);
  });

  it('leave every key possible: any value at x = 0 has a polynomial through k − 1 points', async () => {
    const [known] = (await splitRecoveryKey(makeRandomKey(), 2, 2)).map((words) => readShare(words) as Share);
    const made = new Set<number>();
    const x = known?.point.at(-1) === 1 ? 2 : 1;
    for (let y = 0; y < 256; y += 1) {
      const second = { ...(known as Share), point: new Uint8Array(33).fill(y).fill(x, 32) };
      made.add((await combine([(known as Share).point, second.point]))[0] as number);
    }
    expect(made.size).toBe(256);
  });
});

describe('reading', () => {
  const problem = (textIndex: number, reason: string) => ({
    kind: 'problem',
    textIndex,
    problem: { reason },
  });

  it('says which shares are there while more are needed', async () => {
    const key = makeRandomKey();
    const [first, , third] = await textsOf(key, 3, 4);
    expect(await readRecoveryTexts([third ?? '', first ?? ''])).toMatchObject({
      kind: 'shares',
      shares: [
        { number: 3, needed: 3, count: 4 },
        { number: 1, needed: 3, count: 4 },
      ],
    });
    expect(await readRecoveryTexts([])).toEqual({ kind: 'shares', shares: [] });
  });

  it('refuses a share twice, of another key, of another set and a whole key among shares', async () => {
    const key = makeRandomKey();
    const [first = '', second = ''] = await textsOf(key, 2, 3);
    const [, ofOtherKey = ''] = await textsOf(makeRandomKey(), 2, 3);
    const [, ofOtherSet = ''] = await textsOf(key, 2, 3);
    const [, ofOtherCount = ''] = await textsOf(key, 2, 4);
    expect(await readRecoveryTexts([first, first.toUpperCase()])).toEqual(problem(1, 'repeated-share'));
    expect(await readRecoveryTexts([first, ofOtherKey])).toEqual(problem(1, 'does-not-fit'));
    expect(await readRecoveryTexts([first, ofOtherSet])).toEqual(problem(1, 'does-not-fit'));
    expect(await readRecoveryTexts([first, ofOtherCount])).toEqual(problem(1, 'does-not-fit'));
    expect(await readRecoveryTexts([first, wordsOfKey(key).join(' ')])).toEqual(problem(1, 'does-not-fit'));
    expect(await readRecoveryTexts([second, first])).toEqual({ kind: 'key', key });
  });

  it('notices any one word that is another one', async () => {
    const [words = []] = await splitRecoveryKey(makeRandomKey(), 2, 2);
    for (const [index, word] of words.entries()) {
      const wrong = words.with(index, word === 'zoo' ? 'abandon' : 'zoo').join(' ');
      expect(await readRecoveryTexts([wrong])).toEqual(problem(0, 'checksum'));
    }
  });

  it('has 32 words a share, so that nobody takes one for a recovery key', async () => {
    for (const words of await splitRecoveryKey(makeRandomKey(), 2, 3)) expect(words).toHaveLength(32);
  });
});
