/** A clock that was moved is told apart from one that only went on, was slept through, or was put right again. */
import { describe, expect, it } from 'vitest';
import { addAccounts, EMPTY_VAULT, newAccount } from '../../electron/vault/vault.ts';
import { createClockWatch, lastMomentOf } from '../../electron/vault-calls/clock-watch.ts';
import { totp } from '../vault/vault-samples.ts';

const START_MS = 1_700_000_000_000;
const HOUR_MS = 60 * 60 * 1000;

/** Two clocks, and what is seen once `wallMs` and `bootMs` have passed by each. */
function watching(vault = EMPTY_VAULT) {
  let wall = START_MS;
  let boot = 5000;
  const watch = createClockWatch(
    () => wall,
    () => boot,
  );
  return (wallMs: number, bootMs = wallMs) => {
    wall += wallMs;
    boot += bootMs;
    return watch.look(vault);
  };
}

describe('a clock that moved', () => {
  it.each([
    ['ahead', 90_000, 30_000, 60_000],
    ['back', -570_000, 30_000, -600_000],
    ['during hours of sleep', 9 * HOUR_MS, 8 * HOUR_MS, HOUR_MS],
  ])('%s is told with its amount', (_name, wallMs, bootMs, movedMs) => {
    const passed = watching();
    expect(passed(30_000)).toEqual({ movedMs: 0, behindSaveMs: 0 });
    expect(passed(wallMs, bootMs).movedMs).toBe(movedMs);
    // It stays told.
    expect(passed(30_000).movedMs).toBe(movedMs);
  });

  it('twice is told as one', () => {
    const passed = watching();
    passed(90_000, 30_000);
    expect(passed(90_000, 30_000).movedMs).toBe(120_000);
  });

  it('and was put right again has not moved', () => {
    const passed = watching();
    expect(passed(90_000, 30_000).movedMs).toBe(60_000);
    expect(passed(-30_500, 30_000).movedMs).toBe(0);
  });
});

it.each([
  ['time that passed', 30_000, 30_000],
  ['a computer that slept', 8 * HOUR_MS, 8 * HOUR_MS],
  ['a correction of seconds', 34_900, 30_000],
  ['crystals that differ over days', 240 * HOUR_MS + 60_000, 240 * HOUR_MS],
])('%s is no jump', (_name, wallMs, bootMs) => {
  expect(watching()(wallMs, bootMs).movedMs).toBe(0);
});

describe('a clock before the last save', () => {
  const vaultAt = (atMs: number) => addAccounts(EMPTY_VAULT, [newAccount(totp('ada'), atMs)]);

  it('is told beyond a minute', () => {
    expect(watching(vaultAt(START_MS + 61_000))(0).behindSaveMs).toBe(61_000);
    expect(watching(vaultAt(START_MS + 59_000))(0).behindSaveMs).toBe(0);
    expect(watching(vaultAt(START_MS - HOUR_MS))(0).behindSaveMs).toBe(0);
    expect(watching()(0).behindSaveMs).toBe(0);
  });

  it('goes by whatever was changed or used last', () => {
    const vault = vaultAt(1000);
    const [entry] = vault.entries;
    if (entry?.kind !== 'account') throw new Error('no account');
    const used = { ...entry, account: { ...entry.account, lastUsedAtMs: 3000 } };
    const bin = [{ entry, deletedAtMs: 2000, position: 0, unknown: {} }];
    expect(lastMomentOf(vault)).toBe(1000);
    expect(lastMomentOf({ ...vault, bin })).toBe(2000);
    expect(lastMomentOf({ ...vault, bin, entries: [used] })).toBe(3000);
    expect(lastMomentOf(EMPTY_VAULT)).toBe(0);
  });
});
