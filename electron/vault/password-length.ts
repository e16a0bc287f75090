/**
 * The floor under a password's length. Vault process, CLI, tests.
 * The rule: strength above the floor is the page's to judge, and nothing is ever cut off.
 */
import { CodedError } from '../ipc/failure.ts';

/** Counted in code points. */
export const PASSWORD_LENGTH_MIN = 8;

/** @throws CodedError `password-too-short`. */
export function refuseShortPassword(password: string): void {
  if ([...password].length < PASSWORD_LENGTH_MIN) throw new CodedError('password-too-short');
}
