/**
 * What calls about earlier files and automatic backups answer, and what main keeps about the latter. Types only, for every process.
 * The rule: no path: a file is named by an id, a folder by its last name.
 */
import type { FailureCode } from './failure.ts';

/** A whole earlier file that could stand in for the vault's. */
export interface EarlierFile {
  readonly fileId: string;
  /** `previous`: beside the vault. `old-format`: what an upgrade replaced. `backup`: an automatic one. */
  readonly kind: 'previous' | 'old-format' | 'backup';
  readonly atMs: number;
  readonly sizeBytes: number;
  /** What can be told without a key. Only a `sound` one is opened. */
  readonly state: 'sound' | 'damaged' | 'newer';
}

/** What one of them holds, for people who gave a key to it. */
export interface EarlierContent {
  readonly fileId: string;
  readonly revision: number;
  readonly accounts: readonly { readonly issuer: string; readonly accountName: string }[];
  readonly binnedCount: number;
  readonly quarantinedCount: number;
}

export interface AutomaticBackupState {
  /** Last part of the chosen folder's path; null: there are no automatic backups. */
  readonly folderName: string | null;
  /** When the last backup of any kind was proved; null: never. */
  readonly lastBackupAtMs: number | null;
  /** Since when there are changes that no backup holds; null: every change is in one. */
  readonly notBackedUpSinceMs: number | null;
  readonly isRunning: boolean;
  /** Why the last automatic one failed; stays until one succeeds. */
  readonly failure: FailureCode | null;
  readonly failedAtMs: number | null;
  /** Changes have been in no backup for 30 days, with or without a folder. */
  readonly isReminderDue: boolean;
}

/** What main remembers about backups between runs. Nothing secret. Times are Unix milliseconds; 0: never, or none. */
export interface BackupMemory {
  readonly lastBackupAtMs: number;
  readonly notBackedUpSinceMs: number;
  readonly failure: FailureCode | null;
  readonly failedAtMs: number;
}

export const NO_BACKUP_MEMORY: BackupMemory = {
  lastBackupAtMs: 0,
  notBackedUpSinceMs: 0,
  failure: null,
  failedAtMs: 0,
};
