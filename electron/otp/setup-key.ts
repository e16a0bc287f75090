/**
 * "Enter a setup key": what a person typed into the form becomes a review. Pure; vault process.
 * The rule: a whole Key URI pasted into the key field is understood, and then its own parameters count.
 */
import type { Account, AccountDraft, Algorithm, OtpParameters } from './account.ts';
import { parseSecret } from './base32.ts';
import { cleanName } from './draft.ts';
import { findKeyUris } from './foreign-text.ts';
import type { SecretProblem } from './problem.ts';
import { continueReview, NO_SOURCE, type ReviewState, reviewDrafts, reviewTexts } from './review.ts';

/** The form's fields, in the ranges of account.ts (the contract's parser has seen to that). */
export interface SetupKeyForm {
  readonly issuer: string;
  readonly accountName: string;
  readonly key: string;
  readonly type: 'totp' | 'hotp' | 'steam';
  readonly algorithm: Algorithm;
  readonly digits: number;
  readonly periodSeconds: number;
  readonly counter: number;
}

/** What is wrong with a typed key; null when it can be used. A pasted Key URI is judged as a whole. */
export function checkSetupKey(key: string): SecretProblem | null {
  if (findKeyUris(key).length > 0) {
    const { candidates } = reviewTexts([key], []);
    return candidates.length > 0 ? null : 'bad-character';
  }
  const parsed = parseSecret(key);
  return parsed.ok ? null : parsed.problem;
}

/**
 * Turns the form into a review of one account. A key that cannot be used gives a review with a problem and no
 * candidate. Names that were typed win over the names in a pasted URI.
 */
export function reviewSetupKey(form: SetupKeyForm, existing: readonly Account[]): ReviewState {
  if (findKeyUris(form.key).length > 0) return reviewPastedUri(form, existing);
  const parsed = parseSecret(form.key);
  if (!parsed.ok) {
    const reason = parsed.problem === 'empty' ? 'no-secret' : 'bad-secret';
    return { ...reviewDrafts([], existing), problems: [{ source: NO_SOURCE, reason, seen: '' }] };
  }
  return reviewDrafts([{ ...namesOf(form), otp: parametersOf(form, parsed.secret) }], existing);
}

function reviewPastedUri(form: SetupKeyForm, existing: readonly Account[]): ReviewState {
  const read = reviewTexts([form.key], existing);
  const typed = namesOf(form);
  // Several accounts (a migration URI) keep their own names: one typed name cannot be meant for all.
  const isOne = read.candidates.length === 1;
  const candidates = read.candidates.map((candidate) => {
    const { issuer, accountName, otp } = candidate.draft;
    const draft: AccountDraft = isOne
      ? { issuer: typed.issuer || issuer, accountName: typed.accountName || accountName, otp }
      : candidate.draft;
    const hasName = draft.issuer !== '' || draft.accountName !== '';
    const warnings = candidate.warnings.filter((warning) => warning !== 'no-name' || !hasName);
    return { ...candidate, draft, warnings, source: NO_SOURCE };
  });
  const problems = read.problems.map((problem) => ({ ...problem, source: NO_SOURCE }));
  return continueReview({ ...read, candidates, problems }, [], existing);
}

function namesOf(form: SetupKeyForm): { readonly issuer: string; readonly accountName: string } {
  return { issuer: cleanName(form.issuer).name, accountName: cleanName(form.accountName).name };
}

function parametersOf(form: SetupKeyForm, secret: Uint8Array): OtpParameters {
  const { type, algorithm, digits, periodSeconds, counter } = form;
  if (type === 'steam') return { type, secret };
  if (type === 'hotp') return { type, secret, algorithm, digits, counter };
  return { type, secret, algorithm, digits, periodSeconds };
}
