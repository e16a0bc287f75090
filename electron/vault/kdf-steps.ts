/**
 * How dear a password may be made to guess, in steps, and what each costs on this computer. Vault process, CLI, tests.
 * The rule: no step is weaker than KDF_CURRENT, and none takes more of the memory than the computer can spare.
 */
import { totalmem } from 'node:os';
import { deriveSlotKey, KDF_CURRENT, KDF_SALT_BYTES, type KdfParameters, workOf } from './kdf.ts';

/** The step that people get who choose nothing. */
export const KDF_STEP_DEFAULT = 1;

/** Each about twice as dear as the one before. Memory first: it is what guessing machines have least of. */
export const KDF_STEPS: Readonly<Record<1 | 2 | 3 | 4, KdfParameters>> = {
  1: KDF_CURRENT,
  2: { ...KDF_CURRENT, memoryKiB: 128 * 1024 },
  3: { ...KDF_CURRENT, memoryKiB: 256 * 1024 },
  4: { ...KDF_CURRENT, memoryKiB: 256 * 1024, passes: 6 },
};
export type KdfStep = keyof typeof KDF_STEPS;

/** The most work (`workOf`) that a file of ours asks for. A person is asked before a password is tried on one that asks for more. */
export const USUAL_WORK_MAX = workOf(KDF_STEPS[4]);

/**
 * The most work that this computer's vault may ask for unasked.
 * @param lastSeenWork what it asked for when it was last open here; 0 when that is not known. A program that found the
 *   vault's costs too low may have raised them to today's since.
 */
export function vaultWorkMax(lastSeenWork: number): number {
  return lastSeenWork === 0 ? USUAL_WORK_MAX : Math.max(lastSeenWork, workOf(KDF_CURRENT));
}

/** A key is derived at every unlock; no more than this part of the memory may go into it. */
const MEMORY_PART_MAX = 1 / 8;

export interface MeasuredStep {
  readonly step: KdfStep;
  readonly parameters: KdfParameters;
  /** Milliseconds that one unlock takes with it here, by one run. */
  readonly measuredMs: number;
}

export interface KdfMeasurement {
  /** In growing order; the first is always there. Dearer ones are left out where they would take too long. */
  readonly steps: readonly MeasuredStep[];
  /** The dearest within the target; KDF_STEP_DEFAULT on a computer on which none is. */
  readonly suggestedStep: KdfStep;
}

export interface MeasureOptions {
  /** Stands in for the real KDF in tests. */
  readonly derive?: (parameters: KdfParameters) => Promise<unknown>;
  /** Milliseconds of a clock that never goes back. */
  readonly clock?: () => number;
  readonly totalMemoryBytes?: number;
}

/**
 * Runs the KDF once a step, from the cheapest on, until one takes longer than `targetMs`. Takes about as long as the
 * steps that it gives together, and their memory one after the other.
 */
export async function measureKdf(
  targetMs: number,
  {
    derive = deriveOnce,
    clock = () => performance.now(),
    totalMemoryBytes = totalmem(),
  }: MeasureOptions = {},
): Promise<KdfMeasurement> {
  // The first run also compiles the WebAssembly, which no later unlock in the same process pays for.
  const warmUp = { memoryKiB: 8 * 1024, passes: 1, lanes: 1 };
  await derive(warmUp);
  const steps: MeasuredStep[] = [];
  for (const step of [1, 2, 3, 4] as const) {
    const parameters = KDF_STEPS[step];
    const isTooLarge = parameters.memoryKiB * 1024 > totalMemoryBytes * MEMORY_PART_MAX;
    if (step !== KDF_STEP_DEFAULT && isTooLarge) break;
    const startedAtMs = clock();
    await derive(parameters);
    const measuredMs = Math.round(clock() - startedAtMs);
    steps.push({ step, parameters, measuredMs });
    if (measuredMs > targetMs) break;
  }
  const within = steps.filter(({ measuredMs }) => measuredMs <= targetMs);
  return { steps, suggestedStep: within.at(-1)?.step ?? KDF_STEP_DEFAULT };
}

/** The step whose costs these are; null for costs of no step (an older or a foreign file). */
export function kdfStepOf({ memoryKiB, passes }: KdfParameters): KdfStep | null {
  const found = ([1, 2, 3, 4] as const).find(
    (step) => KDF_STEPS[step].memoryKiB === memoryKiB && KDF_STEPS[step].passes === passes,
  );
  return found ?? null;
}

function deriveOnce(parameters: KdfParameters): Promise<Uint8Array> {
  return deriveSlotKey('a password to measure with', new Uint8Array(KDF_SALT_BYTES), parameters);
}
