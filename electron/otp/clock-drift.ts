/**
 * Finds how far this computer's clock is off, from codes that another device shows. Pure; runs in the vault process.
 * The rule: an answer says how sure it is; a drift that chance could have given is not called certain.
 */
import type { TotpParameters } from './account.ts';
import { codeAt, totpStep } from './code.ts';
import { DRIFT_SECONDS_MAX } from './explain-code.ts';

/** A code that another device showed, and when it was typed by this computer's clock. */
export interface CodeReading {
  readonly otp: TotpParameters;
  readonly code: string;
  /** Unix milliseconds. */
  readonly atMs: number;
}

/** The other clock is `fromMs` to `toMs` ahead of ours (below 0: behind), the end not included. */
export interface Drift {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface DriftFinding {
  /** Every drift that explains all readings, the smallest first; empty: none within an hour does. */
  readonly drifts: readonly Drift[];
  /** How many of them chance alone gives on average. */
  readonly chanceDrifts: number;
}

const distance = ({ fromMs, toMs }: Drift) =>
  fromMs <= 0 && toMs > 0 ? 0 : Math.min(Math.abs(fromMs), Math.abs(toMs));

/**
 * The drifts of at most DRIFT_SECONDS_MAX either way with which every reading's code was the current one.
 * Codes repeat by chance: a reading of n digits fits a wrong step once in 10^n. One that was given before proves nothing more.
 */
export function findDrift(readings: readonly CodeReading[]): DriftFinding {
  const first = readings[0];
  if (!first) return { drifts: [], chanceDrifts: 0 };
  let drifts: readonly Drift[] = [EVERY_DRIFT];
  let chanceDrifts = stepsInReach(first);
  for (const [at, reading] of readings.entries()) {
    if (readings.slice(0, at).some((before) => isSameReading(before, reading))) continue;
    const others = driftsOf(reading);
    drifts = drifts.flatMap((drift) => others.flatMap((other) => intersection(drift, other)));
    chanceDrifts /= 10 ** reading.otp.digits;
  }
  return { drifts: drifts.toSorted((a, b) => distance(a) - distance(b)), chanceDrifts };
}

/** Before the first reading: whatever there is. */
const EVERY_DRIFT: Drift = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

/** The same code of the same key, though it may stand in two accounts, or was typed a moment later. */
const isSameReading = (a: CodeReading, b: CodeReading) =>
  a.code === b.code &&
  a.otp.algorithm === b.otp.algorithm &&
  a.otp.periodSeconds === b.otp.periodSeconds &&
  a.otp.secret.length === b.otp.secret.length &&
  a.otp.secret.every((byte, at) => byte === b.otp.secret[at]);

const stepsInReach = ({ otp }: CodeReading) => (2 * DRIFT_SECONDS_MAX) / otp.periodSeconds + 1;

function driftsOf({ otp, code, atMs }: CodeReading): readonly Drift[] {
  const reachMs = DRIFT_SECONDS_MAX * 1000;
  const stepMs = otp.periodSeconds * 1000;
  const last = totpStep(otp, atMs + reachMs);
  const drifts: Drift[] = [];
  for (let step = totpStep(otp, Math.max(0, atMs - reachMs)); step <= last; step += 1) {
    const startMs = step * stepMs;
    if (codeAt(otp, startMs) === code) drifts.push({ fromMs: startMs - atMs, toMs: startMs + stepMs - atMs });
  }
  return drifts;
}

function intersection(a: Drift, b: Drift): readonly Drift[] {
  const fromMs = Math.max(a.fromMs, b.fromMs);
  const toMs = Math.min(a.toMs, b.toMs);
  return fromMs < toMs ? [{ fromMs, toMs }] : [];
}
