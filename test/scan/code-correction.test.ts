/**
 * Error correction against an independent encoder: codes of all levels are put back as they were drawn, and noise
 * is never taken for a code.
 */
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { correctCode } from '../../renderer/scan/code-correction.ts';
import { layoutOf } from '../../renderer/scan/qr-layout.ts';

/** Both ends, the first with several blocks, with version information, with 32's odd alignment spacing. */
const VERSIONS = [1, 2, 3, 5, 6, 7, 8, 10, 13, 14, 20, 27, 32, 33, 40];
const LEVELS = ['L', 'M', 'Q', 'H'] as const;

/** A linear congruential generator: the same noise every time. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function draw(version: number, ecc: (typeof LEVELS)[number]) {
  const { data, size } = encode('otpauth', {
    ecc,
    minVersion: version,
    maxVersion: version,
    border: 0,
    boostEcc: false,
  });
  return { truth: Uint8Array.from(data.flat(), Number), size };
}

describe('correctCode', () => {
  it.each(LEVELS)('puts versions of level %s back after damage', (ecc) => {
    for (const version of VERSIONS) {
      const { truth, size } = draw(version, ecc);
      expect(layoutOf(version).size).toBe(size);
      const random = noise(version);
      const levels = Float32Array.from(truth, (dark) => (dark === 1 ? 1 : -1));
      for (let i = 0; i < levels.length; i++) if (random() < 0.003) levels[i] = -0.5 * levels[i]!;
      const corrected = correctCode(levels, version);
      expect(corrected !== null && Buffer.compare(corrected, truth) === 0, `version ${version}`).toBe(true);
    }
  });

  it('makes up twice as much where it is known what is lost', () => {
    const { truth, size } = draw(5, 'H');
    const levels = Float32Array.from(truth, (dark) => (dark === 1 ? 1 : -1));
    // The lower right third is outside the picture: unknown, not wrong.
    for (let y = 14; y < size; y++) for (let x = size - 13; x < size; x++) levels[y * size + x] = 0;
    expect(correctCode(levels, 5)).toEqual(truth);
  });

  it('refuses what is damaged beyond correction', () => {
    const { truth } = draw(5, 'L');
    const random = noise(1);
    const levels = Float32Array.from(truth, (dark) => (dark === 1 ? 1 : -1) * (random() < 0.12 ? -1 : 1));
    expect(correctCode(levels, 5)).toBeNull();
  });

  it('never takes noise for a code', () => {
    const random = noise(2);
    for (let i = 0; i < 400; i++) {
      const version = 1 + (i % 8);
      const { size } = layoutOf(version);
      const levels = Float32Array.from({ length: size * size }, () => random() * 2 - 1);
      expect(correctCode(levels, version)).toBeNull();
    }
  });
});
