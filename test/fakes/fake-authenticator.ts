/**
 * A fake `window.authenticator` for the page in a browser. Typed by the contract, so a call it forgets does not
 * compile. Runs in the page under test; state survives a reload in sessionStorage, as a vault file would.
 */
import type {
  AccountView,
  Authenticator,
  BatchView,
  Command,
  DisplayPicture,
  FailureCode,
  KeysState,
  Result,
  Review,
  Settings,
  VaultNotice,
  VaultStatus,
} from '../../electron/ipc/contract.ts';
import {
  emptyBin,
  emptyHistory,
  noAutomaticBackups,
  noBackupFolder,
  noEarlierFiles,
} from './fake-history.ts';
import { createFakeKeys } from './fake-keys.ts';
import {
  candidateOf,
  codeView,
  counterCode,
  emptyReview,
  type FakeAccount,
  fakeAccount,
  newId,
  problemOf,
  readUri,
} from './fake-vault.ts';

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

export interface Fake {
  readonly authenticator: Authenticator;
  /** What was copied, in order. */
  readonly copied: readonly string[];
  /** Ids of each `codes.at` call. */
  readonly asked: readonly (readonly string[])[];
  readonly command: (command: Command) => void;
  readonly fail: (fullName: string, code: FailureCode | null) => void;
}

interface Saved {
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

const fine = <Answer>(value: Answer): Result<Answer> => ({ ok: true, value });
const failed = (code: FailureCode) => ({ ok: false, code }) as const;

/** Makes a fake whose clock is the page's `Date`. */
export function createFake(options: FakeOptions = {}): Fake {
  const saved = load(options);
  const copied: string[] = [];
  const asked: (readonly string[])[] = [];
  const failures = new Map(Object.entries(options.failures ?? {}));
  const reviews = new Map<string, { view: Review; accounts: Map<string, FakeAccount> }>();
  const undos = new Map<string, FakeAccount[]>();
  const commandListeners = new Set<(command: Command) => void>();

  const save = () => sessionStorage.setItem(MEMORY, JSON.stringify(saved));
  const changed = (accounts: FakeAccount[]): string => {
    const undoId = newId();
    undos.set(undoId, saved.accounts);
    saved.accounts = accounts;
    save();
    return undoId;
  };
  const open = () => {
    saved.status = 'unlocked';
    save();
    const quarantinedCount = options.quarantined?.length ?? 0;
    return fine({
      accountCount: saved.accounts.length,
      quarantinedCount,
      notices: [...(options.isOlder ? (['older-than-last-seen'] as const) : []), ...(options.notices ?? [])],
    });
  };
  const keys = createFakeKeys((password) => password === saved.password, options.keys);
  const find = (id: string) => saved.accounts.find((account) => account.id === id);
  const view = ({ secret: _, ...account }: FakeAccount): AccountView => account;
  const startReview = (accounts: readonly FakeAccount[], reviewId = newId()) => {
    const before = reviews.get(reviewId) ?? { view: emptyReview(reviewId), accounts: new Map() };
    for (const account of accounts) before.accounts.set(account.id, account);
    const candidates = accounts.map((account, source) => candidateOf(account, saved.accounts, source));
    const next = { ...before.view, candidates: [...before.view.candidates, ...candidates] };
    reviews.set(reviewId, { ...before, view: next });
    return next;
  };

  const authenticator: Authenticator = {
    vault: {
      state: async () =>
        fine({
          status: saved.status,
          retryAfterMs: options.retryAfterMs ?? 0,
          hasRecoveryKey: keys.state().recoveryKeyNumber !== null,
          keychain: keys.state().keychain,
        }),
      create: async ({ password }) => {
        saved.password = password;
        return open();
      },
      unlock: async ({ password }) => (password === saved.password ? open() : failed('wrong-password')),
      readRecovery: async ({ texts }) => fine(keys.read(texts)),
      unlockWithRecovery: async ({ texts }) => {
        if (keys.read(texts).kind !== 'key') return failed('invalid-recovery-key');
        keys.openBy('recovery-key');
        return open();
      },
      unlockWithKeychain: async () => {
        if (keys.state().keychain !== 'ready') return failed('keychain-not-usable');
        keys.openBy('keychain');
        return open();
      },
      changePassword: async ({ oldPassword, newPassword }) => {
        const isAllowed =
          oldPassword === null ? keys.state().openedBy === 'recovery-key' : oldPassword === saved.password;
        if (!isAllowed) return failed('wrong-password');
        if (newPassword.length < 8) return failed('password-too-short');
        saved.password = newPassword;
        keys.openBy('password');
        save();
        return fine(null);
      },
      rehearse: async ({ password }) => (password === saved.password ? fine(null) : failed('wrong-password')),
      postponeRehearsal: async () => fine(null),
      undo: async ({ undoId }) => {
        const before = undos.get(undoId);
        if (!before) return failed('nothing-to-undo');
        changed(before);
        return fine(null);
      },
    },
    keys: keys.calls,
    accounts: {
      list: async () =>
        fine({
          accounts: saved.accounts.map(view),
          quarantined: (options.quarantined ?? []).map((label, position) => ({ label, position })),
        }),
      review: async ({ reviewId, texts }) => {
        const read = texts.map(readUri);
        const review = startReview(
          read.filter((account) => account !== null),
          reviewId ?? undefined,
        );
        const problems = texts.flatMap((text, source) => (read[source] ? [] : [problemOf(text, source)]));
        const full = {
          ...review,
          problems: [...review.problems, ...problems],
          batches: options.batches ?? [],
        };
        reviews.set(full.reviewId, {
          view: full,
          accounts: reviews.get(full.reviewId)?.accounts ?? new Map(),
        });
        return fine(full);
      },
      reviewSetupKey: async ({ key, ...rest }) => {
        const isCounter = rest.type === 'hotp';
        const account = fakeAccount({
          ...rest,
          secret: key.replace(/[\s-]/g, '').toUpperCase(),
          periodSeconds: isCounter ? null : rest.periodSeconds,
          counter: isCounter ? rest.counter : null,
        });
        return fine(startReview([account]));
      },
      checkKey: async ({ key }) => {
        const bare = key.replace(/[\s-]/g, '');
        if (bare === '') return fine('empty');
        if (/[0189]/.test(bare)) return fine('looks-alike-digit');
        if (/[^a-z2-7=]/i.test(bare)) return fine('bad-character');
        return fine(bare.length < 8 ? 'too-short' : null);
      },
      discardReview: async ({ reviewId }) => {
        reviews.delete(reviewId);
        return fine(null);
      },
      add: async ({ reviewId, choices }) => {
        const review = reviews.get(reviewId);
        if (!review) return failed('review-missing');
        const accounts = [...saved.accounts];
        const addedIds: string[] = [];
        const replacedIds: string[] = [];
        for (const { candidateId, action, issuer, accountName } of choices) {
          const account = review.accounts.get(candidateId);
          const existingId = review.view.candidates.find(({ id }) => id === candidateId)?.existingId;
          const place = accounts.findIndex(({ id }) => id === existingId);
          if (!account || action === 'skip') continue;
          if (action === 'replace' && existingId) {
            accounts[place] = { ...account, id: existingId, issuer, accountName };
            replacedIds.push(existingId);
          } else {
            accounts.push({ ...account, issuer, accountName });
            addedIds.push(account.id);
          }
        }
        const skippedCount = choices.length - addedIds.length - replacedIds.length;
        return fine({ addedIds, replacedIds, skippedCount, undoId: changed(accounts), merge: null });
      },
      edit: async ({ id, ...change }) => {
        if (!find(id)) return failed('account-missing');
        return fine({
          undoId: changed(saved.accounts.map((one) => (one.id === id ? { ...one, ...change } : one))),
          merge: null,
        });
      },
      remove: async ({ id }) =>
        fine({ undoId: changed(saved.accounts.filter((one) => one.id !== id)), merge: null }),
      keyUri: async ({ id, password }) => {
        const account = find(id);
        if (password !== saved.password) return failed('wrong-password');
        if (!account) return failed('account-missing');
        const label = encodeURIComponent(`${account.issuer}:${account.accountName}`);
        return fine({ uri: `otpauth://${account.type}/${label}?secret=${account.secret}` });
      },
    },
    bin: emptyBin,
    history: emptyHistory,
    earlier: noEarlierFiles,
    codes: {
      at: async ({ ids }) => {
        asked.push(ids);
        const nowMs = Date.now();
        return fine(
          ids
            .flatMap((id) => saved.accounts.filter((one) => one.id === id))
            .map((one) => codeView(one, nowMs)),
        );
      },
      next: async ({ id }) => {
        const account = find(id);
        if (!account) return failed('account-missing');
        const code = counterCode(account);
        changed(
          saved.accounts.map((one) => (one.id === id ? { ...one, counter: (one.counter ?? 0) + 1 } : one)),
        );
        return fine(code);
      },
    },
    backup: {
      ...noAutomaticBackups,
      write: async ({ password }) => {
        if (password.length < 8) return failed('password-too-short');
        const accountCount = saved.accounts.length;
        return fine({
          fileName: 'Halfminute 2026-11-22.halfminute-backup',
          sizeBytes: 8192,
          accountCount,
          matchedCount: accountCount - (options.mismatchCount ?? 0),
          quarantinedCount: options.quarantined?.length ?? 0,
        });
      },
      open: async ({ bytes, password }) => {
        if (bytes.byteLength === 0) return failed('unsupported-file');
        if (password !== saved.password) return failed('wrong-password');
        const inBackup = [
          fakeAccount({ issuer: 'Backed up', accountName: 'one', secret: 'B1' }),
          fakeAccount({ issuer: 'Backed up', accountName: 'two', secret: 'B2' }),
          ...saved.accounts.slice(0, 1).map((one) => ({ ...one, id: newId() })),
        ];
        return fine(startReview(inBackup));
      },
      openWithRecovery: async ({ texts }) =>
        keys.read(texts).kind === 'key'
          ? fine(startReview([fakeAccount({ issuer: 'Backed up', accountName: 'one', secret: 'B1' })]))
          : failed('invalid-recovery-key'),
      restoreAsVault: async ({ reviewId }) => {
        const review = reviews.get(reviewId);
        if (!review) return failed('review-missing');
        saved.accounts = [...review.accounts.values()];
        return open();
      },
    },
    app: {
      info: async () =>
        fine({
          version: '0.1.0',
          platform: 'linux',
          isSupportedElectron: options.isSupportedElectron ?? true,
        }),
      lock: async () => {
        saved.status = 'locked';
        save();
        window.location.reload();
        return fine(null);
      },
      takeLinks: async () => fine(options.links ?? []),
    },
    settings: {
      get: async () => fine(saved.settings),
      set: async (change) => {
        const given = Object.entries(change).filter(([, value]) => value !== undefined);
        saved.settings = { ...saved.settings, ...Object.fromEntries(given) };
        save();
        return fine(saved.settings);
      },
    },
    clipboard: {
      copy: async ({ code }) => {
        copied.push(code);
        return fine({ clearAfterSeconds: saved.settings.clipboardClearSeconds });
      },
    },
    screen: { capture: async () => fine(options.displays ?? []) },
    files: {
      ...noBackupFolder,
      chooseBackupTarget: async () =>
        fine({ grant: newId(), fileName: 'Halfminute 2026-11-22.halfminute-backup' }),
    },
    onCommand: (callback) => {
      commandListeners.add(callback);
      return () => commandListeners.delete(callback);
    },
  };

  return {
    authenticator: refusing(authenticator, failures),
    copied,
    asked,
    command: (command) => {
      for (const listener of [...commandListeners]) listener(command);
    },
    fail: (fullName, code) => (code ? failures.set(fullName, code) : failures.delete(fullName)),
  };
}

/** The same fake, answering the calls named in `failures` with their failure. */
function refusing(fake: Authenticator, failures: ReadonlyMap<string, FailureCode>): Authenticator {
  const { onCommand, ...groups } = fake;
  const wrapped = Object.entries(groups).map(([group, calls]) => [
    group,
    Object.fromEntries(
      Object.entries(calls).map(([name, call]) => [
        name,
        (argument: never) => {
          const code = failures.get(`${group}.${name}`);
          return code ? Promise.resolve(failed(code)) : (call as (argument: never) => unknown)(argument);
        },
      ]),
    ),
  ]);
  return { ...(Object.fromEntries(wrapped) as typeof groups), onCommand };
}
