/**
 * Finds otpauth:// links in pasted or dropped text. Pure; runs in the page.
 * The rule: a link is cut out, not judged; what it holds is for the vault process to read.
 */

/** A link ends at the next one, at a line's end, or at a quote or angle bracket; unescaped spaces in names happen. */
const LINK = /otpauth(?:-migration)?:\/\/.*?(?=\s+otpauth(?:-migration)?:\/\/|["<>]|\s*$)/gim;

/** What one call of the contract takes. */
const TEXT_LENGTH_MAX = 16_384;
export const TEXTS_MAX = 1000;

/** The links in the text, in order, each once. */
export function findLinks(text: string): readonly string[] {
  const links = text.match(LINK) ?? [];
  return [...new Set(links.map((link) => link.trim().slice(0, TEXT_LENGTH_MAX)))].slice(0, TEXTS_MAX);
}

/** Texts as the contract takes them: each once, none longer than it allows. */
export function asTexts(found: readonly string[]): readonly string[] {
  return [...new Set(found.map((text) => text.slice(0, TEXT_LENGTH_MAX)))].slice(0, TEXTS_MAX);
}
