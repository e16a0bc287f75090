/** Proves codes with every RFC 4226 and RFC 6238 vector, known Steam codes, and the edges of time and counter. */
import { describe, expect, test } from 'vitest';
import {
  ALGORITHMS,
  COUNTER_MAX,
  type HotpParameters,
  type TotpParameters,
} from '../../electron/otp/account.ts';
import { decodeBase32 } from '../../electron/otp/base32.ts';
import { codeAt, hotpCode, totpStep, validUntilMs } from '../../electron/otp/code.ts';
import vectors from '../fixtures/otp/rfc-codes.json' with { type: 'json' };

const ascii = (text: string) => new TextEncoder().encode(text);
const hotp: HotpParameters = {
  type: 'hotp',
  secret: ascii(vectors.hotp.secretAscii),
  algorithm: 'SHA1',
  digits: vectors.hotp.digits,
  counter: 0,
};
const totp: TotpParameters = {
  type: 'totp',
  secret: ascii(vectors.totp.secretAscii.SHA1),
  algorithm: 'SHA1',
  digits: 8,
  periodSeconds: 30,
};

describe('RFC 4226 appendix D', () => {
  test.each(vectors.hotp.codes.map((code, counter) => ({ code, counter })))(
    'counter $counter gives $code',
    ({ code, counter }) => {
      expect(hotpCode(hotp, counter)).toBe(code);
    },
  );

  test.each(vectors.hotp.truncatedValues.map((value, counter) => ({ value, counter })))(
    'counter $counter truncates to $value',
    ({ value, counter }) => {
      expect(hotpCode({ ...hotp, digits: 10 }, counter)).toBe(String(value).padStart(10, '0'));
    },
  );
});

describe('RFC 6238 appendix B', () => {
  const cases = vectors.totp.codes.flatMap((row) =>
    ALGORITHMS.map((algorithm) => ({ algorithm, unixSeconds: row.unixSeconds, code: row[algorithm] })),
  );
  test.each(cases)('$algorithm at $unixSeconds gives $code', ({ algorithm, unixSeconds, code }) => {
    const otp = { ...totp, algorithm, secret: ascii(vectors.totp.secretAscii[algorithm]) };
    expect(codeAt(otp, unixSeconds * 1000)).toBe(code);
  });
});

describe('Steam Guard', () => {
  test.each(vectors.steam)('$secret at $unixSeconds gives $code', ({ secret, unixSeconds, code }) => {
    expect(codeAt({ type: 'steam', secret: decodeBase32(secret) }, unixSeconds * 1000)).toBe(code);
  });
});

describe('time', () => {
  test('a code lasts until the first millisecond of the next step', () => {
    const atMs = 1_111_111_109_000;
    const untilMs = validUntilMs(totp, atMs);
    expect(untilMs).toBe(1_111_111_110_000);
    expect(codeAt(totp, untilMs - 1)).toBe(codeAt(totp, atMs));
    expect(codeAt(totp, untilMs)).not.toBe(codeAt(totp, atMs));
    expect(validUntilMs(totp, untilMs)).toBe(untilMs + 30_000);
  });

  test('the step follows the period; Steam always has 30 seconds', () => {
    expect(totpStep({ ...totp, periodSeconds: 60 }, 119_999)).toBe(1);
    expect(totpStep({ type: 'steam', secret: totp.secret }, 60_000)).toBe(2);
    expect(validUntilMs({ ...totp, periodSeconds: 3600 }, 0)).toBe(3_600_000);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'refuses the time %d',
    (unixMs) => {
      expect(() => codeAt(totp, unixMs)).toThrow(RangeError);
      expect(() => validUntilMs(totp, unixMs)).toThrow(RangeError);
    },
  );
});

describe('counter', () => {
  // Expected: oathtool -d 8 -c COUNTER 3132…30; counters above 32 bits must not wrap or lose bits.
  test.each([
    [COUNTER_MAX, '41891307'],
    [2 ** 32, '55999456'],
    [2 ** 32 - 1, '57117190'],
  ])('%d is used whole', (counter, code) => {
    expect(hotpCode({ ...hotp, digits: 8 }, counter)).toBe(code);
  });

  test.each([-1, 0.5, COUNTER_MAX + 1, Number.NaN])('%d is refused', (counter) => {
    expect(() => hotpCode(hotp, counter)).toThrow(RangeError);
  });
});

test('a secret that is a view into a larger buffer is used alone', () => {
  const larger = new Uint8Array(64).fill(7);
  larger.set(totp.secret, 13);
  const view = larger.subarray(13, 13 + totp.secret.length);
  expect(codeAt({ ...totp, secret: view }, 59_000)).toBe('94287082');
});
