/**
 * Writes 2FAS's .2fas backup, plain or encrypted, as schema 4. Runs in the vault process and under Node.
 * The rule: 2FAS takes a backup whole or not at all, so an account that it would refuse never gets into one.
 * Format: https://github.com/twofas/2fas-android (data/services, `BackupContent.kt` and `BackupService.kt`)
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { encodeBase32 } from '../otp/base32.ts';
import { sealGcm } from './aes.ts';
import { concat, toBase64, utf8 } from './bytes.ts';
import { pbkdf2Key, requirePassword } from './kdf.ts';
import { TWO_FAS_PBKDF2_ITERATIONS } from './two-fas.ts';
import { type CannotHold, leaveOut, lostParts, type WritableAccount, type Writer } from './writing.ts';

const SCHEMA_VERSION = 4;
const SALT_BYTES = 256;
const DIGITS = { min: 5, max: 8 } as const;
const PERIODS_SECONDS: readonly number[] = [10, 30, 60, 90];
/** A 32-bit integer there. */
const COUNTER_MAX = 2 ** 31 - 1;
/** What 2FAS seals beside the services and opens first, to tell a wrong password. Public, the same in every backup. */
const REFERENCE =
  'tRViSsLKzd86Hprh4ceC2OP7xazn4rrt4xhfEUbOjxLX8Rc3mkISXE0lWbmnWfggogbBJhtYgpK6fMl1D6mtsy92R3HkdGfwuXbzLebqVFJsR7IZ2w58t938iymwG4824igYy1wi6n2WDpO1Q1P69zwJGs2F5a1qP4MyIiDSD7NCV2OvidXQCBnDlGfmz0f1BQySRkkt4ryiJeCjD2o4QsveJ9uDBUn8ELyOrESv5R5DMDkD4iAF8TXU7KyoJujd';
const ENCRYPTED = '2fas-encrypted';

export const twoFasPlain: Writer = {
  id: '2fas-plain',
  app: '2FAS',
  isEncrypted: false,
  fileName: '2fas-plain.2fas',
  whatItCannotHold,
  async write(accounts, { nowMs }) {
    const groups = groupsOf(accounts);
    const services = servicesOf(accounts, groups, nowMs);
    return utf8(JSON.stringify({ ...backupOf(groups, nowMs), services }));
  },
};

export const twoFasEncrypted: Writer = {
  id: ENCRYPTED,
  app: '2FAS',
  isEncrypted: true,
  fileName: '2fas-encrypted.2fas',
  whatItCannotHold,
  async write(accounts, options) {
    const password = requirePassword(options, ENCRYPTED);
    const groups = groupsOf(accounts);
    const salt = new Uint8Array(randomBytes(SALT_BYTES));
    const parameters = { hash: 'sha256', salt, iterations: TWO_FAS_PBKDF2_ITERATIONS, keyBytes: 32 } as const;
    const key = await pbkdf2Key(password, parameters, options);
    const seal = (text: string) => {
      const { ciphertext, tag, nonce } = sealGcm(key, utf8(text));
      return [concat(ciphertext, tag), salt, nonce].map(toBase64).join(':');
    };
    const services = JSON.stringify(servicesOf(accounts, groups, options.nowMs));
    const sealed = { services: [], servicesEncrypted: seal(services), reference: seal(REFERENCE) };
    return utf8(JSON.stringify({ ...backupOf(groups, options.nowMs), ...sealed }));
  },
};

function whatItCannotHold(account: WritableAccount): CannotHold {
  const { otp, issuer, accountName } = account;
  if (otp.type === 'motp' || otp.type === 'yandex') return leaveOut('type');
  if ('digits' in otp && (otp.digits < DIGITS.min || otp.digits > DIGITS.max)) return leaveOut('digits');
  if (otp.type === 'totp' && !PERIODS_SECONDS.includes(otp.periodSeconds)) return leaveOut('period');
  if (otp.type === 'hotp' && otp.counter > COUNTER_MAX) return leaveOut('counter');
  // The app makes no account without a name.
  if (issuer === '' && accountName === '') return leaveOut('name');
  const movedName = issuer === '' ? (['name'] as const) : [];
  return { leftOut: null, lost: [...movedName, ...lostParts(account, { tags: 'one' })] };
}

type Groups = ReadonlyMap<string, string>;

function groupsOf(accounts: readonly WritableAccount[]): Groups {
  const names = new Set(accounts.flatMap(({ tags = [] }) => tags.slice(0, 1)));
  return new Map([...names].map((name) => [name, randomUUID()]));
}

function backupOf(groups: Groups, nowMs: number) {
  return {
    groups: [...groups].map(([name, id]) => ({ id, name, isExpanded: true, updatedAt: nowMs })),
    updatedAt: nowMs,
    schemaVersion: SCHEMA_VERSION,
    appVersionCode: 0,
    appVersionName: '',
    appOrigin: 'android',
  };
}

function servicesOf(accounts: readonly WritableAccount[], groups: Groups, nowMs: number) {
  return accounts.map(({ issuer, accountName, otp, tags = [] }, position) => ({
    name: issuer === '' ? accountName : issuer,
    secret: encodeBase32(otp.secret),
    updatedAt: nowMs,
    serviceTypeID: null,
    otp: {
      link: null,
      label: accountName,
      account: accountName,
      issuer,
      digits: 'digits' in otp ? otp.digits : 5,
      period: otp.type === 'totp' ? otp.periodSeconds : 30,
      algorithm: 'algorithm' in otp ? otp.algorithm : 'SHA1',
      counter: otp.type === 'hotp' ? otp.counter : null,
      tokenType: otp.type.toUpperCase(),
      source: 'Manual',
    },
    order: { position },
    badge: null,
    icon: null,
    groupId: groups.get(tags[0] ?? '') ?? null,
  }));
}
