/**
 * Bytes as words of the BIP-39 English list, and a person's text back into words. Vault process, CLI, tests.
 * The rule: reading forgives what cannot change the meaning (case, spaces, numbering, words cut to four letters) and
 * nothing else: a word that is not in the list is named, never guessed.
 */
import { wordlist } from '@scure/bip39/wordlists/english.js';

const BITS_PER_WORD = 11;
/** BIP-39: the first four letters tell the words of this list apart. */
const PREFIX_LETTERS = 4;

const positions: ReadonlyMap<string, number> = new Map(wordlist.map((word, index) => [word, index]));
const byPrefix: ReadonlyMap<string, string> = new Map(
  wordlist
    .filter((word) => word.length >= PREFIX_LETTERS)
    .map((word) => [word.slice(0, PREFIX_LETTERS), word]),
);

/**
 * The list's words in a text. Anything but letters separates them, so numbered lists, line ends and commas are fine.
 * @returns the words in full, or the 1-based position of the first that is not in the list.
 */
export function readWords(
  text: string,
): { readonly words: readonly string[] } | { readonly unknownPosition: number } {
  const typed =
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
  const words: string[] = [];
  for (const [index, each] of typed.entries()) {
    const word = fullWord(each);
    if (word === null) return { unknownPosition: index + 1 };
    words.push(word);
  }
  return { words };
}

/** The word that is meant: itself, or cut to four letters or more. `abandom` is neither. */
function fullWord(typed: string): string | null {
  if (positions.has(typed)) return typed;
  const word = byPrefix.get(typed.slice(0, PREFIX_LETTERS));
  return word?.startsWith(typed) === true ? word : null;
}

/** Eleven bits a word, most significant first. @param bytes a multiple of 11 bytes, so that no bits are left over. */
export function wordsOfBytes(bytes: Uint8Array): readonly string[] {
  if (bytes.length % BITS_PER_WORD !== 0) throw new RangeError('not a multiple of 11 bytes');
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{11}/g) ?? []).map((group) => wordlist[Number.parseInt(group, 2)] as string);
}

/** The bytes of words of the list. @param words a multiple of 8 of them. */
export function bytesOfWords(words: readonly string[]): Uint8Array {
  if (words.length % 8 !== 0) throw new RangeError('not a multiple of 8 words');
  const bits = words.map((word) => indexOf(word).toString(2).padStart(BITS_PER_WORD, '0')).join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

function indexOf(word: string): number {
  const index = positions.get(word);
  if (index === undefined) throw new RangeError('not a word of the list');
  return index;
}
