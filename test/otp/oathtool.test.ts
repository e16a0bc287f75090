/**
 * Compares 2,000 random codes with oathtool, an independent implementation of RFC 4226 and RFC 6238.
 * One shell runs all commands from its standard input; a missing oathtool fails the test, it is not skipped.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import {
  ALGORITHMS,
  COUNTER_MAX,
  type HotpParameters,
  type TotpParameters,
} from '../../electron/otp/account.ts';
import { codeAt, hotpCode } from '../../electron/otp/code.ts';

const CASES_EACH = 1000;
/** oathtool knows 6, 7 and 8 digits only; 4, 5, 9 and 10 are proved by the RFC's truncated values. */
const OATHTOOL_DIGITS = [6, 7, 8] as const;

/** Mulberry32: the same cases at every run, so that a failure can be looked at. */
function randomSource(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function oathtool(commands: readonly string[]): readonly string[] {
  const run = spawnSync('sh', ['-e'], { input: commands.join('\n'), encoding: 'utf8' });
  if (run.status !== 0) {
    throw new Error(`oathtool is missing or failed (Debian: apt-get install oathtool): ${run.stderr}`);
  }
  return run.stdout.trim().split('\n');
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const random = randomSource(20_261_122);
const whole = (below: number) => Math.floor(random() * below);
const pick = <T>(values: readonly T[]): T => values[whole(values.length)] as T;
const bytes = () => Uint8Array.from({ length: 1 + whole(80) }, () => whole(256));

describe('against oathtool', () => {
  test(`${CASES_EACH} time-based codes`, { timeout: 30_000 }, () => {
    const cases = Array.from({ length: CASES_EACH }, () => {
      const otp: TotpParameters = {
        type: 'totp',
        secret: bytes(),
        algorithm: pick(ALGORITHMS),
        digits: pick(OATHTOOL_DIGITS),
        periodSeconds: pick([15, 30, 30, 30, 60, 1 + whole(3600)]),
      };
      return { otp, unixSeconds: whole(4_000_000_000) };
    });
    const expected = oathtool(
      cases.map(
        ({ otp, unixSeconds }) =>
          `oathtool --totp=${otp.algorithm} -d ${otp.digits} -s ${otp.periodSeconds}s -N @${unixSeconds} ${hex(otp.secret)}`,
      ),
    );
    expect(cases.map(({ otp, unixSeconds }) => codeAt(otp, unixSeconds * 1000 + whole(1000)))).toEqual(
      expected,
    );
  });

  test(`${CASES_EACH} counter-based codes, counters up to 2^53-1`, { timeout: 30_000 }, () => {
    const cases = Array.from({ length: CASES_EACH }, () => {
      const otp: HotpParameters = {
        type: 'hotp',
        secret: bytes(),
        algorithm: 'SHA1',
        digits: pick(OATHTOOL_DIGITS),
        counter: 0,
      };
      return { otp, counter: pick([whole(1000), whole(2 ** 33), whole(COUNTER_MAX)]) };
    });
    const expected = oathtool(
      cases.map(({ otp, counter }) => `oathtool --hotp -d ${otp.digits} -c ${counter} ${hex(otp.secret)}`),
    );
    expect(cases.map(({ otp, counter }) => hotpCode(otp, counter))).toEqual(expected);
  });
});
