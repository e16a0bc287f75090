/**
 * Whatever can go wrong, as an exit code, a word for JSON and a sentence that says what to do. Runs under Node.
 * The rule: what was not foreseen is told by its kind alone: its text could hold anything.
 */
import { FileProblem } from '../formats/problem.ts';
import { CodedError, type FailureCode } from '../ipc/failure.ts';
import { PASSWORD_LENGTH_MIN } from '../vault/password-length.ts';
import { CommandFailure } from './command.ts';
import { EXIT, type ExitCode, exitCodeOf } from './exit-codes.ts';
import { problemSentence } from './problem-sentence.ts';

/** Those that the command line can meet. */
export const FAILURES: Partial<Readonly<Record<FailureCode, readonly [ExitCode, string]>>> = {
  'no-vault': [EXIT.wrongUse, 'there is no vault: make one with "halfminute init", or name one with --vault'],
  'vault-exists': [EXIT.wrongUse, 'there is a file already where the vault would be: it is left as it is'],
  'password-too-short': [EXIT.wrongUse, `the password needs at least ${PASSWORD_LENGTH_MIN} characters`],
  'vault-unreadable': [
    EXIT.wrongUse,
    "the vault's file cannot be opened: it is a folder, its path leads nowhere, or reading it is not permitted",
  ],
  'vault-changed-on-disk': [
    EXIT.wrongUse,
    "something else was put in the vault's place in the meantime: nothing was saved",
  ],
  'disk-full': [EXIT.wrongUse, 'the disk is full: nothing was saved'],
  'not-permitted': [EXIT.wrongUse, 'writing there is not permitted: nothing was saved'],
  'not-saved': [EXIT.wrongUse, 'it could not be saved'],
  'counter-exhausted': [EXIT.wrongUse, 'the counter cannot go further'],
  'wrong-password': [EXIT.wrongPassword, 'the password is wrong'],
  'unusual-work': [
    EXIT.notUnderstood,
    'the file asks for far more work than files of Halfminute do, and may have been tampered with: --any-work tries the password all the same',
  ],
  'no-password': [EXIT.wrongPassword, 'the vault has no password: open it with its recovery key'],
  'no-recovery-key': [EXIT.wrongPassword, 'it has no recovery key'],
  'invalid-recovery-key': [EXIT.wrongPassword, 'these are not the words of a recovery key'],
  'wrong-recovery-key': [EXIT.wrongPassword, 'a sound recovery key, but not of this vault'],
  'vault-damaged': [
    EXIT.notUnderstood,
    'the file is damaged: "halfminute recover" looks for an earlier one that is whole',
  ],
  'vault-newer': [EXIT.notUnderstood, 'a newer version of Halfminute made the file'],
  'unsupported-file': [EXIT.notUnderstood, 'no vault or backup of Halfminute'],
  'file-too-large': [EXIT.notUnderstood, 'the file is too large to be a vault'],
  'backup-not-verified': [EXIT.notUnderstood, 'the backup was written, but does not open as it should'],
  'account-missing': [EXIT.nothingFound, 'the account is not there any more'],
  'nothing-to-undo': [EXIT.nothingFound, 'there is no change that could be taken back'],
};

/** What a command ends with when `error` was thrown. */
export function failureOf(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  if (error instanceof FileProblem)
    return new CommandFailure(error.code, exitCodeOf(error.code), problemSentence(error.code));
  const known = error instanceof CodedError ? FAILURES[error.code] : undefined;
  if (error instanceof CodedError && known !== undefined) return new CommandFailure(error.code, ...known);
  const kind = error instanceof Error ? error.name : typeof error;
  const code = error instanceof Error && 'code' in error ? `, ${String(error.code)}` : '';
  return new CommandFailure('unexpected', EXIT.wrongUse, `something went wrong (${kind}${code})`);
}
