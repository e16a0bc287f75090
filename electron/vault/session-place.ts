/**
 * Where a session's vault is and what it goes by. Types of session.ts. Vault process, CLI, tests.
 * The rule: every way of opening a session takes the same place.
 */
import type { FileFunctions } from './atomic-file.ts';

/** Which key opened this session; a new vault's is its password. */
export type OpenedBy = 'password' | 'recovery-key' | 'keychain';

export interface SessionPlace {
  readonly path: string;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly files?: FileFunctions;
  /** After how many days in the bin an account is forgotten, at the next save; 0 never. Never when left out. */
  readonly emptyBinDays?: () => number;
}
