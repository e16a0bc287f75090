/**
 * What a fake keeps: options of the test, the vault as a value, undo. Runs in the page under test.
 * The rule: state survives a reload in sessionStorage, as a vault file would.
 */
import type {
  BatchView,
  DisplayPicture,
  FailureCode,
  KeysState,
  Result,
  Settings,
  VaultNotice,
  VaultOpened,
  VaultStatus,
} from '../../electron/ipc/contract.ts';
import { type FakeAccount, fakeAccount, newId } from './fake-vault.ts';

export interface FakeOptions {
  readonly status?: VaultStatus;
  readonly password?: string;
  readonly accounts?: readonly Partial<FakeAccount>[];
  readonly settings?: Partial<Settings>;
  readonly quarantined?: readonly string[];
  /** Answers these calls with a failure, by full name. */
  readonly failures?: { readonly [fullName: string]: FailureCode };
  readonly displays?: readonly DisplayPicture[];
  readonly links?: readonly string[];
  readonly batches?: readonly BatchView[];
  readonly isSupportedElectron?: boolean;
  /** Accounts whose code differs after a backup. */
  readonly mismatchCount?: number;
  readonly isOlder?: boolean;
  readonly keys?: Partial<KeysState>;
  readonly notices?: readonly VaultNotice[];
  readonly retryAfterMs?: number;
}

export interface Saved {
  status: VaultStatus;
  password: string;
  accounts: FakeAccount[];
  settings: Settings;
}

const MEMORY = 'fake-vault';

const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  clipboardClearSeconds: 30,
  autoLockMinutes: 5,
  lockOnScreenLock: true,
  lockOnSuspend: true,
  lockOnMinimise: false,
  nextCodeSeconds: 5,
  rehearsePasswordWeeks: 4,
  emptyBinDays: 90,
  backupKeepLast: 5,
  backupKeepDays: 7,
  backupKeepWeeks: 4,
  backupKeepMonths: 12,
};

function load(options: FakeOptions): Saved {
  const stored = sessionStorage.getItem(MEMORY);
  if (stored) return JSON.parse(stored) as Saved;
  return {
    status: options.status ?? 'none',
    password: options.password ?? 'correct horse',
    accounts: (options.accounts ?? []).map(fakeAccount),
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
  };
}

export const fine = <Answer>(value: Answer): Result<Answer> => ({ ok: true, value });
export const failed = (code: FailureCode) => ({ ok: false, code }) as const;

export interface FakeMemory {
  readonly saved: Saved;
  readonly save: () => void;
  /** Replaces the accounts and says how to take it back. */
  readonly change: (accounts: FakeAccount[]) => string;
  /** Puts back what was there before that change; false when there is nothing to undo. */
  readonly undo: (undoId: string) => boolean;
  /** What unlocking answers. */
  readonly open: () => Result<VaultOpened>;
}

export function createMemory(options: FakeOptions): FakeMemory {
  const saved = load(options);
  const undos = new Map<string, FakeAccount[]>();
  const save = () => sessionStorage.setItem(MEMORY, JSON.stringify(saved));
  const change = (accounts: FakeAccount[]): string => {
    const undoId = newId();
    undos.set(undoId, saved.accounts);
    saved.accounts = accounts;
    save();
    return undoId;
  };
  return {
    saved,
    save,
    change,
    undo: (undoId) => {
      const before = undos.get(undoId);
      if (before) change(before);
      return before !== undefined;
    },
    open: () => {
      saved.status = 'unlocked';
      save();
      return fine({
        accountCount: saved.accounts.length,
        quarantinedCount: options.quarantined?.length ?? 0,
        notices: [
          ...(options.isOlder ? (['older-than-last-seen'] as const) : []),
          ...(options.notices ?? []),
        ],
      });
    },
  };
}
