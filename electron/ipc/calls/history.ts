/**
 * Calls about the bin and the history of changes. Runs in every process.
 * The rule: everything but `history.forget` can be undone.
 */
import * as v from 'valibot';
import type { BinnedView, HistoryPage, SavedView } from '../history.ts';
import type { Changed } from './accounts.ts';
import { call, id, ids, nothing, password } from './call.ts';

export const binCalls = {
  /** The latest first. */
  list: call<readonly BinnedView[]>()(nothing),
  /** Back to where they were. */
  restore: call<Changed>()(v.strictObject({ ids })),
  /** Forgets these, or with null all. Can be undone until the vault locks, and then by nothing. */
  empty: call<Changed>()(v.strictObject({ ids: v.nullable(ids) })),
} as const;

export const historyCalls = {
  /** Of the whole vault, or with `accountId` of one account. `beforeSeq` goes on after a page's last step. */
  list: call<HistoryPage>()(
    v.strictObject({
      accountId: v.nullable(id),
      beforeSeq: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)),
    }),
  ),
  /**
   * Makes accounts and bin what they were right after step `seq` (the oldest step's minus one: before it): a change like
   * any other, with undo. Accounts that came since go to the bin; used counters stay. `moment-missing`.
   */
  restore: call<Changed>()(v.strictObject({ seq: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) })),
  /** Drops every step, and with them the secrets that were replaced. There is no undo. */
  forget: call<SavedView>()(v.strictObject({ password })),
} as const;
