/**
 * The vault process without the process: its half of the contract over a real vault file, as the page asks it.
 * Tests only. The rule: what stands for main here (keychain, memory) keeps what main would keep, and no more.
 */
import path from 'node:path';
import type { FromVaultProcess, VaultSettings } from '../../electron/ipc/channels.ts';
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
import { answerBackupCheck, type BackupCheck } from '../../electron/vault-calls/backup-check.ts';
import { createPageServer } from '../../electron/vault-calls/page-server.ts';

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
  readonly bootClock?: () => number;
  readonly lastSeenRevision?: number;
  readonly lastSeenWork?: number;
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
  clockCorrectionMs: 0,
  clockCorrectionUntilMs: 0,
  backupsKept: { last: 5, days: 7, weeks: 4, months: 12 },
};

export function startVaultProcessDouble({
  folder,
  now,
  steadyClock = now,
  bootClock = now,
  lastSeenRevision = 0,
  lastSeenWork = 0,
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
  let seenWork = lastSeenWork;
  let rememberedBackup = backupMemory;
  const hear = (message: FromVaultProcess) => {
    if (message.kind === 'opening') told.push('opening');
    if (message.kind === 'not-opened') told.push('not opened');
    if (message.kind === 'unlocked') told.push(`unlocked ${message.revision}`);
    if (message.kind === 'saved') told.push(`saved ${message.revision}`);
    if (message.kind === 'unlocked' || message.kind === 'saved') seenWork = message.work;
    if (message.kind === 'remember-password') remembered = message.memory;
    if (message.kind === 'remember-backup') rememberedBackup = message.memory;
    if (message.kind === 'keychain') {
      const { sequence, request } = message;
      // Over the process's channel, an answer never comes in the same turn.
      setImmediate(async () => server.keychain.answered(sequence, await keychain(structuredClone(request))));
    }
  };
  const server = createPageServer({
    start: {
      vaultPath: path.join(folder, VAULT_FILE),
      lastSeenRevision,
      lastSeenWork,
      passwordMemory: memory,
      rehearsePasswordWeeks,
      settings,
      backupMemory,
    },
    tellMain: hear,
    backupCheck,
    now,
    steadyClock,
    bootClock,
    ...(batchMs === undefined ? {} : { batchMs }),
    onUnexpected: (name, error) => unexpected.push([name, error]),
  });
  return {
    page: createClient(vaultCalls, server.answer),
    grants: server.grants,
    told,
    unexpected,
    holder: server.holder,
    memory: () => remembered,
    seenWork: () => seenWork,
    automatic: server.automatic,
    uses: server.uses,
    tray: server.tray,
    changeSettings: server.changeSettings,
    backupMemory: () => rememberedBackup,
  };
}

export function value<Answer>(result: Result<Answer>): Answer {
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

export const failed = (code: string) => ({ ok: false, code });
