/**
 * Why a file cannot be opened, in words. Runs under Node.
 * The rule: the file's name is no part of it: what was given as one could be a password or a key.
 */
import { systemCodeOf } from '../ipc/failure.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  EISDIR: 'it is a folder',
  EACCES: 'reading it is not permitted',
  EPERM: 'reading it is not permitted',
  ENOTDIR: 'a part of its path is no folder',
  ENAMETOOLONG: 'its name is too long',
};

/** To stand behind a colon. */
export function whyUnopened(error: unknown): string {
  const code = systemCodeOf(error);
  return code === undefined ? 'it is not readable' : (REASONS[code] ?? code);
}
