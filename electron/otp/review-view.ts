/**
 * A review as the page may see it. Pure; vault process. The rule: no secret is in it.
 * Its shape is the contract's `Review`, which this folder does not import.
 */
import { type AccountDraft, type Algorithm, DEFAULT_PERIOD_SECONDS, type OtpType } from './account.ts';
import { STEAM_CODE_LENGTH } from './code.ts';
import type { Likeness } from './likeness.ts';
import type { UriWarning } from './problem.ts';
import type { ReviewBatch, ReviewFault, ReviewState } from './review.ts';

/** The parameters of an account that may be shown: all but the secret. */
export interface OtpView {
  readonly type: OtpType;
  readonly algorithm: Algorithm;
  readonly digits: number;
  /** Seconds; null for counter-based accounts. */
  readonly periodSeconds: number | null;
  /** null for time-based accounts. */
  readonly counter: number | null;
}

export interface CandidateView extends OtpView {
  readonly id: string;
  readonly issuer: string;
  readonly accountName: string;
  readonly state: Likeness['state'];
  readonly existingId: string | null;
  readonly warnings: readonly UriWarning[];
  readonly source: number;
}

export interface ReviewView {
  readonly reviewId: string;
  readonly candidates: readonly CandidateView[];
  readonly problems: readonly ReviewFault[];
  readonly batches: readonly { readonly size: number; readonly missing: readonly number[] }[];
}

/** What of an account's parameters may be shown. */
export function otpView(otp: AccountDraft['otp']): OtpView {
  if (otp.type === 'steam') {
    return {
      type: 'steam',
      algorithm: 'SHA1',
      digits: STEAM_CODE_LENGTH,
      periodSeconds: DEFAULT_PERIOD_SECONDS,
      counter: null,
    };
  }
  return {
    type: otp.type,
    algorithm: otp.algorithm,
    digits: otp.digits,
    periodSeconds: otp.type === 'totp' ? otp.periodSeconds : null,
    counter: otp.type === 'hotp' ? otp.counter : null,
  };
}

/** The whole review for the page. Exports of one QR code are left out of `batches`: there is nothing to wait for. */
export function reviewView(reviewId: string, state: ReviewState): ReviewView {
  return {
    reviewId,
    candidates: state.candidates.map(({ id, draft, state: likeness, existingId, warnings, source }) => ({
      id,
      ...otpView(draft.otp),
      issuer: draft.issuer,
      accountName: draft.accountName,
      state: likeness,
      existingId,
      warnings,
      source,
    })),
    problems: state.problems,
    batches: state.batches
      .filter((batch) => batch.size > 1)
      .map((batch) => ({ size: batch.size, missing: missingNumbers(batch) })),
  };
}

function missingNumbers({ size, seenIndexes }: ReviewBatch): readonly number[] {
  return Array.from({ length: size }, (_, index) => index)
    .filter((index) => !seenIndexes.includes(index))
    .map((index) => index + 1);
}
