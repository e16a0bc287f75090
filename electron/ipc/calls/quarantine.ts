/**
 * Calls about records of the vault that could not be decoded. Runs in every process.
 * The rule: they stay in the vault; what is saved of them is a copy, unencrypted, and takes the password.
 */
import * as v from 'valibot';
import { call, id, password } from './call.ts';

export interface RecordsSaved {
  readonly fileName: string;
  readonly recordCount: number;
}

export const quarantineCalls = {
  /** Writes the records, a line each, as they are stored, to a file that main let the person choose (`grant`). */
  save: call<RecordsSaved>()(v.strictObject({ grant: id, password })),
} as const;
