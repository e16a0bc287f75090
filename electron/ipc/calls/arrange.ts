/**
 * Calls that keep many accounts in order: the person's own order, deleting several, duplicates, a tag everywhere. Runs in every process.
 * The rule: each is one change of the vault, with one undo.
 */
import * as v from 'valibot';
import type { Changed } from './accounts.ts';
import { call, id, ids } from './call.ts';

export const arrangeCalls = {
  /** Puts an account right before or after another one in the person's own order (`AccountView.rank`). */
  move: call<Changed>()(v.strictObject({ id, targetId: id, side: v.picklist(['before', 'after']) })),
  /** Moves them to the bin. `account-missing` where one is not there: none goes then. */
  removeMany: call<Changed>()(v.strictObject({ ids })),
  /**
   * Of accounts that may be one: `keepId` gets the others' tags, notes, recovery codes, pin and use, and the others go to the
   * bin. `ids`: all of them. `bad-argument` where `keepId` is not among them, or all that they carry has no room in one
   * account.
   */
  keepOne: call<Changed>()(v.strictObject({ keepId: id, ids })),
  /** These are no duplicates of each other, and `checks.duplicates` does not say so again. */
  keepApart: call<Changed>()(v.strictObject({ ids })),
  /** Gives a tag another name wherever it is, or takes it away (null). Where an account has both, they become one. */
  changeTag: call<Changed>()(
    v.strictObject({
      tag: v.pipe(v.string(), v.maxLength(128)),
      to: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(128))),
    }),
  ),
} as const;
