/**
 * Calls that give codes. Runs in every process.
 * The rule: a counter is saved before its code is given.
 */
import * as v from 'valibot';
import type { SavedView } from '../history.ts';
import { call, id } from './call.ts';

/** The codes of one account. Times are Unix milliseconds. `code` is null for a counter-based account before "next". */
export interface CodeView {
  readonly id: string;
  readonly code: string | null;
  readonly nextCode: string | null;
  readonly validUntilMs: number | null;
}

export interface NextCodeView extends CodeView, SavedView {}

export const codesCalls = {
  at: call<readonly CodeView[]>()(v.strictObject({ ids: v.pipe(v.array(id), v.maxLength(10000)) })),
  /** Counter-based: saves the counter first, then gives the code. */
  next: call<NextCodeView>()(v.strictObject({ id })),
  /** A code of this account was copied. Kept in memory and saved along with the next save, after a pause, or at lock. */
  used: call<null>()(v.strictObject({ id })),
} as const;
