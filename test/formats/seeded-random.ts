/** Numbers that look random and are the same for the same seed. Tests only. */

export interface SeededRandom {
  /** A whole number from 0 up to, without, the limit. */
  below(limit: number): number;
}

/** Mulberry32: 32 bits of state are plenty to pick mutations with. */
export function randomFrom(seed: number): SeededRandom {
  let state = seed >>> 0;
  return {
    below(limit) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
    },
  };
}
