/**
 * Bounds on files of other apps that are given together, for page, contract and command line. Data alone; runs everywhere.
 * The rule: who hands files over and who takes them read the same number here.
 */

export { RECOVERY_TEXT_MAX } from '../otp/account-extras.ts';

/** Largest file that is looked at; `formats/limits.ts`, which knows nothing of calls, holds the readers to the same. */
export const FILE_BYTES_MAX = 64 * 1024 * 1024;
export const FILE_NAME_LENGTH_MAX = 1024;
/** Bytes of all companions together: each is a short list of files. */
export const COMPANION_BYTES_MAX = 4 * 1024 * 1024;
export const COMPANIONS_MAX = 20;
/** A file that belongs to others beside it and helps to open them: Steam Desktop Authenticator's manifest.json. */
export const COMPANION_NAME = /manifest\.json$/i;
