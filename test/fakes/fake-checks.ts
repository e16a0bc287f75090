/**
 * The fake's recovery codes and checks: noted codes are kept, explanations and findings are what the test says.
 * Runs in the page under test.
 */
import type {
  Authenticator,
  ClockSync,
  ClockWatchView,
  CodeExplanation,
  DriftFinding,
  DuplicatesView,
  HealthFinding,
  RecoveryCodeView,
} from '../../electron/ipc/contract.ts';
import { readRecoveryCodes } from '../../electron/otp/recovery-code-list.ts';
import { type FakeMemory, failed, fine } from './fake-memory.ts';
import type { FakeAccount } from './fake-vault.ts';

export interface FakeChecksOptions {
  readonly explanation?: CodeExplanation;
  readonly drift?: DriftFinding;
  readonly clockSync?: ClockSync;
  /** One answer for each time that is asked; the last stays. */
  readonly clockWatch?: readonly ClockWatchView[];
  readonly health?: readonly HealthFinding[];
  /** Recovery codes are under this one, which was not typed. */
  readonly codesPassword?: string;
  /** By the account's issuer. */
  readonly recoveryCodes?: { readonly [issuer: string]: readonly RecoveryCodeView[] };
}

export function createChecks(
  memory: FakeMemory,
  options: FakeChecksOptions,
): Pick<Authenticator, 'recoveryCodes' | 'checks'> {
  const { saved } = memory;
  const watched = [...(options.clockWatch ?? [])];
  const noted = new Map<string, readonly RecoveryCodeView[]>();
  const codesOf = ({ id, issuer }: FakeAccount) => noted.get(id) ?? options.recoveryCodes?.[issuer] ?? [];
  const find = (id: string) => saved.accounts.find((account) => account.id === id);
  const edit = (id: string, change: (account: FakeAccount) => Partial<FakeAccount>) => {
    const accounts = saved.accounts.map((account) =>
      account.id === id ? { ...account, ...change(account) } : account,
    );
    return fine({ undoId: memory.change(accounts, 'edited'), merge: memory.takeMerge() });
  };
  let codesPassword: string | null = options.codesPassword ?? null;
  let isOpen = false;
  const isShut = () => codesPassword !== null && !isOpen;
  const setCodesPassword = (password: string | null) => {
    codesPassword = password;
    isOpen = password !== null;
    return fine({ undoId: memory.change(saved.accounts, 'edited'), merge: null });
  };
  const keep = (account: FakeAccount, codes: readonly RecoveryCodeView[]) => {
    noted.set(account.id, codes);
    const left = codes.filter(({ usedAtMs }) => usedAtMs === null).length;
    return edit(account.id, () => ({ recoveryCodesLeft: codes.length === 0 ? null : left }));
  };

  return {
    recoveryCodes: {
      read: async ({ text }) => fine(readRecoveryCodes(text)),
      list: async ({ id }) => {
        const account = find(id);
        if (isShut()) return failed('codes-locked');
        return account ? fine(codesOf(account)) : failed('account-missing');
      },
      note: async ({ id, codes, isReplacing }) => {
        const account = find(id);
        if (!account) return failed('account-missing');
        if (isShut()) return failed('codes-locked');
        const before = isReplacing ? [] : codesOf(account);
        return keep(account, [...before, ...codes.map((code) => ({ code, usedAtMs: null }))]);
      },
      mark: async ({ id, code, isUsed }) => {
        const account = find(id);
        if (!account) return failed('account-missing');
        if (isShut()) return failed('codes-locked');
        const usedAtMs = isUsed ? Date.now() : null;
        return keep(
          account,
          codesOf(account).map((one) => (one.code === code ? { code, usedAtMs } : one)),
        );
      },
      protection: async () =>
        fine({
          isOn: codesPassword !== null,
          isOpen,
          accountCount:
            codesPassword === null ? 0 : noted.size + Object.keys(options.recoveryCodes ?? {}).length,
        }),
      protect: async ({ vaultPassword, password }) => {
        if (vaultPassword !== saved.password) return failed('wrong-password');
        return password === saved.password ? failed('same-password') : setCodesPassword(password);
      },
      open: async ({ password }) => {
        if (password !== codesPassword) return failed('wrong-password');
        isOpen = true;
        return fine({ merge: null });
      },
      changePassword: async ({ oldPassword, newPassword }) => {
        if (oldPassword !== codesPassword) return failed('wrong-password');
        return newPassword === saved.password ? failed('same-password') : setCodesPassword(newPassword);
      },
      unprotect: async ({ password }) =>
        password === codesPassword ? setCodesPassword(null) : failed('wrong-password'),
      forget: async ({ vaultPassword }) => {
        if (vaultPassword !== saved.password) return failed('wrong-password');
        noted.clear();
        return setCodesPassword(null);
      },
    },
    checks: {
      explain: async () => fine(options.explanation ?? { fits: [], chanceFits: 0 }),
      confirm: async ({ id }) => edit(id, () => ({ verifiedAtMs: Date.now() })),
      clock: async () => fine(options.drift ?? { drifts: [], chanceDrifts: 0 }),
      clockWatch: async () => {
        const view = watched.length > 1 ? watched.shift() : watched[0];
        return fine(view ?? { movedMs: 0, behindSaveMs: 0 });
      },
      duplicates: async () => {
        const alike = (kind: DuplicatesView['kind'], keyOf: (one: FakeAccount) => string) =>
          [...new Set(saved.accounts.map(keyOf))]
            .map((key) => saved.accounts.filter((one) => keyOf(one) === key))
            .filter(([first, second]) => second && !first?.distinctFrom?.includes(second.id))
            .map((group) => ({ kind, ids: group.map(({ id }) => id) }));
        const names = ({ issuer, accountName }: FakeAccount) => `${issuer} ${accountName}`;
        const found = alike('same-name', names).concat(alike('same-secret', ({ secret }) => secret));
        return fine(found);
      },
      health: async () => fine(options.health ?? []),
    },
  };
}
