/**
 * A code as people type or paste it: in groups, with dashes, in the digits of their keyboard. Pure; runs in the page.
 * The rule: only what stands for the same digit is changed; anything else stays, so that it is refused.
 */

/** The zeros of full-width, Arabic-Indic, Persian and Devanagari digits; their nine others follow each. */
const ZEROS = ['０', '٠', '۰', '०'] as const;
const OTHER_DIGIT = /[０-９٠-٩۰-۹०-९]/g;

/** Room for the digits of any code, a gap behind each, and marks that come along when it is pasted. */
export const TYPED_LENGTH_MAX = 32;

/** In ASCII digits, without spaces, dashes and invisible marks of a text's direction. */
export function typedCode(typed: string): string {
  return typed.replaceAll(/[\s\p{Pd}\p{Cf}]/gu, '').replaceAll(OTHER_DIGIT, (digit) => {
    const place = digit.charCodeAt(0);
    const zero = ZEROS.map((one) => one.charCodeAt(0)).find((at) => place >= at && place <= at + 9) ?? place;
    return String(place - zero);
  });
}
