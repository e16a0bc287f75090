/**
 * KDF costs in steps: measured from the cheapest on, suggested by time, bounded by memory.
 */
import { describe, expect, it } from 'vitest';
import {
  areKdfParametersAllowed,
  isWeakerThanCurrent,
  KDF_CURRENT,
  type KdfParameters,
} from '../../electron/vault/kdf.ts';
import { KDF_STEPS, kdfStepOf, measureKdf } from '../../electron/vault/kdf-steps.ts';

const GIB = 1024 ** 3;

/** A computer on which a MiB of memory filled once takes `msPerMiB`. */
function computer(msPerMiB: number) {
  let nowMs = 0;
  const ran: KdfParameters[] = [];
  const derive = async (parameters: KdfParameters) => {
    ran.push(parameters);
    nowMs += (parameters.memoryKiB / 1024) * parameters.passes * msPerMiB;
  };
  return { derive, clock: () => nowMs, ran };
}

describe('steps', () => {
  it('begin at today’s costs and stay within the format’s bounds', () => {
    const steps = Object.values(KDF_STEPS);
    expect(steps[0]).toEqual(KDF_CURRENT);
    expect(KDF_CURRENT).toEqual({ memoryKiB: 65536, passes: 3, lanes: 4 });
    for (const each of steps) {
      expect(areKdfParametersAllowed(each)).toBe(true);
      expect(isWeakerThanCurrent(each)).toBe(false);
    }
    const work = steps.map(({ memoryKiB, passes }) => memoryKiB * passes);
    expect(work).toEqual([...work].sort((left, right) => left - right));
  });

  it('are known again by their costs', () => {
    for (const step of [1, 2, 3, 4] as const) expect(kdfStepOf(KDF_STEPS[step])).toBe(step);
    expect(kdfStepOf({ memoryKiB: 65536, passes: 4, lanes: 4 })).toBeNull();
  });
});

describe('measuring', () => {
  it('suggests the dearest step within the target', async () => {
    const { steps, suggestedStep } = await measureKdf(1000, { ...computer(1), totalMemoryBytes: 16 * GIB });
    expect(steps.map(({ measuredMs }) => measuredMs)).toEqual([192, 384, 768, 1536]);
    expect(suggestedStep).toBe(3);
  });

  it('stops at the first step that takes too long, and never goes below the first', async () => {
    const slow = computer(20);
    const { steps, suggestedStep } = await measureKdf(1000, { ...slow, totalMemoryBytes: 16 * GIB });
    expect(steps.map(({ step }) => step)).toEqual([1]);
    expect(suggestedStep).toBe(1);
    expect(slow.ran).toHaveLength(2);
  });

  it('leaves out what takes more than an eighth of the memory', async () => {
    const small = computer(0.01);
    const { steps } = await measureKdf(5000, { ...small, totalMemoryBytes: 1 * GIB });
    expect(steps.map(({ step }) => step)).toEqual([1, 2]);
    expect(Math.max(...small.ran.map(({ memoryKiB }) => memoryKiB))).toBe(128 * 1024);
    const tiny = await measureKdf(5000, { ...computer(0.01), totalMemoryBytes: GIB / 8 });
    expect(tiny.steps.map(({ step }) => step)).toEqual([1]);
  });

  it('runs the real thing', async () => {
    const { steps } = await measureKdf(1);
    expect(steps).toHaveLength(1);
    expect(steps[0]?.measuredMs).toBeGreaterThan(1);
  });
});
