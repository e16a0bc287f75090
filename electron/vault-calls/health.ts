/**
 * What is worth a look in a vault: weak secrets, doubles, accounts never confirmed, missing ways back in. Runs in the vault process.
 * The rule: each finding has one answer that a person can give, and none is guessed from the network.
 */
import type { HealthFinding, HealthKind } from '../ipc/contract.ts';
import type { Account } from '../otp/account.ts';
import { findDuplicates } from './duplicates.ts';
import { recoveryCodesLeft } from './extras.ts';

/** RFC 4226 section 4, R6: a shared secret has at least 128 bits. */
export const SECRET_BYTES_MIN = 16;

export interface HealthInput {
  readonly accounts: readonly Account[];
  /** Unix milliseconds of the last proved backup; null: never. */
  readonly lastBackupAtMs: number | null;
  /** Ways into the vault beside the password. */
  readonly otherKeyCount: number;
}

/** The findings, the gravest first. */
export function findHealth({
  accounts,
  lastBackupAtMs,
  otherKeyCount,
}: HealthInput): readonly HealthFinding[] {
  const which = (isFound: (account: Account) => boolean) => accounts.filter(isFound).map(({ id }) => id);
  const one = (kind: HealthKind, ids: readonly string[]): readonly HealthFinding[] =>
    ids.length === 0 ? [] : [{ kind, ids }];
  return [
    ...(otherKeyCount === 0 && accounts.length > 0 ? [{ kind: 'one-key', ids: [] } as const] : []),
    ...one(
      'not-backed-up',
      which(({ updatedAtMs }) => updatedAtMs > (lastBackupAtMs ?? 0)),
    ),
    ...findDuplicates(accounts),
    // Steam, mOTP and Yandex make their own secrets; nobody can ask them for longer ones.
    ...one(
      'short-secret',
      which(
        ({ otp }) => (otp.type === 'totp' || otp.type === 'hotp') && otp.secret.length < SECRET_BYTES_MIN,
      ),
    ),
    // Only a time-based code can be checked; the answer must not lead to where nothing can be confirmed.
    ...one(
      'never-verified',
      which(
        ({ otp, verifiedAtMs, useCount }) => otp.type === 'totp' && verifiedAtMs === null && useCount === 0,
      ),
    ),
    ...one(
      'no-recovery-codes',
      which((account) => (recoveryCodesLeft(account) ?? 0) === 0),
    ),
  ];
}
