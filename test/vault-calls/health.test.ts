/** What is worth a look: each finding beside accounts that are in order. */
import { describe, expect, it } from 'vitest';
import { newAccount } from '../../electron/vault/vault.ts';
import { findHealth } from '../../electron/vault-calls/health.ts';
import { totp } from '../vault/vault-samples.ts';

const NOW_MS = 1_700_000_000_000;
const account = (issuer: string, secretByte: number, length = 20) =>
  newAccount(
    {
      ...totp('ada'),
      issuer,
      otp: {
        type: 'totp',
        secret: new Uint8Array(length).fill(secretByte),
        algorithm: 'SHA1',
        digits: 6,
        periodSeconds: 30,
      },
      verifiedAtMs: NOW_MS,
      recoveryCodes: [{ code: 'a1b2c3', usedAtMs: null }],
    },
    NOW_MS,
  );
const find = (
  accounts: ReturnType<typeof account>[],
  lastBackupAtMs: number | null = NOW_MS,
  otherKeyCount = 1,
) => findHealth({ accounts, lastBackupAtMs, otherKeyCount });

describe('findHealth', () => {
  it('finds nothing where all is well, and nothing in an empty vault', () => {
    expect(find([account('A', 1), account('B', 2)])).toEqual([]);
    expect(find([], null, 0)).toEqual([]);
  });

  it('finds secrets shorter than 128 bits', () => {
    const short = account('A', 1, 15);
    expect(find([short, account('B', 2, 16)])).toEqual([{ kind: 'short-secret', ids: [short.id] }]);
  });

  it('finds one secret in several accounts', () => {
    const both = [account('A', 1), account('B', 1)];
    expect(find([...both, account('C', 2)])).toEqual([
      { kind: 'same-secret', ids: both.map(({ id }) => id) },
    ]);
  });

  it('finds one name with two secrets', () => {
    const both = [account('GitHub', 1), account('github ', 2)];
    expect(find(both)).toEqual([{ kind: 'same-name', ids: both.map(({ id }) => id) }]);
  });

  it('finds what nobody has confirmed or used, and what has no recovery code left', () => {
    const one = { ...account('A', 1), verifiedAtMs: null, recoveryCodes: [{ code: 'a', usedAtMs: 1 }] };
    expect(find([one])).toEqual([
      { kind: 'never-verified', ids: [one.id] },
      { kind: 'no-recovery-codes', ids: [one.id] },
    ]);
    expect(find([{ ...one, useCount: 1 }]).map(({ kind }) => kind)).toEqual(['no-recovery-codes']);
  });

  it('asks to check no codes that cannot be checked', () => {
    const one = { ...account('A', 1), verifiedAtMs: null };
    const { secret } = one.otp;
    const hotp = { type: 'hotp', secret, algorithm: 'SHA1', digits: 6, counter: 0 } as const;
    const steam = { type: 'steam', secret } as const;
    expect(find([{ ...one, otp: hotp }])).toEqual([]);
    expect(find([{ ...one, otp: steam }])).toEqual([]);
  });

  it('finds what is in no backup, and a vault with one key', () => {
    const one = account('A', 1);
    expect(find([one], NOW_MS - 1, 0)).toEqual([
      { kind: 'one-key', ids: [] },
      { kind: 'not-backed-up', ids: [one.id] },
    ]);
    expect(find([one], null)).toEqual([{ kind: 'not-backed-up', ids: [one.id] }]);
  });
});
