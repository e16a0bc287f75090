/**
 * The fake's automatic backups: a folder, a state, and a run that works. Runs in the page under test.
 * The rule: a failure stays until a run, as the contract says.
 */
import type { Authenticator, AutomaticBackupState } from '../../electron/ipc/contract.ts';
import { type FakeOptions, fine } from './fake-memory.ts';

const NO_BACKUPS: AutomaticBackupState = {
  folderName: null,
  lastBackupAtMs: null,
  notBackedUpSinceMs: null,
  isRunning: false,
  failure: null,
  failedAtMs: null,
  isReminderDue: false,
};

export interface FakeBackups {
  readonly calls: Pick<Authenticator['backup'], 'automatic' | 'runAutomatic'>;
  readonly files: Pick<Authenticator['files'], 'chooseBackupFolder' | 'forgetBackupFolder'>;
}

export function createFakeBackups({ automatic = {} }: FakeOptions): FakeBackups {
  let state = { ...NO_BACKUPS, ...automatic };
  return {
    calls: {
      automatic: async () => fine(state),
      runAutomatic: async () => {
        const lastBackupAtMs = Date.now();
        state = { ...NO_BACKUPS, folderName: state.folderName, lastBackupAtMs };
        return fine(state);
      },
    },
    files: {
      chooseBackupFolder: async () => {
        state = { ...state, folderName: 'Backups' };
        return fine({ folderName: 'Backups' });
      },
      forgetBackupFolder: async () => {
        state = { ...state, folderName: null };
        return fine(null);
      },
    },
  };
}
