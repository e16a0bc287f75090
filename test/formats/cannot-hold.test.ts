/** What other apps' formats have no place for: named before writing, reason by reason. */
import { describe, expect, it } from 'vitest';
import { planExport } from '../../electron/formats/write-export.ts';
import type { WritableAccount } from '../../electron/formats/writing.ts';
import { EVERY_KIND, hotp, LOADED, PICTURE, secretOf, totp } from './accounts-to-write.ts';

const lost = (id: string, account: WritableAccount) => planExport(id, [account]).lessened[0]?.lost ?? [];
const leftOut = (id: string, otp: WritableAccount['otp'], names = { issuer: 'A', accountName: 'b' }) =>
  planExport(id, [{ ...names, otp }]).leftOut[0]?.reason ?? null;
/** Kinds that are left out, with the reason. */
const kinds = (id: string) =>
  planExport(id, EVERY_KIND).leftOut.map(({ account, reason }) => `${account.otp.type} ${reason}`);
const motp = (secret: string, pin = '1234') =>
  ({ type: 'motp', secret: new TextEncoder().encode(secret), pin }) as const;
const MOTP = motp('e3152afee62599c8');
const NAMELESS = { issuer: '', accountName: '' };
const withoutIssuer = { issuer: '', accountName: 'b', otp: totp(1) };

it('an unknown format is refused', () => {
  expect(() => planExport('paper-tape', EVERY_KIND)).toThrow(RangeError);
});

describe('Aegis', () => {
  it('holds every kind and all but recovery codes', () => {
    expect(kinds('aegis-encrypted')).toEqual([]);
    expect(lost('aegis-encrypted', LOADED)).toEqual(['recovery-codes']);
    expect(lost('aegis-plain', { ...LOADED, icon: { kind: 'mark', name: 'github' } })).toContain('icon');
  });

  it('has periods of 32 bits in milliseconds, and mOTP secrets as bytes', () => {
    expect(leftOut('aegis-plain', totp(1, { periodSeconds: 2_147_483 }))).toBeNull();
    expect(leftOut('aegis-plain', totp(1, { periodSeconds: 2_147_484 }))).toBe('period');
    expect(leftOut('aegis-plain', motp('E3152AFEE62599C8'))).toBe('secret');
    expect(leftOut('aegis-plain', motp('e3152afee62599c8', ''))).toBe('pin');
  });
});

describe('2FAS', () => {
  it('knows time, counter and Steam', () => {
    expect(kinds('2fas-encrypted')).toEqual(['motp type', 'yandex type']);
    expect(kinds('2fas-plain')).toEqual(['motp type', 'yandex type']);
  });

  it('has bounds for digits, periods and counters', () => {
    expect(leftOut('2fas-plain', totp(1, { digits: 5, periodSeconds: 90 }))).toBeNull();
    expect(leftOut('2fas-plain', totp(1, { digits: 4 }))).toBe('digits');
    expect(leftOut('2fas-plain', totp(1, { digits: 9 }))).toBe('digits');
    expect(leftOut('2fas-plain', totp(1, { periodSeconds: 45 }))).toBe('period');
    expect(leftOut('2fas-plain', hotp(1, { counter: 2 ** 31 - 1 }))).toBeNull();
    expect(leftOut('2fas-plain', hotp(1, { counter: 2 ** 31 }))).toBe('counter');
    expect(leftOut('2fas-plain', totp(1), NAMELESS)).toBe('name');
  });

  it('has one group, and wants a name', () => {
    expect(lost('2fas-plain', LOADED)).toEqual(['more-tags', 'note', 'icon', 'pinned', 'recovery-codes']);
    expect(lost('2fas-plain', withoutIssuer)).toEqual(['name']);
  });
});

describe('Ente', () => {
  it('knows time, counter and Steam, and holds tags and notes', () => {
    expect(kinds('ente-encrypted')).toEqual(['motp type', 'yandex type']);
    expect(lost('ente-encrypted', LOADED)).toEqual(['icon', 'recovery-codes']);
  });
});

describe('Stratum', () => {
  const id = 'stratum-encrypted';

  it('knows every kind, and holds tags and pictures', () => {
    expect(kinds(id)).toEqual([]);
    expect(lost(id, LOADED)).toEqual(['note', 'pinned', 'recovery-codes']);
  });

  it('shortens names, and wants an issuer', () => {
    expect(lost(id, { issuer: 'i'.repeat(32), accountName: 'a'.repeat(40), otp: totp(1) })).toEqual([]);
    expect(lost(id, { issuer: 'i'.repeat(33), accountName: 'a', otp: totp(1) })).toEqual(['name']);
    expect(lost(id, { issuer: 'i', accountName: 'a'.repeat(41), otp: totp(1) })).toEqual(['name']);
    expect(lost(id, withoutIssuer)).toEqual(['name']);
    expect(leftOut(id, totp(1), NAMELESS)).toBe('name');
  });

  it('has bounds for digits, secrets and PINs', () => {
    expect(leftOut(id, totp(1, { digits: 10 }))).toBeNull();
    expect(leftOut(id, hotp(1, { digits: 9 }))).toBe('digits');
    expect(leftOut(id, totp(1, { digits: 5 }))).toBe('digits');
    expect(leftOut(id, motp('fifteen letters'))).toBe('secret');
    expect(leftOut(id, motp('with-sixteen-and-dashes'))).toBe('secret');
    expect(leftOut(id, motp('e3152afee62599c8', '123'))).toBe('pin');
    expect(leftOut(id, { type: 'yandex', secret: secretOf(1, 16), pin: '1'.repeat(17) })).toBe('pin');
  });

  it('tells accounts apart by their secret, so the second of two is named', () => {
    const twins = [totp(5), totp(5, { digits: 8 }), totp(6)].map((otp, index) => ({
      issuer: 'Twin',
      accountName: String(index),
      otp,
    }));
    const { held, leftOut: left } = planExport(id, twins);
    expect(held.map(({ accountName }) => accountName)).toEqual(['0', '2']);
    expect(left.map(({ account, reason }) => [account.accountName, reason])).toEqual([['1', 'same-secret']]);
  });
});

describe('Bitwarden', () => {
  it('makes codes by time and for Steam only', () => {
    expect(kinds('bitwarden-plain')).toEqual(['hotp type', 'motp type', 'yandex type']);
    expect(lost('bitwarden-plain', LOADED)).toEqual(['more-tags', 'icon', 'recovery-codes']);
    expect(lost('bitwarden-plain', withoutIssuer)).toEqual(['name']);
    expect(leftOut('bitwarden-plain', totp(1), NAMELESS)).toBe('name');
  });
});

describe('Google Authenticator', () => {
  const id = 'google-migration';

  it('knows 30 seconds, six or eight digits, and counters', () => {
    expect(kinds(id)).toEqual(['totp period', 'hotp digits', 'steam type', 'motp type', 'yandex type']);
    expect(leftOut(id, totp(1, { algorithm: 'SHA512', digits: 8 }))).toBeNull();
    expect(leftOut(id, hotp(1, { counter: Number.MAX_SAFE_INTEGER }))).toBeNull();
    expect(leftOut(id, totp(1, { digits: 7 }))).toBe('digits');
    expect(leftOut(id, totp(1, { periodSeconds: 60 }))).toBe('period');
  });

  it('holds no more than a code does', () => {
    const long = { issuer: '銀'.repeat(256), accountName: 'b' };
    expect(leftOut(id, totp(1), long)).toBe('too-long');
  });
});

describe('lists of Key URIs', () => {
  it('have no place for what is not in a Key URI', () => {
    const nothingElse = ['tags', 'note', 'icon', 'pinned', 'recovery-codes'];
    for (const id of ['otpauth-uri-list', 'age', 'qr-codes']) expect(lost(id, LOADED)).toEqual(nothingElse);
    expect(lost('csv', LOADED)).toEqual(['more-tags', 'icon', 'pinned', 'recovery-codes']);
    expect(
      lost('csv', { ...LOADED, tags: ['one'], icon: { kind: 'picture', bytes: PICTURE } }),
    ).not.toContain('more-tags');
  });

  it('cannot say every secret', () => {
    expect(leftOut('otpauth-uri-list', motp('not hexadecimal'))).toBeNull();
    expect(leftOut('otpauth-uri-list', motp(' a space in front'))).toBe('no-key-uri');
    expect(leftOut('otpauth-uri-list', { ...MOTP, secret: Uint8Array.of(0xff, 0xfe) })).toBe('no-key-uri');
  });

  it('are as long as they are, but for QR codes', () => {
    const long = { issuer: '銀'.repeat(200), accountName: '行'.repeat(200) };
    expect(leftOut('otpauth-uri-list', totp(1), long)).toBeNull();
    expect(leftOut('qr-codes', totp(1), long)).toBe('too-long');
  });
});
