/**
 * How a code is written and spoken. Pure; runs in the page.
 * The rule: grouping is for the eye only; what is copied has no spaces.
 */

/** Splits a code for reading: 6 → 3+3, 7 → 3+4, 8 → 4+4, 9 → 3+3+3, 10 → 3+3+4; 4 and 5 stay whole. */
export function groupCode(code: string): readonly string[] {
  const lengths = GROUPS[code.length] ?? [code.length];
  let start = 0;
  return lengths.map((length) => {
    const group = code.slice(start, start + length);
    start += length;
    return group;
  });
}

const GROUPS: { readonly [length: number]: readonly number[] } = {
  6: [3, 3],
  7: [3, 4],
  8: [4, 4],
  9: [3, 3, 3],
  10: [3, 3, 4],
};

/** The code digit by digit, with a pause between groups: "1 2 3, 4 5 6". */
export function spokenCode(code: string): string {
  return groupCode(code)
    .map((group) => [...group].join(' '))
    .join(', ');
}
