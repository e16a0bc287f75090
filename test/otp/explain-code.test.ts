/** A code that differs from ours is explained by parameters or by a clock, and a code from nowhere is not. */
import { describe, expect, it } from 'vitest';
import type { TotpParameters } from '../../electron/otp/account.ts';
import { codeAt } from '../../electron/otp/code.ts';
import { DRIFT_SECONDS_MAX, explainCode } from '../../electron/otp/explain-code.ts';

const NOW = 1_700_000_012_000;
/** RFC 6238's secret. */
const OWN: TotpParameters = {
  type: 'totp',
  secret: new TextEncoder().encode('12345678901234567890'),
  algorithm: 'SHA1',
  digits: 6,
  periodSeconds: 30,
};
const first = (code: string, otp = OWN) => explainCode(otp, code, NOW).fits[0];

describe('explainCode', () => {
  it('finds the code that is shown now', () => {
    expect(first(codeAt(OWN, NOW))).toEqual({
      algorithm: 'SHA1',
      digits: 6,
      periodSeconds: 30,
      stepsAhead: 0,
      isOwn: true,
    });
  });

  it('finds the code before and the code after as our own', () => {
    expect(first(codeAt(OWN, NOW - 30_000))).toMatchObject({ isOwn: true, stepsAhead: -1 });
    expect(first(codeAt(OWN, NOW + 30_000))).toMatchObject({ isOwn: true, stepsAhead: 1 });
  });

  it('finds a clock that is off, up to an hour either way', () => {
    const off = (seconds: number) => first(codeAt(OWN, NOW + seconds * 1000));
    expect(off(-DRIFT_SECONDS_MAX)).toMatchObject({ isOwn: true, stepsAhead: -122 });
    expect(off(600)).toMatchObject({ isOwn: true, stepsAhead: 20 });
    expect(explainCode(OWN, codeAt(OWN, NOW + 2 * DRIFT_SECONDS_MAX * 1000), NOW).fits).toEqual([]);
  });

  it.each([5, 6, 7, 8])('finds every algorithm and period of a code of %i digits', (digits) => {
    for (const algorithm of ['SHA1', 'SHA256', 'SHA512'] as const) {
      for (const periodSeconds of [15, 30, 60]) {
        const other: TotpParameters = { ...OWN, algorithm, digits, periodSeconds };
        const { fits } = explainCode(OWN, codeAt(other, NOW), NOW);
        expect(fits).toContainEqual(
          expect.objectContaining({ algorithm, digits, periodSeconds, stepsAhead: 0 }),
        );
      }
    }
  });

  it("tries the account's own period, however unusual", () => {
    const own: TotpParameters = { ...OWN, periodSeconds: 45 };
    expect(first(codeAt(own, NOW), own)).toMatchObject({ isOwn: true, periodSeconds: 45, stepsAhead: 0 });
  });

  it.each(['', '1234', '123456789', '12345a', '१२३४५६'])('explains nothing of %j', (typed) => {
    expect(explainCode(OWN, typed, NOW)).toEqual({ fits: [], chanceFits: 0 });
  });

  it('says how often chance alone would fit', () => {
    expect(explainCode(OWN, '00000000', NOW).chanceFits).toBeLessThan(0.0001);
    expect(explainCode(OWN, '00000', NOW).chanceFits).toBeGreaterThan(0.01);
  });

  it('reaches before 1970 without an error', () => {
    expect(explainCode(OWN, codeAt(OWN, 10_000), 10_000).fits[0]).toMatchObject({ stepsAhead: 0 });
  });

  it('judges a code within 200 ms', () => {
    explainCode(OWN, '123456', NOW);
    const times = [1, 2, 3].map(() => {
      const start = performance.now();
      explainCode(OWN, '123456', NOW);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(200);
  });
});
