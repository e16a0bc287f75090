/**
 * What the command's exit code means. Runs under Node.
 * The rule: scripts depend on these numbers; they do not change.
 */
import type { FileProblemCode } from '../formats/problem.ts';

export const EXIT = {
  done: 0,
  wrongUse: 1,
  wrongPassword: 2,
  notUnderstood: 3,
  someSkipped: 4,
  nothingFound: 5,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_MEANING: Readonly<Record<ExitCode, string>> = {
  [EXIT.done]: 'done',
  [EXIT.wrongUse]: 'wrong use, or a file that cannot be opened or written',
  [EXIT.wrongPassword]: 'wrong password or recovery key, or none given',
  [EXIT.notUnderstood]: 'file damaged or not understood',
  [EXIT.someSkipped]: 'some entries skipped',
  [EXIT.nothingFound]: 'nothing found',
};

/** The exit code for a file that could not be read. */
export function exitCodeOf(problem: FileProblemCode): ExitCode {
  if (problem === 'password-needed' || problem === 'wrong-password') return EXIT.wrongPassword;
  if (problem === 'columns-needed' || problem === 'format-needed') return EXIT.wrongUse;
  if (problem === 'companion-needed') return EXIT.wrongUse;
  return problem === 'empty' ? EXIT.nothingFound : EXIT.notUnderstood;
}
