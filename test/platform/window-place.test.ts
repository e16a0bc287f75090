/** Where a window may open again: each refusal beside the acceptance. */
import { expect, it, test, vi } from 'vitest';

vi.mock('electron', () => ({ screen: {} }));
const { placeOn } = await import('../../electron/platform/window-place.ts');

const LEFT = { x: 0, y: 30, width: 1000, height: 770 };
const RIGHT = { x: 1000, y: 0, width: 1600, height: 1200 };
const kept = { x: 1200, y: 100, width: 480, height: 760 };

it('gives back a place that a display shows, on the second display too', () => {
  expect(placeOn(kept, [LEFT, RIGHT])).toEqual(kept);
  expect(placeOn({ ...kept, x: 10 }, [LEFT])).toEqual({ ...kept, x: 10 });
});

it('forgets a place on a display that is gone', () => {
  expect(placeOn(kept, [LEFT])).toBeNull();
});

it('fits a window into a display that became smaller', () => {
  const large = { x: 20, y: 40, width: 3000, height: 2000 };
  expect(placeOn(large, [LEFT])).toEqual({ ...large, width: 1000, height: 770 });
});

test.each([
  ['above the display, where no hand finds its title', { ...kept, x: 10, y: -200 }],
  ['almost beside it', { ...kept, x: 990 }],
  ['below it', { ...kept, x: 10, y: 790 }],
])('refuses %s', (_name, place) => {
  expect(placeOn(place, [LEFT])).toBeNull();
});

test.each([undefined, null, 'here', 7, {}, { ...kept, x: 'a' }, { ...kept, width: 0 }, { ...kept, y: 0.5 }])(
  'refuses %j',
  (place) => {
    expect(placeOn(place, [LEFT, RIGHT])).toBeNull();
  },
);
