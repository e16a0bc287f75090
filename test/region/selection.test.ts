/** The rectangle of a region window: drawn, moved, sized, and told in the picture's pixels. */
import { describe, expect, it, test } from 'vitest';
import {
  BOX_MIN,
  boxBetween,
  moveBox,
  sizeBox,
  startBox,
  stepOf,
  toPixels,
} from '../../renderer/region/selection.ts';

const bounds = { width: 800, height: 600 };
const box = { left: 100, top: 50, width: 200, height: 100 };

test('the keyboard begins with a square in the middle', () => {
  expect(startBox(bounds)).toEqual({ left: 295, top: 195, width: 210, height: 210 });
});

describe('a drawn box', () => {
  it('may be drawn in any direction', () => {
    const drawn = { left: 100, top: 50, width: 200, height: 100 };
    expect(boxBetween({ x: 100, y: 50 }, { x: 300, y: 150 }, bounds)).toEqual(drawn);
    expect(boxBetween({ x: 300, y: 150 }, { x: 100, y: 50 }, bounds)).toEqual(drawn);
  });

  it('ends at the edge of the display', () => {
    expect(boxBetween({ x: 700, y: 500 }, { x: 2000, y: -9 }, bounds)).toEqual({
      left: 700,
      top: 0,
      width: 100,
      height: 500,
    });
  });

  it('is none while it is a slip of the hand', () => {
    expect(boxBetween({ x: 10, y: 10 }, { x: 10 + BOX_MIN - 1, y: 300 }, bounds)).toBeNull();
    expect(boxBetween({ x: 10, y: 10 }, { x: 10 + BOX_MIN, y: 300 }, bounds)).not.toBeNull();
  });
});

describe('keys', () => {
  it('step by 10, or by 1 with Control; other keys do nothing', () => {
    expect(stepOf('ArrowLeft', false)).toEqual({ x: -10, y: 0 });
    expect(stepOf('ArrowDown', true)).toEqual({ x: 0, y: 1 });
    expect(stepOf('a', false)).toBeNull();
  });

  it('move the box up to the edges', () => {
    expect(moveBox(box, { x: 10, y: -10 }, bounds)).toEqual({ ...box, left: 110, top: 40 });
    expect(moveBox(box, { x: 10_000, y: -10_000 }, bounds)).toEqual({ ...box, left: 600, top: 0 });
  });

  it('size it between the least and what is left', () => {
    expect(sizeBox(box, { x: 10, y: -10 }, bounds)).toEqual({ ...box, width: 210, height: 90 });
    expect(sizeBox(box, { x: -10_000, y: 10_000 }, bounds)).toEqual({ ...box, width: BOX_MIN, height: 550 });
  });
});

test.each([1, 1.25, 1.5, 2, 3])(
  'at scale %d the pixels hold all of the box and nothing outside the picture',
  (scale) => {
    const picture = { width: Math.round(800 * scale), height: Math.round(600 * scale) };
    const pixels = toPixels({ left: 33.3, top: 700 / 3, width: 99.9, height: 20 }, bounds, picture);
    expect(pixels.x).toBeLessThanOrEqual(33.3 * scale);
    expect(pixels.x + pixels.width).toBeGreaterThanOrEqual((33.3 + 99.9) * scale - 1e-9);
    for (const value of Object.values(pixels)) expect(Number.isInteger(value)).toBe(true);
    const whole = toPixels({ left: 0, top: 0, ...bounds }, bounds, picture);
    expect(whole).toEqual({ x: 0, y: 0, ...picture });
  },
);
