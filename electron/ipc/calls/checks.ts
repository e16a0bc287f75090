/**
 * Calls that check: whether a code is the site's, whether the clock is right, whether accounts are in order.
 * Runs in every process. The rule: nothing is changed but by `confirm`.
 */
import * as v from 'valibot';
import type { Drift, DriftFinding } from '../../otp/clock-drift.ts';
import type { CodeExplanation, CodeFit } from '../../otp/explain-code.ts';
import type { Changed } from './accounts.ts';
import { call, id, nothing } from './call.ts';

export type { CodeExplanation, CodeFit, Drift, DriftFinding };

export type HealthKind =
  /** The secret is shorter than 128 bits: have the site make a new one. */
  | 'short-secret'
  /** The same secret in several accounts: one is a copy. */
  | 'same-secret'
  /** The same issuer and account name with different secrets. */
  | 'same-name'
  /** Nobody has confirmed that the codes are the site's. */
  | 'never-verified'
  | 'no-recovery-codes'
  /** Added or changed since the last proved backup. */
  | 'not-backed-up'
  /** The vault opens by the password alone. */
  | 'one-key';

export interface HealthFinding {
  readonly kind: HealthKind;
  /** Accounts that it is about, alike ones together; empty for the vault as a whole. */
  readonly ids: readonly string[];
}

/** What there is to say of this computer's clock without asking anybody; each 0 when there is nothing. */
export interface ClockWatchView {
  /** Milliseconds by which the clock was moved since the app unlocked or locked last; below 0: back. */
  readonly movedMs: number;
  /** Milliseconds by which the clock is before the vault's last change. */
  readonly behindSaveMs: number;
}

/** Accounts that may be one, in the vault's order; those that the person told apart are in no group. */
export interface DuplicatesView {
  readonly kind: 'same-secret' | 'same-name';
  readonly ids: readonly string[];
}

/** Digits as typed, without gaps. */
const typedCode = v.pipe(v.string(), v.regex(/^\d{1,10}$/));

export const checksCalls = {
  /**
   * Why a code that the site accepted or a phone shows is, or is not, ours. Time-based accounts only:
   * `account-missing` for others.
   */
  explain: call<CodeExplanation>()(v.strictObject({ id, code: typedCode })),
  /** The person has seen the site accept the account's codes. */
  confirm: call<Changed>()(v.strictObject({ id })),
  /** How far this computer's clock is off, from codes that another device shows right now. */
  clock: call<DriftFinding>()(
    v.strictObject({
      readings: v.pipe(v.array(v.strictObject({ id, code: typedCode })), v.minLength(1), v.maxLength(2)),
    }),
  ),
  /** Looks at the clock; asked when codes are made anew and when the window is shown. */
  clockWatch: call<ClockWatchView>()(nothing),
  /** `accounts.keepOne` and `accounts.keepApart` settle a group. */
  duplicates: call<readonly DuplicatesView[]>()(nothing),
  health: call<readonly HealthFinding[]>()(nothing),
} as const;
