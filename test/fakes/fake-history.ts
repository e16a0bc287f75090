/**
 * The fake's bin and history: what a vault without removed accounts and without a past answers. Runs in the page under test.
 * The rule: it imitates what the contract promises for such a vault, and nothing more.
 */
import type { Authenticator, FailureCode, Result } from '../../electron/ipc/contract.ts';

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
