/**
 * How hard a password is to guess, by zxcvbn-ts, loaded when first asked for. Runs in the page.
 * The rule: it advises only; nothing but the vault's floor of 8 characters refuses a password.
 */
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import type en from './locales/en.json';

export const PASSWORD_LENGTH_MIN = 8;

export type StrengthLevel = 0 | 1 | 2 | 3 | 4;
export type StrengthWarning = keyof (typeof en)['strength']['warning'];

export interface Strength {
  readonly level: StrengthLevel;
  /** zxcvbn's own key of its sentence; null when it has none. */
  readonly warning: StrengthWarning | null;
}

/** zxcvbn's time grows with length; what follows this much is not judged. */
const JUDGED_LENGTH = 100;

let estimator: Promise<ZxcvbnFactory> | null = null;

async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [core, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  // Without translations the warnings are given as keys, which our own sentences answer to.
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary, app: ['halfminute', 'authenticator'] },
    graphs: common.adjacencyGraphs,
  });
}

/** Judges a password; the first call loads the word lists. */
export async function judgePassword(password: string): Promise<Strength> {
  estimator ??= loadEstimator();
  const { score, feedback } = (await estimator).check(password.slice(0, JUDGED_LENGTH));
  return { level: score, warning: feedback.warning as StrengthWarning | null };
}
