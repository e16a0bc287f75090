/** Proves each decision on reading Key URIs: names, secret, parameters, Steam, and refusals that tell nothing. */
import { describe, expect, test } from 'vitest';
import { type AccountDraft, COUNTER_MAX, NAME_LENGTH_MAX } from '../../electron/otp/account.ts';
import { encodeBase32 } from '../../electron/otp/base32.ts';
import { type ParsedKeyUri, parseKeyUri } from '../../electron/otp/key-uri.ts';

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DP';

function draftOf(parsed: ParsedKeyUri): AccountDraft {
  if (!parsed.ok) throw new Error(`refused: ${parsed.reason}`);
  return parsed.draft;
}

const read = (label: string, parameters = '') =>
  parseKeyUri(`otpauth://totp/${label}?secret=${SECRET}${parameters}`);
const namesOf = (parsed: ParsedKeyUri) => {
  const { issuer, accountName } = draftOf(parsed);
  return [issuer, accountName];
};
const warningsIn = (parsed: ParsedKeyUri) => (parsed.ok ? parsed.warnings : parsed.reason);

describe('issuer and account name', () => {
  test.each([
    ['label alone is the account', 'alice', '', ['', 'alice']],
    ['prefix is the issuer', 'Example:alice@example.com', '', ['Example', 'alice@example.com']],
    ['encoded colon separates too', 'Example%3Aalice', '', ['Example', 'alice']],
    ['a literal colon goes before an encoded one', 'a%3Ab:c%3Ad', '', ['a:b', 'c:d']],
    ['parameter without prefix', 'alice', '&issuer=Example', ['Example', 'alice']],
    ['parameter equal to prefix, case ignored', 'EXAMPLE:alice', '&issuer=Example', ['Example', 'alice']],
    ['issuer that holds a colon', 'Text%3A%20More:me', '&issuer=Text%3A%20More', ['Text: More', 'me']],
    ['different prefix keeps the label whole', 'Tenant:me', '&issuer=Microsoft', ['Microsoft', 'Tenant:me']],
    ['spaces around the colon', 'Example:%20%20alice', '&issuer=Example', ['Example', 'alice']],
    ['raw spaces', 'Mongo Atlas:Acc !@#444', '&issuer=Mongo Atlas', ['Mongo Atlas', 'Acc !@#444']],
    ['empty prefix', ':alice', '', ['', 'alice']],
    ['blank issuer parameter', '%20:alice', '&issuer=%20', ['', 'alice']],
    ['further colons stay in the account', 'Matrix:@me:matrix.org', '', ['Matrix', '@me:matrix.org']],
    ['colon at the end', 'Blizzard:EU-1:', '', ['Blizzard', 'EU-1:']],
    ['"#" is no fragment', 'user#EXT#@example.com', '', ['', 'user#EXT#@example.com']],
    ['"+" is literal in the label', 'me+tag@example.com', '', ['', 'me+tag@example.com']],
    ['"+" is a space in a parameter', 'me', '&issuer=Big+Co', ['Big Co', 'me']],
    ['broken percent-encoding stays as it is', '50%ZZ%E9', '', ['', '50%ZZ%E9']],
    ['first duplicate wins', 'me', '&issuer=A&issuer=B', ['A', 'me']],
    ['parameter names in any case', 'me', '&ISSUER=A', ['A', 'me']],
    ['"null" is absent', 'me', '&issuer=null', ['', 'me']],
    ['control characters go', 'a%00b%1bc%0Ad', '', ['', 'abc d']],
    ['reordering marks go', 'pay%E2%80%AEpal', '&issuer=%E2%81%A6x', ['x', 'paypal']],
    ['joined emoji stay whole', '%F0%9F%8F%B3%EF%B8%8F%E2%80%8D%F0%9F%8C%88', '', ['', '🏳️‍🌈']],
    ['unknown parameters are ignored', 'me', '&image=https%3A%2F%2Fexample.com%2Fa.png&lock=1', ['', 'me']],
  ])('%s', (_, label, parameters, names) => {
    expect(namesOf(read(label, parameters))).toEqual(names);
  });

  test('a period that lost its "&" behind the issuer is set apart; an issuer that is called so stays', () => {
    const glued = draftOf(read('me', '&issuer=Fooperiod=15'));
    expect(glued).toMatchObject({ issuer: 'Foo', accountName: 'me', otp: { periodSeconds: 15 } });
    expect(draftOf(read('me', '&issuer=Fooperiod%3D15'))).toMatchObject({
      issuer: 'Fooperiod=15',
      otp: { periodSeconds: 30 },
    });
  });

  test('tags are taken, all of them', () => {
    expect(draftOf(read('me', '&tags=a&TAGS=b+c&tags=')).tags).toEqual(['a', 'b c']);
    expect(draftOf(read('me'))).not.toHaveProperty('tags');
  });

  test('no label at all is said', () => {
    for (const uri of [`otpauth://totp?secret=${SECRET}`, `otpauth://totp/?secret=${SECRET}`]) {
      expect(namesOf(parseKeyUri(uri))).toEqual(['', '']);
      expect(warningsIn(parseKeyUri(uri))).toEqual(['no-name']);
    }
  });

  test('a different prefix is said', () => {
    expect(warningsIn(read('Tenant:me', '&issuer=Microsoft'))).toEqual(['issuer-differs']);
    expect(warningsIn(read('Microsoft:me', '&issuer=Microsoft'))).toEqual([]);
  });

  test('a long name is cut without cutting a character in two, and said', () => {
    const parsed = read(`${'a'.repeat(NAME_LENGTH_MAX - 1)}%F0%9F%98%80`);
    expect(namesOf(parsed)).toEqual(['', 'a'.repeat(NAME_LENGTH_MAX - 1)]);
    expect(warningsIn(parsed)).toEqual(['name-shortened']);
  });
});

describe('parameters', () => {
  test('defaults: SHA1, 6 digits, 30 seconds', () => {
    expect(draftOf(read('me')).otp).toMatchObject({
      type: 'totp',
      algorithm: 'SHA1',
      digits: 6,
      periodSeconds: 30,
    });
    expect(draftOf(read('me', '&algorithm=&digits=&period=')).otp).toEqual(draftOf(read('me')).otp);
  });

  test.each([
    ['SHA1', 'SHA1'],
    ['sha-1', 'SHA1'],
    ['HmacSHA256', 'SHA256'],
    ['HMAC-SHA-512', 'SHA512'],
    ['Algorithm.sha1', 'SHA1'],
    ['sha256', 'SHA256'],
  ])('algorithm %s is %s', (text, algorithm) => {
    expect(draftOf(read('me', `&algorithm=${text}`)).otp).toMatchObject({ algorithm });
  });

  test.each(['MD5', 'SHA224', 'SHA384', 'SHA3-256', 'SHA128', 'SHA', 'RC4', 'CUSTOM'])(
    'algorithm %s is refused, never guessed, and the account is named',
    (algorithm) => {
      expect(read('me', `&algorithm=${algorithm}`)).toEqual({
        ok: false,
        reason: 'unknown-algorithm',
        seen: 'me',
      });
    },
  );

  test.each([1, 3, 4, 5, 9, 10])('%d digits are taken and said', (digits) => {
    expect(draftOf(read('me', `&digits=${digits}`)).otp).toMatchObject({ digits });
    expect(warningsIn(read('me', `&digits=${digits}`))).toEqual(['unusual-digits']);
  });

  test.each(['0', '11', '-6', '6.5', 'six', '0x6', '1e1'])('digits=%s is refused', (digits) => {
    expect(read('me', `&digits=${digits}`)).toMatchObject({ ok: false, reason: 'bad-digits' });
  });

  test('periods: 1 to 2,147,483,647 seconds, unusual ones said', () => {
    for (const [period, warnings] of [
      [15, []],
      [60, []],
      [1, ['unusual-period']],
      [3600, ['unusual-period']],
      [2_147_483_647, ['unusual-period']],
    ] as const) {
      const parsed = read('me', `&period=${period}`);
      expect(draftOf(parsed).otp).toMatchObject({ periodSeconds: period });
      expect(warningsIn(parsed)).toEqual(warnings);
    }
  });

  test.each(['0', '-30', '2147483648', 'test', '30s'])('period=%s is refused', (period) => {
    expect(read('me', `&period=${period}`)).toMatchObject({ ok: false, reason: 'bad-period' });
  });

  test('a counter-based account ignores the period', () => {
    const parsed = parseKeyUri(`otpauth://hotp/me?secret=${SECRET}&counter=42&period=-1`);
    expect(draftOf(parsed).otp).toMatchObject({ type: 'hotp', counter: 42 });
  });

  test('a missing counter is 0, and said', () => {
    const parsed = parseKeyUri(`otpauth://hotp/me?secret=${SECRET}`);
    expect(draftOf(parsed).otp).toMatchObject({ type: 'hotp', counter: 0 });
    expect(warningsIn(parsed)).toEqual(['counter-missing']);
  });

  test.each(['-1', String(COUNTER_MAX + 1), '18446744073709551615', '1.5'])(
    'counter=%s is refused',
    (counter) => {
      const parsed = parseKeyUri(`otpauth://hotp/me?secret=${SECRET}&counter=${counter}`);
      expect(parsed).toMatchObject({ ok: false, reason: 'bad-counter' });
    },
  );

  test('a short secret is taken and said; ten bytes (Azure) are not short', () => {
    expect(warningsIn(parseKeyUri('otpauth://totp/me?secret=abba'))).toEqual(['short-secret']);
    expect(warningsIn(parseKeyUri('otpauth://totp/me?secret=kq2cptvrzs6k6ggd'))).toEqual([]);
  });

  test('the secret may be grouped, lower case and padded', () => {
    const parsed = parseKeyUri('otpauth://totp/me?secret=jbsw y3dp+ehpk-3pxp%3D%3D==#\r\n');
    expect(encodeBase32(draftOf(parsed).otp.secret)).toBe('JBSWY3DPEHPK3PXP');
  });
});

describe('schemes and types', () => {
  test.each(['OTPAUTH://TOTP/me', 'apple-otpauth://totp/me', ' \n\ufeffotpauth://totp/me'])(
    '%j is read',
    (start) => {
      expect(draftOf(parseKeyUri(`${start}?secret=${SECRET}`)).otp.type).toBe('totp');
    },
  );

  test.each([
    ['otpauth://xotp/me?secret=JBSWY3DPEHPK3PXP', 'xotp'],
    ['otpauth://?secret=JBSWY3DPEHPK3PXP', ''],
    ['otpauth://JBSWY3DPEHPK3PXP', ''],
  ])('%s is an unknown type', (uri, seen) => {
    expect(parseKeyUri(uri)).toEqual({ ok: false, reason: 'unknown-type', seen });
  });
});

describe('accounts with a PIN', () => {
  test.each([
    ['motp://Issuer:User?secret=e3152afee62599c8', 'Issuer', 'User', ''],
    ['motp://Issuer:User?secret=E3152AFEE62599C8&pin=1234', 'Issuer', 'User', '1234'],
  ])('%s is Mobile-OTP, whose secret is text', (uri, issuer, accountName, pin) => {
    const draft = draftOf(parseKeyUri(uri));
    expect(draft).toMatchObject({ issuer, accountName, otp: { type: 'motp', pin } });
    expect(new TextDecoder().decode(draft.otp.secret)).toBe(/secret=(\w+)/.exec(uri)?.[1]);
  });

  test.each([
    ['otpauth://yaotp/user?secret=LA2V6KMCGYMWWVEW64RNP3JA3I', 16, ''],
    ['otpauth://yaotp/user?secret=LA2V6KMCGYMWWVEW64RNP3JA3I&pin_length=4', 16, ''],
    ['otpauth://yaotp/user?secret=LA2V6KMCGYMWWVEW64RNP3JA3IAAAAAAHTSG4HRZPI&pin=G42TQNQ', 26, '7586'],
  ])('%s is Yandex Key', (uri, length, pin) => {
    const draft = draftOf(parseKeyUri(uri));
    expect(draft).toMatchObject({ issuer: 'Yandex', accountName: 'user', otp: { type: 'yandex', pin } });
    expect(draft.otp.secret).toHaveLength(length);
  });

  test.each([
    ['motp://fail', 'no-secret'],
    ['otpauth://yaotp/user', 'no-secret'],
    ['otpauth://yaotp/user?secret=AAAAAAVSVVVVVVVVVSASVVVVVSSSDSD', 'bad-secret'],
  ])('%s is refused', (uri, reason) => {
    expect(parseKeyUri(uri)).toMatchObject({ ok: false, reason });
  });

  test('an issuer parameter without a value is none, as Ente writes it', () => {
    const parsed = parseKeyUri(`otpauth://totp/:account?digits=6&issuer&secret=${SECRET}`);
    expect(draftOf(parsed)).toMatchObject({ issuer: '', accountName: 'account' });
  });
});

describe('Steam Guard', () => {
  test.each([
    `otpauth://steam/Steam:me?secret=${SECRET}`,
    `otpauth://totp/Steam:me?secret=${SECRET}&digits=4`,
    `otpauth://totp/Steam:me?secret=${SECRET}&issuer=Steam`,
    `otpauth://totp/Valve:me?secret=${SECRET}&encoder=steam`,
    `otpauth://totp/Valve:me?secret=${SECRET}&steam`,
    `steam://${SECRET}`,
  ])('%s', (uri) => {
    const { otp } = draftOf(parseKeyUri(uri));
    expect(otp.type).toBe('steam');
    expect(encodeBase32(otp.secret)).toBe(SECRET);
  });

  test('an account name, a counter-based account and an explicit encoder are no sign of it', () => {
    expect(draftOf(read('Steam')).otp.type).toBe('totp');
    expect(draftOf(read('Steam:me', '&encoder=default')).otp.type).toBe('totp');
    expect(draftOf(parseKeyUri(`otpauth://hotp/Steam:me?secret=${SECRET}&counter=1`)).otp.type).toBe('hotp');
  });

  test('a steam:// link that starts a game is no account', () => {
    expect(parseKeyUri('steam://run/440')).toEqual({ ok: false, reason: 'other-text', seen: '' });
    expect(parseKeyUri('steam://')).toEqual({ ok: false, reason: 'no-secret', seen: '' });
  });
});

describe('refusals tell what was seen and never the secret', () => {
  test.each([
    ['otpauth://totp/Example:alice?secret=MYSECRET0189', 'bad-secret', 'Example: alice'],
    ['otpauth://totp/Example:alice', 'no-secret', 'Example: alice'],
    ['otpauth://totp/Example:alice?secret=', 'no-secret', 'Example: alice'],
    ['otpauth://totp/MYSECRET0189?secret=mysecret-0189', 'bad-secret', ''],
    ['otpauth://totp/x%3Fsecret%3DMYSECRET0189', 'no-secret', ''],
    ['otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&algorithm=MYSECRETMYSECRET', 'unknown-algorithm', 'x'],
    ['otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=MYSECRET', 'bad-digits', 'x'],
    [`otpauth://totp/x?secret=${'A'.repeat(20_000)}`, 'too-long', ''],
  ])('%.60s is %s', (uri, reason, seen) => {
    expect(parseKeyUri(uri)).toEqual({ ok: false, reason, seen });
  });
});
