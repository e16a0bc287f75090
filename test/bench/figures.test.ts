/** The bench's arithmetic: what samples amount to, and when a goal counts as met. */
import { describe, expect, it } from 'vitest';
import { replaceFigures } from './bench.ts';
import {
  asSamples,
  formatFigures,
  noiseFigure,
  ownFigure,
  percentile,
  ratioFigure,
  spreadOf,
} from './figures.ts';

const bare = asSamples([100, 90, 110]);

describe('spreadOf', () => {
  it('takes the middle of an odd number of samples, whatever their order', () => {
    expect(spreadOf([30, 5, 7, 100, 8])).toEqual({ min: 5, median: 8, max: 100 });
  });
  it('takes the mean of the middle two of an even number', () => {
    expect(spreadOf([4, 1, 2, 10])).toEqual({ min: 1, median: 3, max: 10 });
  });
  it('has nothing to say without samples', () => {
    expect(() => asSamples([])).toThrow(RangeError);
  });
});

describe('percentile', () => {
  it('is a sample that so many do not exceed, whatever their order', () => {
    const samples = asSamples(Array.from({ length: 100 }, (_, index) => 100 - index));
    expect(percentile(samples, 0.95)).toBe(95);
    expect(percentile(samples, 1)).toBe(100);
  });
  it('is the greatest of a few', () => {
    expect(percentile([3, 40, 5], 0.95)).toBe(40);
    expect(percentile([7], 0.95)).toBe(7);
  });
});

describe('goals', () => {
  const at = (ours: number) => ({ name: 'n', unit: 'ms', bare, ours: [ours] }) as const;
  it('meets a ratio at its bound and misses it above', () => {
    expect(ratioFigure(at(125), 1.25)).toMatchObject({ ratio: 1.25, goal: { isMet: true } });
    expect(ratioFigure(at(126), 1.25).goal?.isMet).toBe(false);
  });
  it("takes the bare window's own range as noise, and no less than it is told", () => {
    expect(noiseFigure(at(120), 5).goal?.isMet).toBe(true);
    expect(noiseFigure(at(121), 5).goal?.isMet).toBe(false);
    expect(noiseFigure(at(150), 50).goal?.isMet).toBe(true);
  });
  it('misses a bound that is reached', () => {
    expect(ownFigure(at(99), 100).goal?.isMet).toBe(true);
    expect(ownFigure(at(100), 100).goal?.isMet).toBe(false);
    expect(ownFigure(at(100), null).goal).toBeNull();
  });
});

describe('formatFigures', () => {
  it('shows what was measured, the ratio and the outcome', () => {
    const [, , row] = formatFigures([
      ratioFigure({ name: 'Start', unit: 'ms', bare, ours: [150] }, 1.25),
    ]).split('\n');
    expect(row?.split('|').map((cell) => cell.trim())).toEqual([
      ...['', 'Start', '90 / 100 / 110 ms', '150 / 150 / 150 ms', '1.50 ×', 'at most 1.25 ×', 'missed', ''],
    ]);
  });
});

describe('replaceFigures', () => {
  const document = 'a\n<!-- figures: npm run bench -- --write -->\nold $1\n<!-- end of figures -->\nz\n';
  it('replaces what is between the markers and nothing else', () => {
    const replaced = replaceFigures(document, 'new $& $1');
    expect(replaced).toBe(
      'a\n<!-- figures: npm run bench -- --write -->\n\nnew $& $1\n\n<!-- end of figures -->\nz\n',
    );
    expect(replaceFigures(replaced, 'newer')).toContain('\nnewer\n');
  });
  it('refuses a document without markers', () => {
    expect(() => replaceFigures('a', 'b')).toThrow('no place');
  });
});
