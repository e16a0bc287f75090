/** Proves what is said about texts that are no Key URI, and that Key URIs are found inside any text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyForeignText, findKeyUris } from '../../electron/otp/foreign-text.ts';

describe('what a text is', () => {
  test.each([
    ['https://www.example.com/login?token=MYSECRET', 'web-address', 'www.example.com'],
    ['HTTP://user:MYSECRET@example.com:8080/#MYSECRET', 'web-address', 'example.com'],
    ['www.example.com/a', 'web-address', 'www.example.com'],
    ['https://', 'web-address', ''],
    ['https://s.team/q/1/2372462679780599330', 'steam-login', 's.team'],
    ['https://s.team.example.com/q', 'web-address', 's.team.example.com'],
    ['WIFI:T:WPA;S:home;P:MYSECRET;;', 'wifi', ''],
    ['phonefactor://activate_account?code=MYSECRET', 'microsoft-push', ''],
    ['BEGIN:VCARD\nVERSION:3.0\nEND:VCARD', 'contact', ''],
    ['MECARD:N:Doe,John;;', 'contact', ''],
    ['This is an example', 'other-text', ''],
    ['secret=MYSECRET', 'other-text', ''],
    ['', 'other-text', ''],
  ])('%j is %s', (text, reason, seen) => {
    expect(classifyForeignText(text)).toEqual({ reason, seen });
  });
});

describe('URIs inside a text', () => {
  const a = 'otpauth://totp/A:a?secret=JBSWY3DP';
  const b = 'otpauth://hotp/B:b?secret=JBSWY3DP&counter=1';
  const pages = 'otpauth-migration://offline?data=CiQK%3D';
  test.each([
    ['one', a, [a]],
    ['one a line, with CRLF and empty lines', `\r\n${a}\r\n\r\n  ${b}\r\n`, [a, b]],
    [
      'every scheme in any case',
      `OTPAUTH://x\napple-otpauth://y\nsteam://Z\nmotp://m`,
      ['OTPAUTH://x', 'apple-otpauth://y', 'steam://Z', 'motp://m'],
    ],
    ['after words', `QR-Code: ${pages}`, [pages]],
    ['inside a sentence', `Scan ${a}, then ${b}.`, [a, b]],
    ['in markup', `<a href="${a}">x</a> [y](${b})`, [a, b]],
    ['one after the other', `${a} ${b}`, [a, b]],
    [
      'raw spaces in the label of a line',
      'otpauth://totp/Mongo Atlas:Acc !@#444?issuer=Mongo Atlas&secret=NI4C',
      ['otpauth://totp/Mongo Atlas:Acc !@#444?issuer=Mongo Atlas&secret=NI4C'],
    ],
    [
      'raw spaces in a label after words',
      'Code: otpauth://totp/My Site:me?secret=NI4C now',
      ['otpauth://totp/My Site:me?secret=NI4C'],
    ],
    [
      'quotes in the label of a line',
      `otpauth://totp/x"y'z(1)?secret=NI4C`,
      [`otpauth://totp/x"y'z(1)?secret=NI4C`],
    ],
    ['comments are left out', `# ${a}\n${b}`, [b]],
    ['unless there is nothing else', `# ${a}`, [a]],
    ['a wrapped migration URI', `${pages}\nabc+/\n de==\n`, [`${pages}\nabc+/\n de==`]],
    ['a migration URI before other words', `${pages}\nNot base64!`, [pages]],
    ['other schemes', 'otpauth-test://x xotpauth://y https://example.com otpauth:/z', []],
    ['nothing', 'Lorem ipsum', []],
  ])('%s', (_, text, uris) => {
    expect(findKeyUris(text)).toEqual(uris);
  });

  test('at most 10,000', () => {
    expect(findKeyUris(`${a}\n`.repeat(10_001))).toHaveLength(10_000);
  });
});

describe('laws', () => {
  test('what is found is in the text', () => {
    const unit = fc.oneof(
      fc.constantFrom('otpauth://', 'steam://', '?', 'a=', ' ', '\n', '#', '"', ')'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 200 }), (text) => {
        for (const uri of findKeyUris(text)) expect(text).toContain(uri);
        expect(classifyForeignText(text).seen.length).toBeLessThanOrEqual(100);
      }),
      { numRuns: 500 },
    );
  });

  test.each(['otpauth://', '?a', ' ', '(', ')', 'a ', '\n#', 'otpauth-migration://', 'A\n', 'www.'])(
    '200,000 characters of %j do not make it slow',
    (piece) => {
      const startedMs = performance.now();
      const text = piece.repeat(200_000 / piece.length);
      findKeyUris(text);
      findKeyUris(`otpauth-migration://${text}!`);
      findKeyUris(`x otpauth://${text}!`);
      classifyForeignText(text);
      expect(performance.now() - startedMs).toBeLessThan(1500);
    },
  );
});
