/**
 * Codes of accounts at a moment, as the command line prints them. Runs under Node.
 * The rule: showing codes changes nothing, so a counter-based account has none until one is asked for by itself.
 */
import type { Account, OtpType } from '../otp/account.ts';
import { codeAt, validUntilMs } from '../otp/code.ts';
import { hasItsPin } from '../otp/pin-code.ts';
import { fullName } from './print.ts';

export interface CodeJson {
  readonly id: string;
  readonly issuer: string;
  readonly account: string;
  readonly type: OtpType;
  /** Null with a `reason`. */
  readonly code: string | null;
  readonly nextCode: string | null;
  /** Unix seconds at which `nextCode` takes over. */
  readonly validUntil: number | null;
  readonly reason?: 'counter-based' | 'no-pin';
}

/** `atMs`: Unix milliseconds. */
export function codeJson({ id, issuer, accountName, otp }: Account, atMs: number): CodeJson {
  const named = { id, issuer, account: accountName, type: otp.type };
  const none = { code: null, nextCode: null, validUntil: null };
  if (otp.type === 'hotp') return { ...named, ...none, reason: 'counter-based' };
  if (!hasItsPin(otp)) return { ...named, ...none, reason: 'no-pin' };
  const untilMs = validUntilMs(otp, atMs);
  const nextCode = untilMs <= Number.MAX_SAFE_INTEGER ? codeAt(otp, untilMs) : null;
  return { ...named, code: codeAt(otp, atMs), nextCode, validUntil: untilMs / 1000 };
}

/** Code, seconds left and name; columns as wide as they have to be. */
export function codeLines(codes: readonly CodeJson[], atMs: number): readonly string[] {
  const shown = codes.map((each) => [each.code ?? '-', leftText(each, atMs), fullName(each)] as const);
  const widthOf = (column: 0 | 1) => Math.max(0, ...shown.map((row) => row[column].length));
  const isTimed = widthOf(1) > 0;
  return shown.map(([code, left, name]) =>
    [code.padEnd(widthOf(0)), ...(isTimed ? [left.padStart(widthOf(1))] : []), name].join('  '),
  );
}

function leftText({ validUntil, reason }: CodeJson, atMs: number): string {
  if (reason === 'counter-based') return 'use --next';
  if (reason === 'no-pin') return 'no PIN';
  return validUntil === null ? '' : `${Math.ceil(validUntil - atMs / 1000)} s`;
}
