/**
 * A fake `window.authenticator` for the page in a browser. Typed by the contract, so a call it forgets does not
 * compile. Runs in the page under test.
 */
import type { Authenticator, CodeView, Command, FailureCode } from '../../electron/ipc/contract.ts';
import { createAccounts } from './fake-accounts.ts';
import { createFakeBackups } from './fake-backups.ts';
import { createChecks } from './fake-checks.ts';
import { createFakeEarlier } from './fake-earlier.ts';
import { createFakeExport } from './fake-export.ts';
import { createFakeBin, createFakeHistory } from './fake-history.ts';
import { createFakeImport } from './fake-import.ts';
import { createFakeKeys } from './fake-keys.ts';
import { createFakeLogin } from './fake-login.ts';
import { createMemory, type FakeOptions, failed, fine } from './fake-memory.ts';
import { fakeMini } from './fake-mini.ts';
import { createFakePaper } from './fake-paper.ts';
import { fakeScreen } from './fake-screen.ts';
import { codeView, counterCode, fakeAccount, newId } from './fake-vault.ts';

export type { FakeOptions } from './fake-memory.ts';

interface NextCode {
  readonly code: string;
  readonly atMs: number;
}

export interface Fake {
  readonly authenticator: Authenticator;
  /** What was copied, in order. */
  readonly copied: readonly string[];
  /** What was to follow what was copied, and when. */
  readonly handedOff: readonly NextCode[];
  /** Ids of each `codes.at` call. */
  readonly asked: readonly (readonly string[])[];
  readonly command: (command: Command) => void;
  readonly fail: (fullName: string, code: FailureCode | null) => void;
}

/** Makes a fake whose clock is the page's `Date`. */
export function createFake(options: FakeOptions = {}): Fake {
  const memory = createMemory(options);
  const { saved } = memory;
  const { accounts, startReview, reviewed } = createAccounts(memory, options);
  const keys = createFakeKeys((password) => password === saved.password, options.keys);
  const backups = createFakeBackups(options);
  const links = [...(options.links ?? [])];
  const copied: string[] = [];
  const asked: (readonly string[])[] = [];
  const lastMade = new Map<string, { readonly view: CodeView; readonly counter: number }>();
  const handedOff: NextCode[] = [];
  const failures = new Map(Object.entries(options.failures ?? {}));
  const commandListeners = new Set<(command: Command) => void>();

  const copyCode = (code: string) => {
    copied.push(code);
    return fine({ clearAfterSeconds: saved.settings.clipboardClearSeconds });
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
        return memory.open();
      },
      unlock: async ({ password, isWorkAccepted = false }) => {
        if (options.isWorkUnusual && !isWorkAccepted) return failed('unusual-work');
        return password === saved.password ? memory.open() : failed('wrong-password');
      },
      readRecovery: async ({ texts }) => fine(keys.read(texts)),
      unlockWithRecovery: async ({ texts }) => {
        if (keys.read(texts).kind !== 'key') return failed('invalid-recovery-key');
        keys.openBy('recovery-key');
        return memory.open();
      },
      unlockWithKeychain: async () => {
        if (keys.state().keychain !== 'ready') return failed('keychain-not-usable');
        keys.openBy('keychain');
        return memory.open();
      },
      changePassword: async ({ oldPassword, newPassword }) => {
        const isAllowed =
          oldPassword === null ? keys.state().openedBy === 'recovery-key' : oldPassword === saved.password;
        if (!isAllowed) return failed('wrong-password');
        if (newPassword.length < 8) return failed('password-too-short');
        saved.password = newPassword;
        keys.openBy('password');
        memory.save();
        return fine({ merge: null });
      },
      rehearse: async ({ password }) => (password === saved.password ? fine(null) : failed('wrong-password')),
      postponeRehearsal: async () => fine(null),
      undo: async ({ undoId }) =>
        memory.undo(undoId) ? fine({ merge: memory.takeMerge() }) : failed('nothing-to-undo'),
    },
    ...createChecks(memory, options),
    keys: keys.calls,
    accounts,
    bin: createFakeBin(memory),
    history: createFakeHistory(memory, options),
    earlier: createFakeEarlier(memory, options, (texts) => keys.read(texts).kind === 'key'),
    quarantine: {
      save: async ({ password }) =>
        password === saved.password
          ? fine({ fileName: 'records.txt', recordCount: options.quarantined?.length ?? 0 })
          : failed('wrong-password'),
    },
    codes: {
      at: async ({ ids }) => {
        asked.push(ids);
        const nowMs = Date.now();
        return fine(
          ids
            .flatMap((id) => saved.accounts.filter((one) => one.id === id))
            .map((one) => {
              const made = lastMade.get(one.id);
              return made && made.counter === one.counter ? made.view : codeView(one, nowMs);
            }),
        );
      },
      next: async ({ id }) => {
        const account = saved.accounts.find((one) => one.id === id);
        if (!account) return failed('account-missing');
        const code = counterCode(account);
        memory.change(
          saved.accounts.map((one) => (one.id === id ? { ...one, counter: (one.counter ?? 0) + 1 } : one)),
        );
        lastMade.set(id, { view: code, counter: (account.counter ?? 0) + 1 });
        return fine({ ...code, merge: memory.takeMerge() });
      },
      used: async ({ id }) => {
        saved.accounts = saved.accounts.map((one) =>
          one.id === id ? { ...one, useCount: one.useCount + 1, lastUsedAtMs: Date.now() } : one,
        );
        return fine(null);
      },
    },
    backup: {
      ...backups.calls,
      write: async ({ vaultPassword, backupPassword }) => {
        if (backupPassword !== null && backupPassword.length < 8) return failed('password-too-short');
        if (vaultPassword !== saved.password) return failed('wrong-password');
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
        const restored = reviewed(reviewId);
        if (!restored) return failed('review-missing');
        saved.accounts = restored;
        return memory.open();
      },
    },
    export: createFakeExport(memory, options),
    import: createFakeImport(startReview),
    paper: createFakePaper(memory, options, startReview),
    app: {
      info: async () =>
        fine({
          version: '0.1.0',
          platform: 'linux',
          isSupportedElectron: options.isSupportedElectron ?? true,
        }),
      lock: async () => {
        saved.status = 'locked';
        memory.save();
        window.location.reload();
        return fine(null);
      },
      collectGarbage: async () => fine(null),
      clockSync: async () => fine(options.clockSync ?? 'unknown'),
      takeLinks: async () => fine(links.splice(0)),
    },
    settings: {
      get: async () => fine(saved.settings),
      set: async (change) => {
        const given = Object.entries(change).filter(([, value]) => value !== undefined);
        saved.settings = { ...saved.settings, ...Object.fromEntries(given) };
        memory.save();
        return fine(saved.settings);
      },
    },
    clipboard: {
      copy: async ({ code, next }) => {
        if (next) handedOff.push(next);
        return copyCode(code);
      },
      copyRecoveryCode: async ({ code }) => copyCode(code),
    },
    screen: fakeScreen(options),
    popup: {
      hide: async () => {
        document.documentElement.dataset.fakeHidden = 'yes';
        return fine(null);
      },
      openMain: async () => {
        document.documentElement.dataset.fakeOpened = 'yes';
        return fine(null);
      },
      unlocked: async () => fine(null),
      shortcut: async () => fine(options.shortcut ?? 'off'),
    },
    mini: fakeMini(memory),
    login: createFakeLogin(options.login),
    help: { showManual: async () => fine(null) },
    camera: { allow: async () => fine(null), forbid: async () => fine(null) },
    files: {
      ...backups.files,
      chooseExportTarget: async ({ format }) => fine({ grant: newId(), fileName: `fake-${format}` }),
      chooseReportTarget: async () => fine({ grant: newId(), fileName: 'report.txt' }),
      chooseRecordsTarget: async () => fine({ grant: newId(), fileName: 'records.txt' }),
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
    handedOff,
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
