/**
 * A review as the page may see it. Pure; vault process. The rule: no secret is in it.
 * Its shape is the contract's `Review`, which this folder does not import.
 */
import { type AccountDraft, type CodeHash, DEFAULT_PERIOD_SECONDS, type OtpType } from './account.ts';
import { STEAM_CODE_LENGTH } from './code.ts';
import type { Likeness } from './likeness.ts';
import { hasItsPin, MOTP_CODE_LENGTH, MOTP_PERIOD_SECONDS, YANDEX_CODE_LENGTH } from './pin-code.ts';
import type { UriWarning } from './problem.ts';
import type { ReviewBatch, ReviewFault, ReviewState } from './review.ts';

/** The parameters of an account that may be shown: all but the secret. */
export interface OtpView {
  readonly type: OtpType;
  readonly algorithm: CodeHash;
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
  readonly needsPin: boolean;
  readonly tags: readonly string[];
  readonly hasNote: boolean;
  readonly hasPicture: boolean;
  readonly isTrashed: boolean;
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
  const { type } = otp;
  switch (type) {
    case 'totp':
      return {
        type,
        algorithm: otp.algorithm,
        digits: otp.digits,
        periodSeconds: otp.periodSeconds,
        counter: null,
      };
    case 'hotp':
      return {
        type,
        algorithm: otp.algorithm,
        digits: otp.digits,
        periodSeconds: null,
        counter: otp.counter,
      };
    case 'steam':
      return fixedView(type, 'SHA1', STEAM_CODE_LENGTH, DEFAULT_PERIOD_SECONDS);
    case 'motp':
      return fixedView(type, 'MD5', MOTP_CODE_LENGTH, MOTP_PERIOD_SECONDS);
    case 'yandex':
      return fixedView(type, 'SHA256', YANDEX_CODE_LENGTH, DEFAULT_PERIOD_SECONDS);
  }
}

/** Types whose parameters are always the same. */
function fixedView(type: OtpType, algorithm: CodeHash, digits: number, periodSeconds: number): OtpView {
  return { type, algorithm, digits, periodSeconds, counter: null };
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
      needsPin: !hasItsPin(draft.otp),
      tags: draft.tags ?? [],
      hasNote: (draft.note ?? '') !== '',
      hasPicture: draft.picture !== undefined,
      isTrashed: draft.isTrashed ?? false,
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
