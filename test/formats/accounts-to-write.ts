/** Accounts of every kind and with awkward names, for the tests of writers. */
import type { WritableAccount } from '../../electron/formats/writing.ts';
import type { OtpParameters } from '../../electron/otp/account.ts';

export const PASSWORD = 'pässword 1';
export const NOW_MS = 1_700_000_000_000;

/** Different for every seed. */
export const secretOf = (seed: number, length = 20) =>
  Uint8Array.from({ length }, (_, index) => (seed * 31 + index * 7 + 1) % 256);

export const totp = (seed: number, more: Partial<Extract<OtpParameters, { type: 'totp' }>> = {}) =>
  ({
    type: 'totp',
    secret: secretOf(seed),
    algorithm: 'SHA1',
    digits: 6,
    periodSeconds: 30,
    ...more,
  }) as const;

export const hotp = (seed: number, more: Partial<Extract<OtpParameters, { type: 'hotp' }>> = {}) =>
  ({ type: 'hotp', secret: secretOf(seed), algorithm: 'SHA1', digits: 6, counter: 7, ...more }) as const;

const text = (value: string) => new TextEncoder().encode(value);

/** A PNG of one pixel. */
export const PICTURE = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  ),
);

/** One of every kind, each with its own secret. */
export const EVERY_KIND: readonly WritableAccount[] = [
  { issuer: 'Example', accountName: 'ann@example.com', otp: totp(1) },
  {
    issuer: 'Blue Bank',
    accountName: 'bob',
    otp: totp(2, { algorithm: 'SHA256', digits: 8, periodSeconds: 60 }),
  },
  { issuer: 'Counter Co', accountName: 'cid', otp: hotp(3, { algorithm: 'SHA512', digits: 7, counter: 41 }) },
  { issuer: 'Valve', accountName: 'dora', otp: { type: 'steam', secret: secretOf(4) } },
  {
    issuer: 'Motp',
    accountName: 'eve',
    otp: { type: 'motp', secret: text('e3152afee62599c8'), pin: '1234' },
  },
  { issuer: 'Yandex', accountName: 'fay', otp: { type: 'yandex', secret: secretOf(6, 16), pin: '7586' } },
];

/** Two that every format holds. */
export const PAIR = [
  { issuer: 'Example', accountName: 'ann@example.com', otp: totp(1) },
  { issuer: 'Blue Bank', accountName: 'bob', otp: totp(2, { digits: 8 }) },
] as const satisfies readonly WritableAccount[];

/** Names that separators, quotes and defaults of formats stumble over. */
export const AWKWARD_NAMES: readonly WritableAccount[] = [
  { issuer: '', accountName: 'only an account', otp: totp(10) },
  { issuer: 'Only an issuer', accountName: '', otp: totp(11) },
  { issuer: '', accountName: 'a:b', otp: totp(12) },
  { issuer: 'A: B', accountName: 'A: B:c', otp: totp(13) },
  { issuer: 'Steam', accountName: 'not Steam Guard', otp: totp(14) },
  { issuer: '=1+1, "quoted"', accountName: "l'été 100% & <b>#1</b>?", otp: totp(15) },
  { issuer: '銀行 🏦', accountName: 'ünïcödé+tag@example.com', otp: totp(16) },
];

/** With all that an account can carry. */
export const LOADED: WritableAccount = {
  issuer: 'Loaded',
  accountName: 'gil',
  otp: totp(20),
  tags: ['Work', 'Money, more'],
  note: 'first line\nsecond "line"',
  isPinned: true,
  icon: { kind: 'picture', bytes: PICTURE },
  recoveryCodes: [{ code: 'abcd-efgh', usedAtMs: null }],
};
