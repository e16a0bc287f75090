/**
 * The wait after wrong passwords: it grows, survives a restart, ends, and no clock makes a lock-out of it.
 */
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../electron/ipc/failure.ts';
import { NO_PASSWORD_MEMORY, type PasswordMemory } from '../../electron/ipc/key-messages.ts';
import { createPasswordGate, WAIT_MS_MAX, waitAfterMs } from '../../electron/vault-calls/password-gate.ts';

const START_MS = 1_767_323_045_000;
const WEEK_MS = 7 * 24 * 3600 * 1000;

const wrong = () => Promise.reject(new CodedError('wrong-password'));
const right = () => Promise.resolve('opened');
const wait = { code: 'wait-before-retry' };
const isWrong = { code: 'wrong-password' };

/** A run of the app: the steady clock starts anew, the wall clock goes on. */
function run(memory: PasswordMemory = NO_PASSWORD_MEMORY, startMs = START_MS, rehearsePasswordWeeks = 4) {
  let passedMs = 0;
  let kept = memory;
  let wallMs = startMs;
  const gate = createPasswordGate({
    memory,
    now: () => wallMs,
    steadyClock: () => passedMs,
    remember: (next) => {
      kept = next;
    },
    rehearsePasswordWeeks,
  });
  return {
    gate,
    memory: () => kept,
    pass: (ms: number) => {
      passedMs += ms;
      wallMs += ms;
    },
    setWallClock: (ms: number) => {
      wallMs = ms;
    },
  };
}

async function getWrong({ gate, pass }: ReturnType<typeof run>, times: number) {
  for (let time = 0; time < times; time += 1) {
    pass(gate.retryAfterMs());
    await expect(gate.attempt(wrong)).rejects.toMatchObject(isWrong);
  }
}

it('grows from nothing to half a minute and no further', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(waitAfterMs)).toEqual([
    0, 0, 0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
  ]);
  expect(waitAfterMs(1_000_000)).toBe(WAIT_MS_MAX);
});

describe('within a run', () => {
  it('lets two slips pass, then refuses without looking until the wait is over', async () => {
    const app = run();
    await getWrong(app, 3);
    expect(app.gate.retryAfterMs()).toBe(1000);
    let hasLooked = false;
    const look = async () => {
      hasLooked = true;
    };
    await expect(app.gate.attempt(look)).rejects.toMatchObject(wait);
    app.pass(999);
    await expect(app.gate.attempt(look)).rejects.toMatchObject(wait);
    expect(hasLooked).toBe(false);
    app.pass(1);
    await app.gate.attempt(look);
    expect(hasLooked).toBe(true);
  });

  it('takes guesses one at a time, so that many at once win nothing', async () => {
    const { gate } = run();
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => gate.attempt(wrong)));
    const codes = results.map((each) => (each.status === 'rejected' ? each.reason.code : 'none'));
    expect(codes.filter((code) => code === 'wrong-password')).toHaveLength(3);
    expect(codes.filter((code) => code === 'wait-before-retry')).toHaveLength(47);
  });

  it('begins anew after the right one, and after a proof of another kind', async () => {
    const app = run();
    await getWrong(app, 5);
    app.pass(app.gate.retryAfterMs());
    expect(await app.gate.attempt(right)).toBe('opened');
    expect(app.memory()).toMatchObject({ wrongCount: 0, lastWrongAtMs: 0 });
    await getWrong(app, 6);
    app.gate.forgive();
    expect(app.gate.retryAfterMs()).toBe(0);
    await getWrong(app, 2);
    expect(app.gate.retryAfterMs()).toBe(0);
  });

  it('counts wrong passwords only', async () => {
    const { gate, memory } = run();
    const damaged = () => Promise.reject(new CodedError('vault-damaged'));
    for (let time = 0; time < 10; time += 1) {
      await expect(gate.attempt(damaged)).rejects.toMatchObject({ code: 'vault-damaged' });
    }
    expect(memory()).toEqual(NO_PASSWORD_MEMORY);
  });

  it('is not shortened by setting the clock forward', async () => {
    const app = run();
    await getWrong(app, 8);
    app.setWallClock(START_MS + WEEK_MS);
    await expect(app.gate.attempt(right)).rejects.toMatchObject(wait);
  });

  it('never locks out: after a thousand wrong ones the right one works within half a minute', async () => {
    const app = run();
    await getWrong(app, 1000);
    app.pass(WAIT_MS_MAX);
    expect(await app.gate.attempt(right)).toBe('opened');
  });
});

describe('across a restart', () => {
  it('goes on waiting for the rest, and counting', async () => {
    const before = run();
    await getWrong(before, 6);
    const after = run(before.memory(), START_MS + 5000 + 7000);
    const rest = before.memory().lastWrongAtMs + 8000 - (START_MS + 12_000);
    expect(after.gate.retryAfterMs()).toBe(rest);
    expect(rest).toBeGreaterThan(0);
    await expect(after.gate.attempt(right)).rejects.toMatchObject(wait);
    await getWrong(after, 1);
    expect(after.gate.retryAfterMs()).toBe(16_000);
  });

  it('is over when the time has passed meanwhile', async () => {
    const before = run();
    await getWrong(before, 9);
    expect(run(before.memory(), before.memory().lastWrongAtMs + WAIT_MS_MAX).gate.retryAfterMs()).toBe(0);
  });

  it('waits once more at most when the clock was set back, be it by years', async () => {
    const before = run();
    await getWrong(before, 9);
    const after = run(before.memory(), START_MS - 500 * WEEK_MS);
    expect(after.gate.retryAfterMs()).toBe(WAIT_MS_MAX);
    after.pass(WAIT_MS_MAX);
    expect(await after.gate.attempt(right)).toBe('opened');
  });
});

describe('rehearsal', () => {
  const typedAt = (typedAtMs: number) => ({ ...NO_PASSWORD_MEMORY, typedAtMs });

  it('is due after the weeks of the setting, and not after typing', async () => {
    expect(run(typedAt(START_MS - 4 * WEEK_MS + 1)).gate.isRehearsalDue()).toBe(false);
    const due = run(typedAt(START_MS - 4 * WEEK_MS));
    expect(due.gate.isRehearsalDue()).toBe(true);
    await due.gate.attempt(right);
    expect(due.gate.isRehearsalDue()).toBe(false);
    expect(due.memory().typedAtMs).toBe(START_MS);
  });

  it('is never due when the setting says never', () => {
    expect(run(typedAt(0), START_MS, 0).gate.isRehearsalDue()).toBe(false);
  });

  it('can be put off for a week at a time, across restarts', () => {
    const app = run(typedAt(START_MS - 5 * WEEK_MS));
    app.gate.postponeRehearsal();
    expect(app.gate.isRehearsalDue()).toBe(false);
    expect(run(app.memory(), START_MS + WEEK_MS - 1).gate.isRehearsalDue()).toBe(false);
    expect(run(app.memory(), START_MS + WEEK_MS).gate.isRehearsalDue()).toBe(true);
  });

  it('is not answered by a wrong password', async () => {
    const app = run(typedAt(START_MS - 5 * WEEK_MS));
    await getWrong(app, 1);
    expect(app.gate.isRehearsalDue()).toBe(true);
  });
});
