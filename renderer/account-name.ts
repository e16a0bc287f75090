/** What to call an account in a sentence, and its initials where there is no mark. Pure; runs in the page. */
import { t } from './locales/text.ts';

interface Named {
  readonly issuer: string;
  readonly accountName: string;
}

/** "GitHub (alice)", or the one part that there is, or "Unnamed account". */
export function fullName({ issuer, accountName }: Named): string {
  if (issuer && accountName) return `${issuer} (${accountName})`;
  return issuer || accountName || t('codes.unnamed');
}

/** One or two letters: of the first two words, or of the first. */
export function initials({ issuer, accountName }: Named): string {
  const words = (issuer || accountName).split(/[\s._\-@/]+/u).filter(Boolean);
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? '');
  return letters.join('').toLocaleUpperCase() || '?';
}

/** A hue from 0 to 359 that stays the same for the same name, so that a row is found by its colour. */
export function nameHue({ issuer, accountName }: Named): number {
  let sum = 0;
  for (const character of issuer || accountName) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 360_000;
  return sum % 360;
}
