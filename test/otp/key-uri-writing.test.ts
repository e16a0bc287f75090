/** The writer of Key URIs, and the laws that it and the reader keep between them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AccountDraft, ALGORITHMS } from '../../electron/otp/account.ts';
import { cleanName } from '../../electron/otp/draft.ts';
import { formatKeyUri, type ParsedKeyUri, parseKeyUri } from '../../electron/otp/key-uri.ts';

function draftOf(parsed: ParsedKeyUri): AccountDraft {
  if (!parsed.ok) throw new Error(`refused: ${parsed.reason}`);
  return parsed.draft;
}

describe('writing', () => {
  const otp = {
    type: 'totp',
    secret: new Uint8Array([102, 111, 111]),
    algorithm: 'SHA1',
    digits: 6,
    periodSeconds: 30,
  } as const;

  test.each<[string, AccountDraft, string]>([
    [
      'all parameters, percent-encoded',
      { issuer: 'Big Co: (EU)', accountName: "o'neil+a@example.com", otp },
      'otpauth://totp/Big%20Co%3A%20%28EU%29:o%27neil%2Ba%40example.com?secret=MZXW6&issuer=Big%20Co%3A%20%28EU%29&algorithm=SHA1&digits=6&period=30',
    ],
    [
      'no prefix without an issuer',
      { issuer: '', accountName: 'me', otp },
      'otpauth://totp/me?secret=MZXW6&algorithm=SHA1&digits=6&period=30',
    ],
    [
      'a bare colon where the account name holds one',
      { issuer: '', accountName: 'a:b', otp },
      'otpauth://totp/:a%3Ab?secret=MZXW6&algorithm=SHA1&digits=6&period=30',
    ],
    [
      'the counter, not the period',
      {
        issuer: 'A',
        accountName: 'b',
        otp: { type: 'hotp', secret: otp.secret, algorithm: 'SHA1', digits: 6, counter: 7 },
      },
      'otpauth://hotp/A:b?secret=MZXW6&issuer=A&algorithm=SHA1&digits=6&counter=7',
    ],
    [
      "Steam Guard in KeePassXC's way",
      { issuer: 'Steam', accountName: 'me', otp: { type: 'steam', secret: otp.secret } },
      'otpauth://totp/Steam:me?secret=MZXW6&issuer=Steam&algorithm=SHA1&digits=5&period=30&encoder=steam',
    ],
  ])('%s', (_, draft, uri) => {
    expect(formatKeyUri(draft)).toBe(uri);
  });
});

const names = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom(':', '%', ' ', '&', '=', '?', '/', '#', '+', 'a', 'İ', 'ß'),
      maxLength: 12,
    }),
    fc.constantFrom('Steam', 'steam', 'null', 'Example', '%3A', 'x'.repeat(400)),
  )
  .map((text) => cleanName(text).name);
const secrets = fc.uint8Array({ minLength: 1, maxLength: 80 });
const shared = {
  secret: secrets,
  algorithm: fc.constantFrom(...ALGORITHMS),
  digits: fc.integer({ min: 1, max: 10 }),
};
const drafts: fc.Arbitrary<AccountDraft> = fc.record({
  issuer: names,
  accountName: names,
  otp: fc.oneof(
    fc.record({
      type: fc.constant('totp' as const),
      ...shared,
      periodSeconds: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    }),
    fc.record({ type: fc.constant('hotp' as const), ...shared, counter: fc.maxSafeNat() }),
    fc.record({ type: fc.constant('steam' as const), secret: secrets }),
  ),
});

describe('laws', () => {
  test('reading undoes writing', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        expect(draftOf(parseKeyUri(formatKeyUri(draft)))).toEqual(draft);
      }),
      { numRuns: 3000 },
    );
  });

  test('the writer takes any name, unpaired surrogates included', () => {
    fc.assert(
      fc.property(drafts, fc.string({ unit: 'binary' }), (draft, issuer) => {
        const once = draftOf(parseKeyUri(formatKeyUri({ ...draft, issuer: `\ud800${issuer}\udfff` })));
        expect(draftOf(parseKeyUri(formatKeyUri(once)))).toEqual(once);
      }),
    );
  });

  test('any text is read or refused, and a refusal holds no secret', () => {
    const pieces = fc.constantFrom(
      'otpauth://',
      'totp',
      '/',
      '?',
      '&',
      'secret=',
      'MYSECRET',
      ':',
      '%3A',
      '=',
      '%',
      '#',
      ' ',
    );
    fc.assert(
      fc.property(fc.string({ unit: pieces, maxLength: 40 }), (tail) => {
        const parsed = parseKeyUri(`otpauth://totp/${tail}&secret=0MYSECRET`);
        if (!parsed.ok) expect(parsed.seen).not.toContain('0MYSECRET');
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20_000 }), (text) => {
        expect(typeof parseKeyUri(text).ok).toBe('boolean');
        expect(typeof parseKeyUri(`otpauth://totp/${text}`).ok).toBe('boolean');
      }),
      { numRuns: 200 },
    );
  });

  test.each(['%3A', '%E9', '#', ' ', '=', '&', ':', '%3D', 'otpauth://', '&a=', '\u202e'])(
    '20,000 characters of %j do not make it slow',
    (piece) => {
      const text = `otpauth://totp/${piece.repeat(16_000 / piece.length)}`;
      const startedMs = performance.now();
      parseKeyUri(text);
      parseKeyUri(`${text}x`);
      parseKeyUri(`otpauth://totp/?secret=${text}x`);
      expect(performance.now() - startedMs).toBeLessThan(500);
    },
  );
});
