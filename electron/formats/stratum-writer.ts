/**
 * Writes Stratum's backup (formerly Authenticator Pro) under a password. Runs in the vault process and under Node.
 * The rule: what Stratum's own check of an entry refuses is left out by name, for it would refuse the whole backup.
 * Format: https://github.com/stratumauth/app/blob/main/doc/BACKUP_FORMAT.md
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { OtpParameters } from '../otp/account.ts';
import { pictureType } from '../otp/account-extras.ts';
import { encodeBase32 } from '../otp/base32.ts';
import { sealGcm } from './aes.ts';
import { concat, toBase64, utf8 } from './bytes.ts';
import { argon2Key, requirePassword } from './kdf.ts';
import { STRATUM_ARGON2, STRATUM_STRONG_HEADER } from './stratum.ts';
import { type CannotHold, leaveOut, lostParts, type WritableAccount, type Writer } from './writing.ts';

const TYPES = { hotp: 1, totp: 2, motp: 3, steam: 4, yandex: 5 } as const;
const ALGORITHMS = { SHA1: 0, SHA256: 1, SHA512: 2 } as const;
/** Codes of 6 digits and more; 8 at most by counter, 10 by time. */
const DIGITS = { min: 6, hotpMax: 8 } as const;
/** In UTF-16 code units; Stratum cuts what is longer. */
const ISSUER_LENGTH_MAX = 32;
const USERNAME_LENGTH_MAX = 40;
const MOTP_SECRET_LENGTH_MIN = 16;
const PINS = { motp: { min: 4, max: 4 }, yandex: { min: 4, max: 16 } } as const;
/** It draws what it keeps as PNG. */
const PICTURES = ['image/png', 'image/jpeg'];
const SALT_BYTES = 16;
const ENCRYPTED = 'stratum-encrypted';

export const stratumBackup: Writer = {
  id: ENCRYPTED,
  app: 'Stratum (Authenticator Pro)',
  isEncrypted: true,
  fileName: 'stratum-encrypted.authpro',
  whatItCannotHold,
  identityOf: ({ otp }) => secretText(otp),
  async write(accounts, options) {
    const password = requirePassword(options, ENCRYPTED);
    const salt = new Uint8Array(randomBytes(SALT_BYTES));
    const key = await argon2Key(password, { ...STRATUM_ARGON2, salt }, options);
    const { nonce, ciphertext, tag } = sealGcm(key, utf8(JSON.stringify(backupOf(accounts))));
    return concat(STRATUM_STRONG_HEADER, salt, nonce, ciphertext, tag);
  },
};

function whatItCannotHold(account: WritableAccount): CannotHold {
  const { otp, issuer, accountName } = account;
  const digitsMax = otp.type === 'hotp' ? DIGITS.hotpMax : Number.POSITIVE_INFINITY;
  if ('digits' in otp && (otp.digits < DIGITS.min || otp.digits > digitsMax)) return leaveOut('digits');
  if (otp.type === 'motp' && !isMotpSecret(otp.secret)) return leaveOut('secret');
  if ('pin' in otp && (otp.pin.length < PINS[otp.type].min || otp.pin.length > PINS[otp.type].max))
    return leaveOut('pin');
  if (issuer === '' && accountName === '') return leaveOut('name');
  const names = namesOf(account);
  const hasSameName = names.issuer === issuer && (names.username ?? '') === accountName;
  const places = { tags: 'any', pictures: PICTURES } as const;
  return {
    leftOut: null,
    lost: [...(hasSameName ? [] : (['name'] as const)), ...lostParts(account, places)],
  };
}

/** Text of the length that it asks for; it takes spaces and dashes out. */
function isMotpSecret(secret: Uint8Array): boolean {
  const text = new TextDecoder().decode(secret);
  const isText = Buffer.compare(utf8(text), secret) === 0;
  return isText && text.length >= MOTP_SECRET_LENGTH_MIN && !/[\s-]/.test(text);
}

/** Shortened as it would, without halves of pairs; it wants an issuer, so a lone account name becomes one. */
function namesOf({ issuer, accountName }: WritableAccount) {
  const cut = (text: string, length: number) =>
    text
      .slice(0, length)
      .replace(/[\ud800-\udbff]$/, '')
      .trim();
  return issuer === ''
    ? { issuer: cut(accountName, ISSUER_LENGTH_MAX), username: null }
    : {
        issuer: cut(issuer, ISSUER_LENGTH_MAX),
        username: accountName === '' ? null : cut(accountName, USERNAME_LENGTH_MAX),
      };
}

function secretText({ type, secret }: OtpParameters): string {
  return type === 'motp' ? new TextDecoder().decode(secret) : encodeBase32(secret);
}

function backupOf(accounts: readonly WritableAccount[]) {
  const categories = new Map<string, string>();
  for (const tag of accounts.flatMap(({ tags = [] }) => tags)) {
    if (!categories.has(tag)) categories.set(tag, randomUUID().slice(0, 8));
  }
  const pictures = accounts.flatMap((account) => pictureOf(account) ?? []);
  const icons = new Map(pictures.map((bytes) => [pictureId(bytes), toBase64(bytes)]));
  return {
    Authenticators: accounts.map(authenticatorOf),
    Categories: [...categories].map(([Name, Id], Ranking) => ({ Id, Name, Ranking })),
    AuthenticatorCategories: accounts.flatMap(({ otp, tags = [] }, Ranking) =>
      tags.map((tag) => ({
        CategoryId: categories.get(tag),
        AuthenticatorSecret: secretText(otp),
        Ranking,
      })),
    ),
    CustomIcons: [...icons].map(([Id, Data]) => ({ Id, Data })),
  };
}

/** The account's picture, of a kind that Stratum takes; what it does not take is told as lost and must not go along. */
function pictureOf({ icon }: WritableAccount): Uint8Array | null {
  if (icon?.kind !== 'picture') return null;
  return PICTURES.includes(pictureType(icon.bytes) ?? '') ? icon.bytes : null;
}

/** Any short name will do, the same for the same picture. */
function pictureId(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 8);
}

function authenticatorOf(account: WritableAccount, Ranking: number) {
  const { otp } = account;
  const picture = pictureOf(account);
  const { issuer, username } = namesOf(account);
  return {
    Type: TYPES[otp.type],
    Icon: picture === null ? null : `@${pictureId(picture)}`,
    Issuer: issuer,
    Username: username,
    Secret: secretText(otp),
    Pin: 'pin' in otp ? otp.pin : null,
    Algorithm: 'algorithm' in otp ? ALGORITHMS[otp.algorithm] : 0,
    Digits: 'digits' in otp ? otp.digits : { steam: 5, motp: 6, yandex: 8 }[otp.type],
    Period: otp.type === 'totp' ? otp.periodSeconds : otp.type === 'motp' ? 10 : 30,
    Counter: otp.type === 'hotp' ? otp.counter : 0,
    CopyCount: 0,
    Ranking,
  };
}
