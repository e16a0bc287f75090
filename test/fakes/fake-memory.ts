/**
 * What a fake keeps: options of the test, the vault as a value, undo. Runs in the page under test.
 * The rule: state survives a reload in sessionStorage, as a vault file would.
 */
import { DEFAULT_SETTINGS } from '../../electron/ipc/calls/platform.ts';
import type {
  AutomaticBackupState,
  BatchView,
  ChangeWhat,
  DisplayPicture,
  FailureCode,
  HistoryStep,
  KeysState,
  MergeView,
  PaperMade,
  PaperView,
  Result,
  ScreenAccess,
  Settings,
  ShortcutState,
  VaultNotice,
  VaultOpened,
  VaultStatus,
  WindowView,
} from '../../electron/ipc/contract.ts';
import type { FakeChecksOptions } from './fake-checks.ts';
import type { FakeLogin } from './fake-login.ts';
import { stepOf } from './fake-steps.ts';
import { type FakeAccount, fakeAccount, newId } from './fake-vault.ts';

export interface FakeOptions extends FakeChecksOptions {
  readonly status?: VaultStatus;
  readonly password?: string;
  readonly accounts?: readonly Partial<FakeAccount>[];
  readonly settings?: Partial<Settings>;
  readonly quarantined?: readonly string[];
  /** Answers these calls with a failure, by full name. */
  readonly failures?: { readonly [fullName: string]: FailureCode };
  readonly displays?: readonly DisplayPicture[];
  readonly windows?: readonly WindowView[];
  /** One answer for each time that is asked; the last stays. */
  readonly access?: readonly ScreenAccess[];
  readonly shortcut?: ShortcutState;
  /** What the system says to starting at login; it agrees when left out. */
  readonly login?: FakeLogin;
  readonly links?: readonly string[];
  readonly batches?: readonly BatchView[];
  /** Paper vaults that every review of texts has found codes of. */
  readonly paper?: readonly PaperView[];
  /** What `paper.make` answers; nine codes of no meaning when left out. */
  readonly paperMade?: PaperMade;
  readonly isSupportedElectron?: boolean;
  /** Accounts whose code differs after a backup. */
  readonly mismatchCount?: number;
  readonly isOlder?: boolean;
  /** The vault's file asks for far more work than it should. */
  readonly isWorkUnusual?: boolean;
  readonly keys?: Partial<KeysState>;
  readonly notices?: readonly VaultNotice[];
  readonly retryAfterMs?: number;
  /** Accounts of the bin. */
  readonly binned?: readonly Partial<FakeAccount>[];
  /** Begins the history with a step for each account. */
  readonly hasHistory?: boolean;
  readonly isChainBroken?: boolean;
  /** What the first change finds on the disk: these accounts come, and these are other versions of the first account. */
  readonly merge?: { readonly added: readonly Partial<FakeAccount>[]; readonly isInConflict?: boolean };
  readonly earlier?: readonly FakeEarlier[];
  readonly automatic?: Partial<AutomaticBackupState>;
}

/** A whole earlier file. It opens with the vault's password or recovery key when it is sound. */
export interface FakeEarlier {
  readonly kind: 'previous' | 'old-format' | 'backup';
  readonly atMs: number;
  readonly state?: 'sound' | 'damaged' | 'newer';
  readonly accounts?: readonly Partial<FakeAccount>[];
}

export interface FakeBinned {
  readonly account: FakeAccount;
  readonly deletedAtMs: number;
  readonly position: number;
}

/** What changes and undo put back. */
export interface FakeContent {
  readonly accounts: FakeAccount[];
  readonly bin: FakeBinned[];
}

export interface FakeStep {
  readonly view: HistoryStep;
  readonly after: FakeContent;
}

export interface Saved {
  status: VaultStatus;
  password: string;
  accounts: FakeAccount[];
  bin: FakeBinned[];
  steps: FakeStep[];
  settings: Settings;
}

const MEMORY = 'fake-vault';

function load(options: FakeOptions): Saved {
  const stored = sessionStorage.getItem(MEMORY);
  if (stored) return JSON.parse(stored) as Saved;
  const accounts = (options.accounts ?? []).map(fakeAccount);
  const before = (index: number): FakeContent => ({ accounts: accounts.slice(0, index), bin: [] });
  const first = () =>
    accounts.map((account, index) =>
      stepOf(before(index), before(index + 1), index + 1, 'added', account.createdAtMs),
    );
  return {
    status: options.status ?? 'none',
    password: options.password ?? 'correct horse',
    accounts,
    bin: (options.binned ?? []).map((account) => ({
      account: fakeAccount(account),
      deletedAtMs: Date.now(),
      position: 0,
    })),
    steps: options.hasHistory ? first() : [],
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
  };
}

export const fine = <Answer>(value: Answer): Result<Answer> => ({ ok: true, value });
export const failed = (code: FailureCode) => ({ ok: false, code }) as const;

export interface FakeMemory {
  readonly saved: Saved;
  readonly save: () => void;
  /** Replaces the accounts, and the bin where it is given, and says how to take it back. */
  readonly change: (accounts: FakeAccount[], what?: ChangeWhat, bin?: FakeBinned[]) => string;
  /** What a change found on the disk; told once. */
  readonly takeMerge: () => MergeView | null;
  /** Puts back what was there before that change; false when there is nothing to undo. */
  readonly undo: (undoId: string) => boolean;
  /** What unlocking answers. */
  readonly open: () => Result<VaultOpened>;
}

export function createMemory(options: FakeOptions): FakeMemory {
  const saved = load(options);
  const undos = new Map<string, FakeContent>();
  let toMerge = options.merge;
  const save = () => sessionStorage.setItem(MEMORY, JSON.stringify(saved));
  const change = (accounts: FakeAccount[], what: ChangeWhat = 'edited', bin = saved.bin): string => {
    const undoId = newId();
    const { accounts: accountsBefore, bin: binBefore } = saved;
    const before = { accounts: accountsBefore, bin: binBefore };
    undos.set(undoId, before);
    const seq = (saved.steps.at(-1)?.view.seq ?? 0) + 1;
    const step = stepOf(before, { accounts, bin }, seq, what, Date.now());
    Object.assign(saved, { accounts, bin, steps: [...saved.steps, step] });
    save();
    return undoId;
  };
  return {
    saved,
    save,
    change,
    takeMerge: () => {
      if (!toMerge) return null;
      const { added, isInConflict = false } = toMerge;
      toMerge = undefined;
      const came = added.map(fakeAccount);
      const [first] = saved.accounts;
      const others =
        first && isInConflict
          ? [fakeAccount({ ...first, id: newId(), conflictOf: first.id, secret: 'other' })]
          : [];
      saved.accounts = [...saved.accounts, ...others, ...came];
      save();
      return { addedIds: came.map(({ id }) => id), conflictIds: others.map(({ id }) => id) };
    },
    undo: (undoId) => {
      const before = undos.get(undoId);
      if (before) change(before.accounts, 'undone', before.bin);
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
