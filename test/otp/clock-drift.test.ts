/** The drift of this computer's clock, from one code and from two. */
import { describe, expect, it } from 'vitest';
import type { TotpParameters } from '../../electron/otp/account.ts';
import { type CodeReading, findDrift } from '../../electron/otp/clock-drift.ts';
import { codeAt } from '../../electron/otp/code.ts';

const NOW = 1_700_000_012_000;
const OTP: TotpParameters = {
  type: 'totp',
  secret: new TextEncoder().encode('12345678901234567890'),
  algorithm: 'SHA1',
  digits: 6,
  periodSeconds: 30,
};
const OTHER: TotpParameters = { ...OTP, secret: new TextEncoder().encode('abcdefghijklmnopqrst') };

/** What a device shows whose clock is ahead of ours. */
const reading = (otp: TotpParameters, aheadSeconds: number, atMs = NOW): CodeReading => ({
  otp,
  code: codeAt(otp, atMs + aheadSeconds * 1000),
  atMs,
});
const holds =
  (ahead: number) =>
  ({ fromMs, toMs }: { fromMs: number; toMs: number }) =>
    fromMs <= ahead * 1000 && ahead * 1000 < toMs;

describe('findDrift', () => {
  it.each([0, 7, -95, 1800, -3570, 3590, 3629, 3655, -3655])('finds a clock that is %i s off', (ahead) => {
    const { drifts } = findDrift([reading(OTP, ahead)]);
    expect(drifts.filter(holds(ahead))).toHaveLength(1);
    for (const { fromMs, toMs } of drifts) expect(toMs - fromMs).toBe(30_000);
  });

  it('narrows it with a second code, and is surer of it', () => {
    const one = findDrift([reading(OTP, 95)]);
    const two = findDrift([reading(OTP, 95), reading(OTHER, 95, NOW + 17_000)]);
    expect(two.drifts).toHaveLength(1);
    expect(two.drifts.every(holds(95))).toBe(true);
    const [drift] = two.drifts;
    expect((drift?.toMs ?? 0) - (drift?.fromMs ?? 0)).toBeLessThan(30_000);
    expect(two.chanceDrifts).toBeLessThan(one.chanceDrifts / 1000);
  });

  it('is no surer of the same code given twice, be it of a copy of the account', () => {
    const one = findDrift([reading(OTP, 95)]);
    expect(findDrift([reading(OTP, 95), reading({ ...OTP }, 95)])).toEqual(one);
    expect(findDrift([reading(OTP, 95), reading({ ...OTP, secret: OTP.secret.slice() }, 95)])).toEqual(one);
  });

  it('finds nothing where two codes tell of different clocks, or of none', () => {
    expect(findDrift([reading(OTP, 600), reading(OTHER, -600)]).drifts).toEqual([]);
    expect(findDrift([reading(OTP, 7201)]).drifts).toEqual([]);
    expect(findDrift([])).toEqual({ drifts: [], chanceDrifts: 0 });
  });

  it('puts the smallest drift first', () => {
    const { drifts } = findDrift([
      { ...reading(OTP, 0), otp: { ...OTP, digits: 1 }, code: codeAt({ ...OTP, digits: 1 }, NOW) },
    ]);
    expect(drifts.length).toBeGreaterThan(5);
    expect(drifts[0]).toMatchObject({ fromMs: expect.any(Number) });
    expect(holds(0)(drifts[0] ?? { fromMs: 1, toMs: 1 })).toBe(true);
  });
});
