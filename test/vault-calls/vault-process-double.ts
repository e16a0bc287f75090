/**
 * The vault process without the process: its half of the contract over a real vault file, as the page asks it.
 * Tests only. The rule: what stands for main here (keychain, memory) keeps what main would keep, and no more.
 */
import path from 'node:path';
import type { VaultSettings } from '../../electron/ipc/channels.ts';
import { createClient } from '../../electron/ipc/client.ts';
import { vaultCalls } from '../../electron/ipc/contract.ts';
import { type BackupMemory, NO_BACKUP_MEMORY } from '../../electron/ipc/earlier.ts';
import type { Result } from '../../electron/ipc/failure.ts';
import { CodedError } from '../../electron/ipc/failure.ts';
import {
  type KeychainAnswer,
  type KeychainRequest,
  NO_PASSWORD_MEMORY,
  type PasswordMemory,
} from '../../electron/ipc/key-messages.ts';
import { serveCalls } from '../../electron/ipc/server.ts';
import { createAccountCalls } from '../../electron/vault-calls/accounts.ts';
import { createAutomaticBackups } from '../../electron/vault-calls/automatic-backups.ts';
import { createBackupCalls } from '../../electron/vault-calls/backup.ts';
import { answerBackupCheck, type BackupCheck } from '../../electron/vault-calls/backup-check.ts';
import { createBinCalls } from '../../electron/vault-calls/bin.ts';
import { createCodeCalls } from '../../electron/vault-calls/codes.ts';
import { createEarlierCalls } from '../../electron/vault-calls/earlier.ts';
import { createHistoryCalls } from '../../electron/vault-calls/history.ts';
import { createImportCalls } from '../../electron/vault-calls/import.ts';
import { createKeychainLink } from '../../electron/vault-calls/keychain-link.ts';
import { createKeyCalls } from '../../electron/vault-calls/keys.ts';
import { createPasswordGate } from '../../electron/vault-calls/password-gate.ts';
import { createReviews } from '../../electron/vault-calls/reviews.ts';
import { createVaultCalls } from '../../electron/vault-calls/vault.ts';
import { createVaultHolder } from '../../electron/vault-calls/vault-holder.ts';

export const VAULT_FILE = 'vault.halfminute';

/** Everything but the processes: the check runs `answerBackupCheck` as the fresh process would. */
export const directCheck: BackupCheck = {
  connect: () => {},
  run: async (request) => {
    const content = await answerBackupCheck(request);
    if (!content) throw new CodedError('backup-not-verified');
    return content;
  },
};

export type AskKeychain = (request: KeychainRequest) => KeychainAnswer | Promise<KeychainAnswer>;

const NO_KEYCHAIN: KeychainAnswer = {
  state: 'off',
  isOffered: false,
  prompt: 'none',
  key: null,
  isCancelled: false,
};

export interface DoubleOptions {
  readonly folder: string;
  readonly now: () => number;
  readonly steadyClock?: () => number;
  readonly lastSeenRevision?: number;
  readonly backupCheck?: BackupCheck;
  readonly memory?: PasswordMemory;
  readonly rehearsePasswordWeeks?: number;
  readonly keychain?: AskKeychain;
  readonly settings?: VaultSettings;
  readonly backupMemory?: BackupMemory;
  readonly batchMs?: number;
}

export const SETTINGS: VaultSettings = {
  emptyBinDays: 90,
  backupFolder: null,
  backupsKept: { last: 5, days: 7, weeks: 4, months: 12 },
};

export function startVaultProcessDouble({
  folder,
  now,
  steadyClock = now,
  lastSeenRevision = 0,
  backupCheck = directCheck,
  memory = NO_PASSWORD_MEMORY,
  rehearsePasswordWeeks = 4,
  keychain = () => NO_KEYCHAIN,
  settings = SETTINGS,
  backupMemory = NO_BACKUP_MEMORY,
  batchMs,
}: DoubleOptions) {
  const told: string[] = [];
  const unexpected: unknown[] = [];
  let remembered = memory;
  const gate = createPasswordGate({
    memory,
    now,
    steadyClock,
    remember: (next) => {
      remembered = next;
    },
    rehearsePasswordWeeks,
  });
  const link = createKeychainLink((sequence, request) =>
    // Over the process's channel, an answer never comes in the same turn.
    setImmediate(async () => link.answered(sequence, await keychain(structuredClone(request)))),
  );
  const holder = createVaultHolder({
    path: path.join(folder, VAULT_FILE),
    lastSeenRevision,
    gate,
    now,
    onOpening: () => told.push('opening'),
    onNotOpened: () => told.push('not opened'),
    emptyBinDays: () => settings.emptyBinDays,
    onUnlocked: (revision) => {
      told.push(`unlocked ${revision}`);
      automatic.resume();
    },
    onSaved: (revision) => {
      told.push(`saved ${revision}`);
      automatic.changed();
    },
  });
  const reviews = createReviews();
  let rememberedBackup = backupMemory;
  const automatic = createAutomaticBackups({
    folder: () => settings.backupFolder,
    retention: () => settings.backupsKept,
    session: () => (holder.isUnlocked() ? holder.session() : null),
    check: backupCheck,
    now,
    memory: backupMemory,
    remember: (next) => {
      rememberedBackup = next;
    },
    ...(batchMs === undefined ? {} : { batchMs }),
  });
  const grants = new Map<string, string>();
  const answer = serveCalls(
    vaultCalls,
    {
      vault: createVaultCalls(holder, link),
      keys: createKeyCalls(holder, link),
      accounts: createAccountCalls(holder, reviews, now),
      bin: createBinCalls(holder),
      history: createHistoryCalls(holder),
      earlier: createEarlierCalls(holder, () => settings.backupFolder),
      codes: createCodeCalls(holder, now),
      backup: createBackupCalls({ holder, reviews, backupCheck, grants, now, automatic }),
      import: createImportCalls(holder, reviews),
    },
    (name, error) => unexpected.push([name, error]),
  );
  const page = createClient(vaultCalls, answer);
  return {
    page,
    grants,
    told,
    unexpected,
    holder,
    memory: () => remembered,
    automatic,
    backupMemory: () => rememberedBackup,
  };
}

export function value<Answer>(result: Result<Answer>): Answer {
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

export const failed = (code: string) => ({ ok: false, code });
