/** Drawings that multiply themselves are known before they are drawn; codes of every usual make are not taken for them. */
import { renderSVG } from 'uqr';
import { describe, expect, it } from 'vitest';
import { isSvgTooMuch } from '../../renderer/scan/svg-weight.ts';

const nested = (levels: number, copies: number) =>
  Array.from(
    { length: levels },
    (_, at) => `<g id="l${at + 1}">${`<use xlink:href="#l${at}"/>`.repeat(copies)}</g>`,
  ).join('');
const drawing = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg"><defs><path id="l0" d="M0 0h1v1z"/></defs>${inside}</svg>`;

describe('isSvgTooMuch', () => {
  it('is true of what multiplies itself', () => {
    expect(isSvgTooMuch(drawing(nested(9, 10)))).toBe(true);
    expect(isSvgTooMuch(drawing(nested(17, 2)))).toBe(true);
  });

  it('is true of more elements than any code has', () => {
    expect(isSvgTooMuch(drawing('<rect/>'.repeat(100_001)))).toBe(true);
  });

  it.each([
    ['one path', renderSVG('otpauth://totp/a?secret=b')],
    ['a rectangle for each module', drawing('<rect x="1" width="1" height="1"/>'.repeat(31_329))],
    ['a copy for each module', drawing('<use href="#l0" x="1"/>'.repeat(31_329))],
    ['a few levels of copies', drawing(nested(3, 10))],
    ['nothing', ''],
    ['no drawing', 'a < b > c </g></g></g>'],
  ])('is false of %s', (_, text) => {
    expect(isSvgTooMuch(text)).toBe(false);
  });
});
