/**
 * Explains a code that a site or a phone shows and we do not: which parameters or which clock would give it.
 * Pure; runs in the vault process. The rule: it never asks for the time, and it judges one code in a bounded time.
 */
import { ALGORITHMS, type Algorithm, type TotpParameters } from './account.ts';
import { codeAt, periodSecondsOf } from './code.ts';

/**
 * How far a clock may be off, in seconds either way, for us to find it: a wrong summer time is an hour, and a clock that was
 * set by hand is seconds off besides.
 */
export const DRIFT_SECONDS_MAX = 3660;
/** What sites use in practice; the account's own period is tried too. */
const PERIODS_SECONDS: readonly number[] = [15, 30, 60];
export const EXPLAINED_DIGITS = { min: 5, max: 8 } as const;

/** One way in which the code would be right. */
export interface CodeFit {
  readonly algorithm: Algorithm;
  readonly digits: number;
  readonly periodSeconds: number;
  /**
   * Whole steps between our clock's step and the one that gives the code; above 0 the other clock is ahead of ours.
   */
  readonly stepsAhead: number;
  /** Whether the account has these parameters already, so that only the clock differs. */
  readonly isOwn: boolean;
}

export interface CodeExplanation {
  /** The likeliest first; empty: nothing that was tried gives this code. */
  readonly fits: readonly CodeFit[];
  /** How many fits chance alone gives on average, from 0 up; the closer to 0, the surer is a fit. */
  readonly chanceFits: number;
}

/** The next step is what people see who looked a moment later than they typed. */
const isNow = (fit: CodeFit) => Math.abs(fit.stepsAhead) <= 1;

/** Own parameters at this moment, then other parameters at this moment, then a clock that is off, then both. */
const rank = (fit: CodeFit) => (fit.isOwn ? 0 : 1) + (isNow(fit) ? 0 : 2);
const driftSeconds = (fit: CodeFit) => Math.abs(fit.stepsAhead) * fit.periodSeconds;

/**
 * Which parameters and which clock, up to DRIFT_SECONDS_MAX off, give a code.
 * @param otp the account's parameters as they are (RFC 6238)
 * @param typed 5 to 8 digits, as typed without gaps; anything else fits nothing
 * @param unixMs when it was seen, by our clock
 */
export function explainCode(otp: TotpParameters, typed: string, unixMs: number): CodeExplanation {
  const { min, max } = EXPLAINED_DIGITS;
  if (!/^\d+$/.test(typed) || typed.length < min || typed.length > max) return { fits: [], chanceFits: 0 };
  const digits = typed.length;
  const fits: CodeFit[] = [];
  let tried = 0;
  for (const periodSeconds of new Set([otp.periodSeconds, ...PERIODS_SECONDS])) {
    const steps = Math.ceil(DRIFT_SECONDS_MAX / periodSeconds);
    for (const algorithm of ALGORITHMS) {
      const parameters: TotpParameters = { ...otp, algorithm, digits, periodSeconds };
      const isOwn =
        algorithm === otp.algorithm && digits === otp.digits && periodSeconds === otp.periodSeconds;
      for (const stepsAhead of stepsInReach(steps, periodSeconds, unixMs)) {
        tried += 1;
        const at = unixMs + stepsAhead * periodSecondsOf(parameters) * 1000;
        if (codeAt(parameters, at) === typed)
          fits.push({ algorithm, digits, periodSeconds, stepsAhead, isOwn });
      }
    }
  }
  fits.sort((a, b) => rank(a) - rank(b) || driftSeconds(a) - driftSeconds(b));
  return { fits, chanceFits: tried / 10 ** digits };
}

/** -steps to steps, but for those that lie before 1970. */
function stepsInReach(steps: number, periodSeconds: number, unixMs: number): readonly number[] {
  const all = Array.from({ length: 2 * steps + 1 }, (_, at) => at - steps);
  return all.filter((stepsAhead) => unixMs + stepsAhead * periodSeconds * 1000 >= 0);
}
