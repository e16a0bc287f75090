/**
 * The recovery key as people hold it: 24 words (BIP-39, English), or shares of it. Vault process, CLI, tests.
 * The rule: what cannot be read is said exactly (which text, which word), and nothing is guessed.
 */
import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { combineShares, readShare, SHARE_WORDS, type Share } from './recovery-share.ts';
import { readWords } from './word-text.ts';

export const RECOVERY_WORDS = 24;

/** Why a typed text is neither a recovery key nor a share that goes with the ones before it. Positions count from 1. */
export type RecoveryTextProblem =
  | { readonly reason: 'unknown-word'; readonly wordPosition: number }
  | { readonly reason: 'word-count'; readonly wordCount: number }
  /** The words are of the list, but one is wrong or two are swapped. */
  | { readonly reason: 'checksum' }
  /** A share of another recovery key, or made in another go, or a whole key among shares. */
  | { readonly reason: 'does-not-fit' }
  | { readonly reason: 'repeated-share' };

export type RecoveryReading =
  | { readonly kind: 'key'; readonly key: Uint8Array }
  /** Sound shares of one key, but fewer than needed. */
  | { readonly kind: 'shares'; readonly shares: readonly Share[] }
  /** `textIndex`: which of the texts, from 0. */
  | { readonly kind: 'problem'; readonly textIndex: number; readonly problem: RecoveryTextProblem };

/** The 24 words of a key of 32 bytes. */
export function wordsOfKey(key: Uint8Array): readonly string[] {
  return entropyToMnemonic(key, wordlist).split(' ');
}

/** Reads one text with the whole key, or several with a share each. No text at all is no shares yet. */
export async function readRecoveryTexts(texts: readonly string[]): Promise<RecoveryReading> {
  const shares: Share[] = [];
  for (const [textIndex, text] of texts.entries()) {
    const read = readText(text);
    if ('reason' in read) return { kind: 'problem', textIndex, problem: read };
    if (read instanceof Uint8Array) {
      if (texts.length === 1) return { kind: 'key', key: read };
      return { kind: 'problem', textIndex, problem: { reason: 'does-not-fit' } };
    }
    const problem = whyNotBeside(read, shares);
    if (problem !== null) return { kind: 'problem', textIndex, problem };
    shares.push(read);
  }
  const [first] = shares;
  if (first === undefined || shares.length < first.needed) return { kind: 'shares', shares };
  const key = await combineShares(shares);
  if (key !== null) return { kind: 'key', key };
  return { kind: 'problem', textIndex: texts.length - 1, problem: { reason: 'does-not-fit' } };
}

function readText(text: string): Uint8Array | Share | RecoveryTextProblem {
  const read = readWords(text);
  if ('unknownPosition' in read) return { reason: 'unknown-word', wordPosition: read.unknownPosition };
  const { words } = read;
  if (words.length === SHARE_WORDS) return readShare(words) ?? { reason: 'checksum' };
  if (words.length !== RECOVERY_WORDS) return { reason: 'word-count', wordCount: words.length };
  try {
    return mnemonicToEntropy(words.join(' '), wordlist);
  } catch {
    return { reason: 'checksum' };
  }
}

function whyNotBeside(share: Share, others: readonly Share[]): RecoveryTextProblem | null {
  const fits = others.every(
    ({ keyNumber, needed, count }) =>
      keyNumber === share.keyNumber && needed === share.needed && count === share.count,
  );
  if (!fits) return { reason: 'does-not-fit' };
  const [x] = share.point.subarray(-1);
  const isRepeated = others.some((other) => other.number === share.number);
  if (isRepeated) return { reason: 'repeated-share' };
  // Two sets of one key: their numbers differ, but the coordinates may meet by chance.
  return others.some((other) => other.point.at(-1) === x) ? { reason: 'does-not-fit' } : null;
}
