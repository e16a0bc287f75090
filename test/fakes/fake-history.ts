/**
 * The fake's bin and history: removed accounts that come back, steps that are gone back to. Runs in the page under test.
 * The rule: it imitates what the contract promises, and nothing more.
 */
import type { Authenticator } from '../../electron/ipc/contract.ts';
import { type FakeMemory, type FakeOptions, failed, fine } from './fake-memory.ts';

const DAY_MS = 86_400_000;

export function createFakeBin({ saved, change }: FakeMemory): Authenticator['bin'] {
  return {
    list: async () => {
      const days = saved.settings.emptyBinDays;
      return fine(
        saved.bin
          .map(({ account: { id, type, issuer, accountName }, deletedAtMs }) => ({
            id,
            type,
            issuer,
            accountName,
            deletedAtMs,
            forgetAtMs: days > 0 ? deletedAtMs + days * DAY_MS : null,
          }))
          .reverse(),
      );
    },
    restore: async ({ ids }) => {
      const [back, left] = [true, false].map((isWanted) =>
        saved.bin.filter(({ account }) => ids.includes(account.id) === isWanted),
      );
      if (back?.length !== ids.length) return failed('account-missing');
      const accounts = back.reduce(
        (all, { account, position }) => all.toSpliced(position, 0, account),
        saved.accounts,
      );
      return fine({ undoId: change(accounts, 'restored', left), merge: null });
    },
    empty: async ({ ids }) => {
      const left = saved.bin.filter(({ account }) => ids !== null && !ids.includes(account.id));
      return fine({ undoId: change(saved.accounts, 'bin-emptied', left), merge: null });
    },
  };
}

export function createFakeHistory(
  { saved, change, save }: FakeMemory,
  { isChainBroken = false }: FakeOptions,
): Authenticator['history'] {
  return {
    list: async ({ accountId, beforeSeq, limit }) => {
      const wanted = saved.steps
        .map(({ view }) => ({ ...view, isRestorable: view.isRestorable && !isChainBroken }))
        .filter(({ seq }) => beforeSeq === null || seq < beforeSeq)
        .filter(({ accounts }) => accountId === null || accounts.some(({ id }) => id === accountId))
        .reverse();
      return fine({
        steps: wanted.slice(0, limit),
        hasMore: wanted.length > limit,
        isChainWhole: !isChainBroken,
      });
    },
    restore: async ({ seq }) => {
      const then = saved.steps.find(({ view }) => view.seq === seq)?.after;
      if (!then || isChainBroken) return failed('moment-missing');
      return fine({ undoId: change(then.accounts, 'restored-to-moment', then.bin), merge: null });
    },
    forget: async ({ password }) => {
      if (password !== saved.password) return failed('wrong-password');
      saved.steps = [];
      save();
      return fine({ merge: null });
    },
  };
}
