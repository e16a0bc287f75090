/**
 * Calls about backups. Runs in every process.
 * The rule: the page names a file by a grant that main gave for a person's choice, never by a path.
 */
import * as v from 'valibot';
import type { AutomaticBackupState } from '../earlier.ts';
import { call, fileBytes, id, isWorkAccepted, nothing, password, recoveryTexts } from './call.ts';
import type { Review } from './review.ts';
import type { VaultOpened } from './vault.ts';

export interface BackupWritten {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly accountCount: number;
  /** Accounts whose code, made from the written file in a fresh process, equals the live vault's. */
  readonly matchedCount: number;
  readonly quarantinedCount: number;
}

export const backupCalls = {
  /**
   * Writes to a file that main let the person choose (`grant`), reads it back in a fresh process and compares.
   * `backupPassword`: the backup's own; null where the vault's is to be its, too.
   */
  write: call<BackupWritten>()(
    v.strictObject({ grant: id, vaultPassword: password, backupPassword: v.nullable(password) }),
  ),
  automatic: call<AutomaticBackupState>()(nothing),
  /** Makes an automatic backup now and answers when it is proved or has failed: `failure` says which. */
  runAutomatic: call<AutomaticBackupState>()(nothing),
  /** Opens a backup and compares it with the open vault, if there is one. `unusual-work`. */
  open: call<Review>()(v.strictObject({ bytes: fileBytes, password, isWorkAccepted })),
  /** The same with the recovery key that the vault had when the backup was written. */
  openWithRecovery: call<Review>()(v.strictObject({ bytes: fileBytes, texts: recoveryTexts })),
  /**
   * Makes the opened backup this computer's vault, with the backup's password. Only where there is none, or with
   * `isOverDamaged`, chosen by a person who was told that the vault is damaged: what is there is then renamed aside.
   */
  restoreAsVault: call<VaultOpened>()(v.strictObject({ reviewId: id, isOverDamaged: v.boolean() })),
} as const;
