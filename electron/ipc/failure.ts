/**
 * Every way a call can fail, as data. Runs in every process.
 * The rule: a failure carries a code from this closed list and nothing else; no stack, path or secret crosses.
 */

export const FAILURE_CODES = [
  /* the call itself */
  'not-allowed',
  'unknown-call',
  'bad-argument',
  'cancelled',
  'unexpected',
  /* the vault */
  'locked',
  'no-vault',
  'vault-exists',
  'wrong-password',
  'password-too-short',
  'vault-damaged',
  'vault-newer',
  'vault-unreadable',
  'vault-changed-on-disk',
  'vault-process-ended',
  /* keys */
  /** Wrong passwords came before; `vault.state` says how long to wait. */
  'wait-before-retry',
  /** Trying the password takes far more work than it should: ask the person, then ask again with `isWorkAccepted`. */
  'unusual-work',
  'no-password',
  'no-recovery-key',
  /** The words cannot be read as a recovery key or enough shares of one; `vault.readRecovery` says why. */
  'invalid-recovery-key',
  /** A sound recovery key, but not of this vault (any more). */
  'wrong-recovery-key',
  'recovery-words-differ',
  /** The recovery key that was being set up is gone: start again. */
  'recovery-missing',
  /** Recovery codes are under a password of their own, which was not typed or some minutes ago. */
  'codes-locked',
  /** The vault's own password was chosen where another one is needed. */
  'same-password',
  /** Nothing would be left to open the vault with. */
  'last-key',
  /** Missing, locked, changed or failing: the password opens the vault. */
  'keychain-not-usable',
  /* saving */
  'disk-full',
  'not-permitted',
  'not-saved',
  /* accounts, review, undo */
  'account-missing',
  'review-missing',
  'nothing-to-undo',
  /** The history does not go back to that moment (any more). */
  'moment-missing',
  /** Open the earlier files first: this one was not opened, or has gone. */
  'earlier-file-missing',
  'counter-exhausted',
  /* files and backups */
  'unsupported-file',
  'file-too-large',
  'backup-not-verified',
  /** No account fits into the format. */
  'export-empty',
  /** The file is there, but reading it back did not give the same accounts. */
  'export-not-verified',
  /** More than a hundred sheets of paper. */
  'paper-too-large',
  /* the screen */
  'capture-denied',
  'capture-empty',
  'capture-failed',
  'camera-denied',
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];

export interface Failure {
  readonly ok: false;
  readonly code: FailureCode;
}

export interface Success<Answer> {
  readonly ok: true;
  readonly value: Answer;
}

export type Result<Answer> = Success<Answer> | Failure;

/** An error that a server turns into its code; anything else thrown becomes `unexpected`. */
export class CodedError extends Error {
  override readonly name = 'CodedError';
  readonly code: FailureCode;

  constructor(code: FailureCode, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** libuv has no name for a quota that is used up: its code is "Unknown system error -122" on Linux, -69 on macOS. */
const OVER_QUOTA: readonly unknown[] = [-122, -69];

/** The `code` of a file system error; undefined for anything else. */
export function systemCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return 'errno' in error && OVER_QUOTA.includes(error.errno) ? 'EDQUOT' : error.code;
}

/** What to tell when saving failed. */
export function savingError(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const codes: { readonly [code: string]: FailureCode } = {
    ENOSPC: 'disk-full',
    EDQUOT: 'disk-full',
    EACCES: 'not-permitted',
    EPERM: 'not-permitted',
    EROFS: 'not-permitted',
  };
  return new CodedError(codes[systemCodeOf(error) ?? ''] ?? 'not-saved', { cause: error });
}
