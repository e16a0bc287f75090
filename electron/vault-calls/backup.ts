/**
 * `backup.*` of the contract: write and prove a backup, open one, restore one. Runs in the vault process.
 * The rule: "written" is said only after a fresh process opened the file and made the same codes from it.
 */

import path from 'node:path';
import type { HandlersOf, vaultCalls } from '../ipc/contract.ts';
import { CodedError } from '../ipc/failure.ts';
import { type ReviewState, reviewDrafts } from '../otp/review.ts';
import { labelOfLine } from '../vault/account-record.ts';
import {
  codesAt,
  compareCodes,
  readBackup,
  readBackupWithRecoveryKey,
  writeBackup,
} from '../vault/backup.ts';
import { restoreEarlier } from '../vault/earlier-files.ts';
import type { OpenVault } from '../vault/format.ts';
import { refuseShortPassword } from '../vault/password-length.ts';
import type { OpenedBy } from '../vault/session.ts';
import { accountsOf, quarantinedOf, type Vault } from '../vault/vault.ts';
import { inspectVaultFile } from '../vault/vault-store.ts';
import { acceptedWork } from './accepted-work.ts';
import type { AutomaticBackups } from './automatic-backups.ts';
import type { BackupCheck } from './backup-check.ts';
import type { Grants } from './grants.ts';
import { recoveryKeyOf } from './recovery-texts.ts';
import type { Reviews } from './reviews.ts';
import type { VaultHolder } from './vault-holder.ts';

interface Parts {
  readonly holder: VaultHolder;
  readonly reviews: Reviews;
  readonly backupCheck: BackupCheck;
  readonly grants: Grants;
  readonly now: () => number;
  readonly automatic: AutomaticBackups;
}

/** A backup's accounts as candidates; records that cannot be read are named as problems. */
function reviewBackup(backup: Vault, open: Vault | null): ReviewState {
  const state = reviewDrafts(accountsOf(backup), open ? accountsOf(open) : []);
  const problems = quarantinedOf(backup).map(({ line }) => ({
    source: -1,
    reason: 'damaged-record' as const,
    seen: labelOfLine(line),
  }));
  return { ...state, problems };
}

export function createBackupCalls(parts: Parts): HandlersOf<typeof vaultCalls>['backup'] {
  const { holder, reviews, backupCheck, grants, now, automatic } = parts;
  const review = (backup: OpenVault, openedBy: OpenedBy) => {
    const open = holder.isUnlocked() ? holder.session().vault : null;
    return reviews.open({ state: reviewBackup(backup.vault, open), backup: { ...backup, openedBy } });
  };
  return {
    write: async ({ grant, vaultPassword, backupPassword }) => {
      const target = grants.take(grant, 'backup');
      if (backupPassword !== null) refuseShortPassword(backupPassword);
      await holder.checkPassword(vaultPassword);
      const password = backupPassword ?? vaultPassword;
      const session = holder.session();
      const { vault, sizeBytes } = await writeBackup(session, { path: target, password });
      const atMs = now();
      const content = await backupCheck.run({ path: target, key: { password }, atMs });
      const { matched, total } = compareCodes(codesAt(vault, atMs), content.codes);
      const quarantinedCount = quarantinedOf(vault).length;
      const isWhole =
        matched === total && content.codes.length === total && content.quarantinedCount === quarantinedCount;
      if (!isWhole) throw new CodedError('backup-not-verified');
      automatic.madeByHand();
      return {
        fileName: path.basename(target),
        sizeBytes,
        accountCount: total,
        matchedCount: matched,
        quarantinedCount,
      };
    },
    automatic: () => {
      holder.session();
      return automatic.state();
    },
    runAutomatic: async () => {
      holder.session();
      await automatic.run();
      return automatic.state();
    },
    open: async ({ bytes, password, isWorkAccepted }) =>
      review(await readBackup(bytes, password, acceptedWork(isWorkAccepted)), 'password'),
    openWithRecovery: async ({ bytes, texts }) =>
      review(readBackupWithRecoveryKey(bytes, await recoveryKeyOf(texts)), 'recovery-key'),
    restoreAsVault: async ({ reviewId, isOverDamaged }) => {
      const { backup } = reviews.get(reviewId);
      if (!backup) throw new CodedError('review-missing');
      holder.refuseIfUnlocked();
      const opened = await holder.unlockBy(async () => {
        const status = await inspectVaultFile(holder.path);
        if (status !== 'none' && !isOverDamaged) throw new CodedError('vault-exists');
        if (status === 'unreadable') throw new CodedError('vault-unreadable');
        return restoreEarlier(holder.place, backup, backup.openedBy);
      });
      reviews.close(reviewId);
      return opened;
    },
  };
}
