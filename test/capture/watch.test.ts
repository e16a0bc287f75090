/** Watch mode: what ends it, what does not, and that no text is kept. Time is a number that the test moves. */
import { describe, expect, it } from 'vitest';
import type { Candidate, Review } from '../../electron/ipc/contract.ts';
import { gateFor } from '../../renderer/capture/gate.ts';
import { type Watcher, watchScreen } from '../../renderer/capture/watch.ts';

const review = (states: readonly Candidate['state'][], missing: readonly number[] = []): Review => ({
  reviewId: 'r',
  candidates: states.map((state) => ({ state }) as Candidate),
  problems: [],
  batches: missing.length > 0 ? [{ size: 4, missing }] : [],
  paper: [],
  leftOut: [],
});

/** Looks answer with these texts, one list a second; the last list stays. */
function watcher(looks: readonly (readonly string[])[], answer: Review = review([])) {
  let nowMs = 0;
  let look = 0;
  const left: number[] = [];
  const reviewed: (readonly string[])[] = [];
  const fake: Watcher = {
    capture: async () => ({ ok: true, value: [] }),
    read: async () => looks[Math.min(look++, looks.length - 1)] ?? [],
    review: async (texts) => {
      reviewed.push(texts);
      return { ok: true, value: answer };
    },
    nowMs: () => nowMs,
    wait: async (ms) => {
      nowMs += ms;
    },
    onSecondsLeft: (seconds) => left.push(seconds),
  };
  return { fake, left, reviewed, looks: () => look, nowMs: () => nowMs };
}
const run = (fake: Watcher, signal = new AbortController().signal) => watchScreen(fake, signal);

describe('watching', () => {
  it('ends with a code that appears', async () => {
    const { fake, looks } = watcher([[], [], [], [], [], ['new']]);
    expect(await run(fake)).toEqual({ kind: 'found' });
    expect(looks()).toBe(6);
  });

  it('ends after a minute of one look a second, counting down', async () => {
    const { fake, left, looks, nowMs } = watcher([[]]);
    expect(await run(fake)).toEqual({ kind: 'over' });
    expect(nowMs()).toBe(60_000);
    expect(looks()).toBe(60);
    expect([left[0], left[1], left.at(-1)]).toEqual([60, 59, 0]);
  });

  it('takes a code that is there at once, if the vault could use it', async () => {
    for (const answer of [review(['new']), review(['conflict']), review([], [2])]) {
      expect(await run(watcher([['there']], answer).fake)).toEqual({ kind: 'found' });
    }
  });

  it('waits for another where the code that is there is of no use', async () => {
    const { fake, looks, reviewed } = watcher([['old'], ['old'], ['old', 'next']], review(['same']));
    expect(await run(fake)).toEqual({ kind: 'found' });
    expect(looks()).toBe(3);
    expect(reviewed).toEqual([['old']]);
  });

  it('tells a capture that fails', async () => {
    const { fake } = watcher([[]]);
    const capture: Watcher['capture'] = async () => ({ ok: false, code: 'capture-empty' });
    expect(await run({ ...fake, capture })).toEqual({ kind: 'failed', code: 'capture-empty' });
  });

  it('stops at once when it is told to', async () => {
    const stop = new AbortController();
    const { fake, looks } = watcher([[]]);
    const wait: Watcher['wait'] = async () => stop.abort(new Error('stopped'));
    await expect(run({ ...fake, wait }, stop.signal)).rejects.toThrow('stopped');
    expect(looks()).toBe(1);
  });
});

it('a portal is explained once, a missing permission each time, and nothing else is in the way', () => {
  expect(gateFor('open', false)).toBe('none');
  expect(gateFor('blocked', true)).toBe('permission');
  expect(gateFor('portal', false)).toBe('portal');
  expect(gateFor('portal', true)).toBe('none');
});
