/**
 * The fake's bin and history: what a vault without removed accounts and without a past answers. Runs in the page under test.
 * The rule: it imitates what the contract promises for such a vault, and nothing more.
 */
import type {
  Authenticator,
  AutomaticBackupState,
  FailureCode,
  Result,
} from '../../electron/ipc/contract.ts';

const fine = <Answer>(value: Answer): Result<Answer> => ({ ok: true, value });
const failed = (code: FailureCode) => ({ ok: false, code }) as const;

export const emptyBin: Authenticator['bin'] = {
  list: async () => fine([]),
  restore: async () => failed('account-missing'),
  empty: async () => failed('account-missing'),
};

export const emptyHistory: Authenticator['history'] = {
  list: async () => fine({ steps: [], hasMore: false, isChainWhole: true }),
  restore: async () => failed('moment-missing'),
  forget: async () => fine(null),
};

export const noEarlierFiles: Authenticator['earlier'] = {
  list: async () => fine([]),
  open: async () => failed('wrong-password'),
  openWithRecovery: async () => failed('wrong-recovery-key'),
  restore: async () => failed('earlier-file-missing'),
};

const noFolder: AutomaticBackupState = {
  folderName: null,
  lastBackupAtMs: null,
  notBackedUpSinceMs: null,
  isRunning: false,
  failure: null,
  failedAtMs: null,
  isReminderDue: false,
};

export const noAutomaticBackups: Pick<Authenticator['backup'], 'automatic' | 'runAutomatic'> = {
  automatic: async () => fine(noFolder),
  runAutomatic: async () => fine(noFolder),
};

/** The person cancels the dialog. */
export const noBackupFolder: Pick<Authenticator['files'], 'chooseBackupFolder' | 'forgetBackupFolder'> = {
  chooseBackupFolder: async () => fine(null),
  forgetBackupFolder: async () => fine(null),
};
