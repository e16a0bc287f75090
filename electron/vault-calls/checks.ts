/**
 * `checks.*` of the contract: a code that differs, a clock that is off, accounts worth a look. Runs in the vault process.
 * The rule: judged by what is in the vault and what the person typed, with no network.
 */
import type { HandlersOf, vaultCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import type { TotpParameters } from '../otp/account.ts';
import { findDrift } from '../otp/clock-drift.ts';
import { explainCode } from '../otp/explain-code.ts';
import { KEYCHAIN_SLOT, RECOVERY_SLOT, randomKeySlotsOf } from '../vault/random-key-slot.ts';
import { accountOf, accountsOf, editAccount } from '../vault/vault.ts';
import type { AutomaticBackups } from './automatic-backups.ts';
import type { ClockWatch } from './clock-watch.ts';
import { findDuplicates } from './duplicates.ts';
import { findHealth } from './health.ts';
import type { VaultHolder } from './vault-holder.ts';

interface Parts {
  readonly holder: VaultHolder;
  readonly automatic: AutomaticBackups;
  readonly clockWatch: ClockWatch;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** How far codes are made ahead of that. */
  readonly clockCorrectionMs: () => number;
}

export function createCheckCalls(parts: Parts): HandlersOf<typeof vaultCalls>['checks'] {
  const { holder, automatic, clockWatch, now, clockCorrectionMs } = parts;
  /** @throws CodedError `account-missing` for another type, too: only time shifts a TOTP code. */
  const totpOf = (id: string): TotpParameters => {
    const { otp } = accountOf(holder.session().vault, id);
    if (otp.type !== 'totp') throw new CodedError('account-missing');
    return otp;
  };
  return {
    explain: ({ id, code }) => explainCode(totpOf(id), code, now() + clockCorrectionMs()),
    confirm: ({ id }) =>
      holder.saving((session) =>
        session.change((vault) => editAccount(vault, id, { verifiedAtMs: now() }, now()), 'edited'),
      ),
    clock: ({ readings }) => {
      const atMs = now();
      return findDrift(readings.map(({ id, code }) => ({ otp: totpOf(id), code, atMs })));
    },
    clockWatch: () => clockWatch.look(holder.session().vault),
    duplicates: () => findDuplicates(accountsOf(holder.session().vault)),
    health: () => {
      const { vault, slots } = holder.session();
      const otherKeys = ([RECOVERY_SLOT, KEYCHAIN_SLOT] as const).flatMap((type) =>
        randomKeySlotsOf(slots, type),
      );
      return findHealth({
        accounts: accountsOf(vault),
        lastBackupAtMs: automatic.state().lastBackupAtMs,
        otherKeyCount: otherKeys.length,
      });
    },
  };
}
