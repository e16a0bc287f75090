/**
 * What every way of adding an account shares: names made safe to show, and what is unusual about a draft.
 * Pure; runs in the vault process. The rule: a name from outside never reaches the screen uncleaned.
 */
import { type AccountDraft, NAME_LENGTH_MAX } from './account.ts';
import type { UriWarning } from './problem.ts';

/**
 * Control characters, unpaired surrogates, line separators, and marks that reorder or hide text (Unicode
 * UAX 9 explicit formatting, zero-width space). U+200C and U+200D stay: scripts and emoji are joined by them.
 */
export const UNSAFE = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

export interface CleanName {
  readonly name: string;
  readonly wasShortened: boolean;
}

/** The text without characters that are unsafe to show; line breaks and tabs are among them. */
export function withoutUnsafe(text: string): string {
  return text.replace(UNSAFE, '');
}

/** Makes an issuer or account name safe: line breaks become spaces, unsafe marks go, ends are trimmed, length is bounded. */
export function cleanName(text: string): CleanName {
  const name = text
    .replace(/[\t\n\r]+/g, ' ')
    .replace(UNSAFE, '')
    .trim();
  if (name.length <= NAME_LENGTH_MAX) return { name, wasShortened: false };
  // A pair cut in two leaves an unpaired surrogate, which the second pass takes away.
  return { name: name.slice(0, NAME_LENGTH_MAX).replace(UNSAFE, '').trim(), wasShortened: true };
}

/** A name as it is compared: ends and case do not count. */
export function foldedName(name: string): string {
  return name.trim().toLowerCase();
}

/** True when two names are the same to a person. */
export function isSameName(left: string, right: string): boolean {
  return foldedName(left) === foldedName(right);
}

/** Issuer and account name in one text, as a person would say which account is meant. */
export function displayName(issuer: string, accountName: string): string {
  return issuer !== '' && accountName !== '' ? `${issuer}: ${accountName}` : issuer + accountName;
}

/** Takes `issuer:` off the front of an account name, case ignored; null when it is not there. */
export function withoutIssuerPrefix(issuer: string, label: string): string | null {
  if (issuer === '') return null;
  const prefix = label.slice(0, issuer.length + 1);
  return prefix.toLowerCase() === `${issuer}:`.toLowerCase() ? label.slice(issuer.length + 1).trim() : null;
}

/** Below this a secret is unusual: Azure uses 10 bytes; RFC 4226 section 4 (R6) asks for 16. */
const SHORT_SECRET_BYTES = 10;
const USUAL_PERIODS_SECONDS: readonly number[] = [15, 30, 60];

/** What is unusual, though allowed, about a draft: said in the review sheet before it is added. */
export function warningsOf({ issuer, accountName, otp }: AccountDraft): UriWarning[] {
  const warnings: UriWarning[] = [];
  if (issuer === '' && accountName === '') warnings.push('no-name');
  if (otp.secret.length < SHORT_SECRET_BYTES) warnings.push('short-secret');
  if ('digits' in otp && (otp.digits < 6 || otp.digits > 8)) warnings.push('unusual-digits');
  if (otp.type === 'totp' && !USUAL_PERIODS_SECONDS.includes(otp.periodSeconds))
    warnings.push('unusual-period');
  return warnings;
}
