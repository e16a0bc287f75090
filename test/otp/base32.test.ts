/** Proves base32 with RFC 4648 section 10, the lenient reading of secrets, and that reading undoes writing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SECRET_BYTES_MAX } from '../../electron/otp/account.ts';
import { decodeBase32, encodeBase32, parseSecret } from '../../electron/otp/base32.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const secretOf = (text: string) => {
  const parsed = parseSecret(text);
  return parsed.ok ? Buffer.from(parsed.secret).toString('hex') : parsed.problem;
};

describe('RFC 4648 section 10', () => {
  test.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('%j is written %j and read back', (text, base32) => {
    expect(encodeBase32(utf8(text))).toBe(base32);
    expect(decodeBase32(base32)).toEqual(utf8(text));
  });
});

describe('a secret as people paste it', () => {
  test.each([
    ['lower case', 'mzxw6ytboi'],
    ['groups of four', 'mzxw 6ytb oi'],
    ['dashes', 'MZXW-6YTB-OI'],
    ['a dash that a word processor made', 'MZXW\u20136YTB\u2014OI'],
    ['no-break and zero-width spaces', 'MZXW\u00a06YTB\u200bOI\ufeff'],
    ['line breaks', '\r\nMZXW6YTB\nOI\n'],
    ['right padding', 'MZXW6YTBOI======'],
    ['too much padding', 'MZXW6YTBOI=========='],
    ['too little padding', 'MZXW6YTBOI='],
    ['encoded padding', 'MZXW6YTBOI%3D%3d='],
    ['spaces in the padding', 'MZXW6YTBOI == =='],
    ['non-zero tail bits', 'MZXW6YTBOJ'],
    ['an impossible length', 'MZXW6YTBOIA'],
  ])('%s', (_, text) => {
    expect(secretOf(text)).toBe(Buffer.from('foobar').toString('hex'));
  });

  test.each([
    ['', 'empty'],
    [' - ', 'empty'],
    ['====', 'empty'],
    ['a', 'too-short'],
    ['0000', 'looks-alike-digit'],
    ['ABCDEFGHIJKLMNOP1', 'looks-alike-digit'],
    ['MZXW8', 'looks-alike-digit'],
    ['MZXW9', 'looks-alike-digit'],
    ['MY=W======', 'padding-inside'],
    ['£&/(&/', 'bad-character'],
    ['MZXW6!', 'bad-character'],
    ['ABCDſ', 'bad-character'],
    ['ABCDı', 'bad-character'],
    ['AB\0CD', 'bad-character'],
    ['A'.repeat(5000), 'too-long'],
    ['A'.repeat(Math.ceil((SECRET_BYTES_MAX * 8) / 5) + 1), 'too-long'],
  ])('%j is refused as %s', (text, problem) => {
    expect(secretOf(text)).toBe(problem);
  });

  test('the longest secret is accepted', () => {
    const bytes = new Uint8Array(SECRET_BYTES_MAX).fill(0xa5);
    expect(secretOf(encodeBase32(bytes))).toBe(Buffer.from(bytes).toString('hex'));
  });
});

describe('our own records', () => {
  test.each(['my', 'MY======', 'M Y', 'MZ', 'M', 'MZXW1', 'MZXW6YTBOIA'])('%j is not canonical', (text) => {
    expect(() => decodeBase32(text)).toThrow(RangeError);
  });

  test('the error does not quote the secret', () => {
    expect(() => decodeBase32('SECRETSECRET1')).toThrow(/^not canonical base32$/);
  });
});

describe('laws', () => {
  test('both readers undo the writer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        expect(decodeBase32(encodeBase32(bytes))).toEqual(bytes);
        expect(parseSecret(encodeBase32(bytes))).toEqual({ ok: true, secret: bytes });
      }),
    );
  });

  test('any text is read or refused, quickly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20_000 }), (text) => {
        expect(typeof parseSecret(text).ok).toBe('boolean');
      }),
      { numRuns: 200 },
    );
  });
});
