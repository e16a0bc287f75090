/** The page's one clock: when it ticks, when it rests, and how codes are kept current by it. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CodeView, FailureCode } from '../../electron/ipc/contract.ts';
import { SecondTicker, secondsUntil, type Visibility } from '../../renderer/clock.ts';
import { LiveCodes } from '../../renderer/live-codes.ts';

/** 27.4 s into a period. */
const START_MS = 1_800_000_027_400;
const PERIOD_MS = 30_000;
const clock = { now: () => Date.now() };

class FakeDocument implements Visibility {
  hidden = false;
  #listener: () => void = () => {};
  addEventListener(_type: 'visibilitychange', listener: () => void): void {
    this.#listener = listener;
  }
  show(isShown: boolean): void {
    this.hidden = !isShown;
    this.#listener();
  }
}

let page: FakeDocument;
let ticker: SecondTicker;

beforeEach(() => {
  vi.useFakeTimers({ now: START_MS });
  page = new FakeDocument();
  ticker = new SecondTicker(clock, page);
});
afterEach(() => void vi.useRealTimers());

describe('SecondTicker', () => {
  it('ticks on whole seconds, for all listeners from one timer', () => {
    const times: number[] = [];
    ticker.subscribe(() => times.push(Date.now() % 1000));
    ticker.subscribe(() => times.push(Date.now() % 1000));
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(2600);
    expect(times).toEqual([0, 0, 0, 0, 0, 0]);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('schedules nothing without listeners', () => {
    const stop = ticker.subscribe(() => {});
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('schedules nothing while the window is hidden, and ticks at once when it is shown', () => {
    const listener = vi.fn();
    ticker.subscribe(listener);
    page.show(false);
    expect(vi.getTimerCount()).toBe(0);
    ticker.subscribe(() => {});
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(600_000);
    expect(listener).not.toHaveBeenCalled();
    page.show(true);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(1);
  });
});

it.each([
  [30_000, 0, 30],
  [30_000, 1, 30],
  [30_000, 29_000, 1],
  [30_000, 29_999, 1],
  [30_000, 30_000, 0],
  [30_000, 31_000, 0],
])('secondsUntil(%i, %i) is %i', (until, now, left) => {
  expect(secondsUntil(until, now)).toBe(left);
});

const codeOf = (id: string, nowMs: number): CodeView => {
  const step = Math.floor(nowMs / PERIOD_MS);
  return {
    id,
    code: `${id}-${step}`,
    nextCode: `${id}-${step + 1}`,
    validUntilMs: (step + 1) * PERIOD_MS,
  };
};

describe('LiveCodes', () => {
  let asked: (readonly string[])[];
  let failures: FailureCode[];
  let answer: (ids: readonly string[]) => ReturnType<ConstructorParameters<typeof LiveCodes>[0]>;
  let codes: LiveCodes;

  beforeEach(() => {
    asked = [];
    failures = [];
    answer = async (ids) => ({ ok: true, value: ids.map((id) => codeOf(id, Date.now())) });
    codes = new LiveCodes(
      (ids) => {
        asked.push(ids);
        return answer(ids);
      },
      clock,
      ticker,
      (code) => failures.push(code),
    );
  });
  const settle = () => vi.advanceTimersByTimeAsync(0);

  it('asks once for all rows that came on screen together', async () => {
    codes.watch('a', 30);
    codes.watch('b', 30);
    await settle();
    expect(asked).toEqual([['a', 'b']]);
    expect(codes.read('a')?.code).toBe(codeOf('a', Date.now()).code);
  });

  it('does not ask again while a code is valid', async () => {
    codes.watch('a', 30);
    await settle();
    codes.watch('a', 30);
    await vi.advanceTimersByTimeAsync(2000);
    expect(asked.length).toBe(1);
  });

  it('forgets all and asks anew when what makes them has changed, and asks nothing where nobody looks', async () => {
    codes.refreshAll();
    await settle();
    expect(asked).toEqual([]);
    codes.watch('a', 30);
    await settle();
    answer = async (ids) => ({ ok: true, value: ids.map((id) => codeOf(id, Date.now() + PERIOD_MS)) });
    codes.refreshAll();
    expect(codes.read('a')).toBeUndefined();
    await settle();
    expect(codes.read('a')?.code).toBe(codeOf('a', Date.now() + PERIOD_MS).code);
  });

  it('shows the next code at the boundary before the answer is there', async () => {
    codes.watch('a', 30);
    await settle();
    const next = codes.read('a')?.nextCode;
    answer = () => new Promise(() => {});
    await vi.advanceTimersByTimeAsync(2700);
    expect(Date.now() % PERIOD_MS).toBeLessThan(200);
    expect(codes.read('a')).toMatchObject({ code: next, nextCode: null });
    expect(asked.length).toBe(2);
  });

  it('never leaves an old code after a long sleep', async () => {
    codes.watch('a', 30);
    await settle();
    page.show(false);
    vi.setSystemTime(START_MS + 10 * PERIOD_MS);
    answer = () => new Promise(() => {});
    page.show(true);
    expect(codes.read('a')).toBeUndefined();
  });

  it('asks again when the clock was set back', async () => {
    codes.watch('a', 30);
    await settle();
    vi.setSystemTime(START_MS - 10 * PERIOD_MS);
    await vi.advanceTimersByTimeAsync(1000);
    expect(codes.read('a')?.code).toBe(codeOf('a', Date.now()).code);
  });

  it('stops ticking when nothing is watched, and asks for nothing', async () => {
    const stop = codes.watch('a', 30);
    await settle();
    stop();
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(2 * PERIOD_MS);
    expect(asked.length).toBe(1);
  });

  it('keeps a counter-based code until the next one is put', async () => {
    answer = async () => ({ ok: true, value: [{ id: 'h', code: null, nextCode: null, validUntilMs: null }] });
    codes.watch('h', null);
    await settle();
    codes.put({ id: 'h', code: '755224', nextCode: null, validUntilMs: null });
    await vi.advanceTimersByTimeAsync(2 * PERIOD_MS);
    expect(codes.read('h')?.code).toBe('755224');
  });

  it('keeps codes until they are renewed, and none of an account that is gone', async () => {
    codes.watch('a', 30);
    await settle();
    const before = codes.read('a')?.code;
    answer = async () => ({ ok: true, value: [] });
    codes.renewAll();
    expect(codes.read('a')?.code).toBe(before);
    await settle();
    expect(codes.read('a')).toBeUndefined();
  });

  it('passes a failure on', async () => {
    answer = async () => ({ ok: false, code: 'locked' });
    codes.watch('a', 30);
    await settle();
    expect(failures).toEqual(['locked']);
  });
});
