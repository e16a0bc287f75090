/** How long a search may go on: its budget, and more while new codes come. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Corners } from '../../renderer/scan/picture.ts';
import { SearchState } from '../../renderer/scan/search-state.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

const corners: Corners = [
  { x: 0, y: 0 },
  { x: 9, y: 0 },
  { x: 9, y: 9 },
  { x: 0, y: 9 },
];
const start = (budgetMs: number) =>
  new SearchState(
    budgetMs,
    () => {},
    () => false,
  );

it('is over after its budget', () => {
  const state = start(1000);
  vi.advanceTimersByTime(999);
  expect(state.isOver()).toBe(false);
  vi.advanceTimersByTime(2);
  expect(state.isOver()).toBe(true);
  expect(state.hints).toEqual(['out-of-time']);
});

it('goes on a while after each new code, not after one that was seen before', () => {
  const state = start(2000);
  vi.advanceTimersByTime(1900);
  state.add({ text: 'one', corners });
  vi.advanceTimersByTime(1400);
  expect(state.isOver()).toBe(false);
  state.add({ text: 'one', corners });
  vi.advanceTimersByTime(200);
  expect(state.isOver()).toBe(true);
});

it('takes no more than four times its budget, however many come', () => {
  const state = start(1000);
  for (let second = 0; second < 3.9; second += 0.5) {
    state.add({ text: `code ${second}`, corners });
    expect(state.isOver()).toBe(false);
    vi.advanceTimersByTime(500);
  }
  vi.advanceTimersByTime(1);
  expect(state.isOver()).toBe(true);
});
