/**
 * Calls about the recovery codes that a site gives for an account. Runs in every process.
 * The rule: the codes cross only when a person asks to see them (`list`) or has just given them (`read`).
 */
import * as v from 'valibot';
import type { Changed } from './accounts.ts';
import { call, id } from './call.ts';

export interface RecoveryCodeView {
  readonly code: string;
  /** Unix milliseconds; null while it can still be used. */
  readonly usedAtMs: number | null;
}

/** What a site's text holds. */
export interface RecoveryCodesRead {
  readonly codes: readonly string[];
  /** Lines with letters or digits that gave no code. */
  readonly otherLines: readonly string[];
}

const code = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const codes = v.pipe(v.array(code), v.maxLength(256));

export const recoveryCodesCalls = {
  /** Takes single codes out of a pasted block or a downloaded file's text. Keeps nothing. */
  read: call<RecoveryCodesRead>()(v.strictObject({ text: v.pipe(v.string(), v.maxLength(20_000)) })),
  list: call<readonly RecoveryCodeView[]>()(v.strictObject({ id })),
  /** `replace`: a site's new codes make the old ones void. Otherwise those that are not there yet are added. */
  note: call<Changed>()(v.strictObject({ id, codes, isReplacing: v.boolean() })),
  /** Marks one as used now, or as not used. `bad-argument` for a code that the account does not have. */
  mark: call<Changed>()(v.strictObject({ id, code, isUsed: v.boolean() })),
} as const;
