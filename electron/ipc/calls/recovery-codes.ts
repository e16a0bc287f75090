/**
 * Calls about the recovery codes that a site gives for an account. Runs in every process.
 * The rule: the codes cross only when a person asks to see them (`list`) or has just given them (`read`).
 */
import * as v from 'valibot';
import { RECOVERY_CODE_LENGTH_MAX, RECOVERY_CODES_MAX, RECOVERY_TEXT_MAX } from '../../otp/account-extras.ts';
import type { SavedView } from '../history.ts';
import type { Changed } from './accounts.ts';
import { call, id, nothing, password } from './call.ts';

export interface RecoveryCodeView {
  readonly code: string;
  /** Unix milliseconds; null while it can still be used. */
  readonly usedAtMs: number | null;
}

/** What a site's text holds. */
export interface RecoveryCodesRead {
  readonly codes: readonly string[];
  /** Lines with letters or digits that gave no code; of a line that gave one, what else may be a code. */
  readonly otherLines: readonly string[];
}

/** Whether recovery codes are under a password of their own. */
export interface CodesProtection {
  readonly isOn: boolean;
  /** The password was typed a moment ago. */
  readonly isOpen: boolean;
  /** Accounts with codes under it, those in the bin counted. */
  readonly accountCount: number;
}

const code = v.pipe(v.string(), v.minLength(1), v.maxLength(RECOVERY_CODE_LENGTH_MAX));
const codes = v.pipe(v.array(code), v.maxLength(RECOVERY_CODES_MAX));

export const recoveryCodesCalls = {
  /** Takes single codes out of a pasted block or a downloaded file's text. Keeps nothing. */
  read: call<RecoveryCodesRead>()(
    v.strictObject({ text: v.pipe(v.string(), v.maxLength(RECOVERY_TEXT_MAX)) }),
  ),
  /** Fails with `codes-locked` where their own password must be typed first (`open`); so do `note` and `mark`. */
  list: call<readonly RecoveryCodeView[]>()(v.strictObject({ id })),
  /** `replace`: a site's new codes make the old ones void. Otherwise those that are not there yet are added. */
  note: call<Changed>()(v.strictObject({ id, codes, isReplacing: v.boolean() })),
  /** Marks one as used now, or as not used. `bad-argument` for a code that the account does not have. */
  mark: call<Changed>()(v.strictObject({ id, code, isUsed: v.boolean() })),
  protection: call<CodesProtection>()(nothing),
  /** Puts all of them under a password of their own; the history forgets its steps that hold some. `same-password` for the vault's. */
  protect: call<Changed>()(v.strictObject({ vaultPassword: password, password })),
  /** Opens them for some minutes; takes in what came into the vault in the clear since. */
  open: call<SavedView>()(v.strictObject({ password })),
  /** `same-password` for the vault's; any other counts as a wrong try of that one, so `wait-before-retry` after some. */
  changePassword: call<Changed>()(v.strictObject({ oldPassword: password, newPassword: password })),
  unprotect: call<Changed>()(v.strictObject({ password })),
  /** Deletes what is under a password that nobody knows any more, and ends the setting. */
  forget: call<Changed>()(v.strictObject({ vaultPassword: password })),
} as const;
