/**
 * The few names and message shapes that are not calls of the contract: how ports are handed over and what main and
 * the vault process tell each other. Runs in main, preload and the vault process.
 * The rule: a password or the master key never travels here; the page's port carries those past main.
 */
import type { BackupMemory } from './earlier.ts';
import type { KeychainAnswer, KeychainRequest, PasswordMemory } from './key-messages.ts';

/** ipcMain channel of every call that main serves: (fullName, argument) → Result. */
export const CALL_CHANNEL = 'call';
/** The preload asks for its port to the vault process; main answers on the same channel with the port. */
export const VAULT_PORT_CHANNEL = 'vault-port';
/** Main → page: one Command. */
export const COMMAND_CHANNEL = 'command';

/** One call and its answer on the page's port. */
export interface PortRequest {
  readonly sequence: number;
  readonly fullName: string;
  readonly argument: unknown;
}
export interface PortAnswer {
  readonly sequence: number;
  readonly result: unknown;
}

/** Settings that the vault process goes by. */
export interface VaultSettings {
  /** 0 never. */
  readonly emptyBinDays: number;
  /** Where automatic backups go; null: none are made. */
  readonly backupFolder: string | null;
  /** How far codes are made ahead of this computer's clock, and until when by that clock; 0: not. */
  readonly clockCorrectionMs: number;
  readonly clockCorrectionUntilMs: number;
  readonly backupsKept: {
    readonly last: number;
    readonly days: number;
    readonly weeks: number;
    readonly months: number;
  };
}

/** An account as the tray's menu names it; the name may be empty. */
export interface TrayAccount {
  readonly id: string;
  readonly name: string;
}
/** What main asks for its tray, and the answer: nothing while locked. */
export type TrayQuestion = { readonly kind: 'accounts' } | { readonly kind: 'code'; readonly id: string };
export interface TrayAnswer {
  readonly accounts: readonly TrayAccount[];
  readonly code: TrayCode | null;
}
/** The code of the account that was clicked, and what follows it. */
export interface TrayCode {
  readonly code: string;
  readonly nextCode: string | null;
  /** Unix milliseconds; null where a code has no end. */
  readonly validUntilMs: number | null;
}

/** What the vault process must know at once. */
export interface VaultStart {
  readonly vaultPath: string;
  readonly lastSeenRevision: number;
  /** What trying the vault's password took when it was last open here (`workOf`); 0 when that is not known. */
  readonly lastSeenWork: number;
  readonly passwordMemory: PasswordMemory;
  /** The setting; 0 never. */
  readonly rehearsePasswordWeeks: number;
  readonly settings: VaultSettings;
  readonly backupMemory: BackupMemory;
}

/** What a person chose a place for; a grant is good for that alone. */
export type GrantPurpose = 'backup' | 'export' | 'import-report' | 'unread-records';

/** Main → vault process, over the process's own channel. Ports come along as the message's ports. */
export type ToVaultProcess =
  | ({ readonly kind: 'start' } & VaultStart)
  /** They were changed while the process runs. */
  | { readonly kind: 'settings'; readonly settings: VaultSettings }
  | { readonly kind: 'tray'; readonly sequence: number; readonly question: TrayQuestion }
  | { readonly kind: 'page-port' }
  | { readonly kind: 'backup-check-port' }
  | { readonly kind: 'keychain'; readonly sequence: number; readonly answer: KeychainAnswer }
  | {
      readonly kind: 'grant-file';
      readonly grant: string;
      readonly purpose: GrantPurpose;
      readonly path: string;
    }
  /** Finish the save that is running, if any, and end. */
  | { readonly kind: 'end' };

/** What main remembers of a vault that is open, to be wary of another in its place. */
export interface VaultSeen {
  readonly revision: number;
  /** As `lastSeenWork`. */
  readonly work: number;
}

/** Vault process → main. */
export type FromVaultProcess =
  /** The key is being derived: from here on there is something to lock. */
  | { readonly kind: 'opening' }
  | { readonly kind: 'not-opened' }
  | ({ readonly kind: 'unlocked' } & VaultSeen)
  | ({ readonly kind: 'saved' } & VaultSeen)
  /** A use was counted that no save has taken along yet. */
  | { readonly kind: 'used' }
  /** A counter gave a code: the one that other windows show is used up. */
  | { readonly kind: 'counted' }
  /** To be kept for the next start. */
  | { readonly kind: 'remember-backup'; readonly memory: BackupMemory }
  | { readonly kind: 'remember-password'; readonly memory: PasswordMemory }
  | { readonly kind: 'keychain'; readonly sequence: number; readonly request: KeychainRequest }
  | { readonly kind: 'tray'; readonly sequence: number; readonly answer: TrayAnswer }
  /** Fork a fresh process and send a port to it: a backup is about to be checked. */
  | { readonly kind: 'start-backup-check' }
  | { readonly kind: 'backup-check-done' };

/** What the first process asks of the fresh one that proves a backup, over the port between them. */
export interface BackupCheckRequest {
  readonly path: string;
  /** What a person types, or, for an automatic backup, what the vault's own slots hold. */
  readonly key: { readonly password: string } | { readonly masterKey: Uint8Array };
  /** Unix milliseconds at which every code is made. */
  readonly atMs: number;
}
