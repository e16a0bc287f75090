/**
 * Tags, notes and recovery codes from outside, made safe to show and to keep: other apps' files, and what the page sends. Pure; vault process.
 * The rule: what comes in is hostile until it has passed here; what is too long is cut, never refused.
 */
import { NOTE_LENGTH_MAX, type RecoveryCode, TAG_LENGTH_MAX, TAGS_MAX } from './account-extras.ts';
import { cleanName, withoutUnsafe } from './draft.ts';

/** Tags cleaned as names are; empty ones and repeats go, and what is beyond the bounds. */
export function cleanTags(tags: readonly string[]): readonly string[] {
  const cleaned = tags.map((tag) => cleanName(cleanName(tag).name.slice(0, TAG_LENGTH_MAX)).name);
  return [...new Set(cleaned.filter((tag) => tag !== ''))].slice(0, TAGS_MAX);
}

/** Line breaks become LF and stay, tabs stay; the rest is cleaned as names are. */
export function cleanNote(text: string): string {
  const lines = text.slice(0, 2 * NOTE_LENGTH_MAX).split(/\r\n?|\n/);
  const note = lines.map((line) => line.split('\t').map(withoutUnsafe).join('\t')).join('\n');
  // A pair that the cut went through leaves half of it at the end.
  return note
    .slice(0, NOTE_LENGTH_MAX)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}

/** Each on one line, cleaned as names are; empty ones go, and one that is there twice is there once, used if either was. */
export function cleanRecoveryCodes(codes: readonly RecoveryCode[]): readonly RecoveryCode[] {
  const cleaned = new Map<string, number | null>();
  for (const { code, usedAtMs } of codes) {
    const text = withoutUnsafe(code.replace(/[\t\n\r]+/g, ' ')).trim();
    if (text !== '') cleaned.set(text, cleaned.get(text) ?? usedAtMs);
  }
  return [...cleaned].map(([code, usedAtMs]) => ({ code, usedAtMs }));
}
