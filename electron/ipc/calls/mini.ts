/**
 * Calls of the mini window, which shows one account's code big over all other windows. Runs in every process.
 * The rule: main learns which account, by its id, and nothing of it.
 */
import * as v from 'valibot';
import { call, id, nothing } from './call.ts';

export const miniCalls = {
  /** Opens it, or has the one that is open show this account. Fails with `locked` while the vault is. */
  open: call<null>()(v.strictObject({ id })),
  /** Which account to show. */
  account: call<{ readonly id: string }>()(nothing),
  close: call<null>()(nothing),
} as const;
