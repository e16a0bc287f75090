/**
 * Tells whether pasted or dropped text holds authenticator links, and puts it into pieces that one call takes.
 * Pure; runs in the page. The rule: links are neither cut out nor judged here; that is for the vault process.
 */

/** What the vault process looks for: schemes, some of which it refuses by name, and the codes of a paper vault. */
const LINK =
  /(?<![a-z0-9+.-])(?:(?:apple-otpauth|otpauth-migration|otpauth|steam|motp):\/\/|halfminute-paper:\d)/i;

/** What one call of the contract takes. */
export const TEXT_LENGTH_MAX = 16_384;
export const TEXTS_MAX = 1000;

/**
 * The text, if it holds a link, as the contract takes it; empty if it holds none. A short text stays whole: what
 * stands around a link (a quotation, a "#" before it, a line broken by mail) tells where the link ends.
 */
export function textsWithLinks(text: string): readonly string[] {
  if (!LINK.test(text)) return [];
  const whole = text.trim();
  if (whole.length <= TEXT_LENGTH_MAX) return [whole];
  const lines = whole.split(/[\r\n]+/).filter((line) => LINK.test(line));
  return asTexts(lines.flatMap((line) => (line.length <= TEXT_LENGTH_MAX ? [line] : breakLine(line))));
}

/** A line too long for one call, broken before each link; the sign before a link goes with it. */
function breakLine(line: string): readonly string[] {
  const links = [...line.matchAll(new RegExp(LINK, 'gi'))];
  const starts = links.map(({ index }) => Math.max(0, index - 1));
  return starts.map((start, place) => line.slice(start, starts[place + 1]));
}

/** Texts as the contract takes them: each once, none longer than it allows. The review makes as many calls as they need. */
export function asTexts(found: readonly string[]): readonly string[] {
  return [...new Set(found.map((text) => text.slice(0, TEXT_LENGTH_MAX)))];
}
