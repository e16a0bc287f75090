/** The colours of high contrast reach 7:1 for text and 3:1 for lines and marks (WCAG 2.2, 1.4.6 and 1.4.11). */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(path.resolve(import.meta.dirname, '../../renderer/styles/tokens.css'), 'utf8');

/** The tokens that a rule sets. */
function tokensOf(selector: string): Readonly<Record<string, string>> {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`no rule ${selector}`);
  const body = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries(
    [...body.matchAll(/--([a-z-]+): ([^;]+);/g)].map(([, name, value]) => [name, value]),
  );
}
const light = tokensOf(':root[data-contrast="more"]');
const dark = { ...light, ...tokensOf(':root[data-contrast="more"][data-theme="dark"]') };

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
const contrast = (one: string, other: string) => {
  const [more = 0, less = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (more + 0.05) / (less + 0.05);
};

const GROUNDS = ['page', 'surface', 'surface-sunken', 'surface-hover', 'surface-press', 'accent-soft'];
const PAIRS = [
  ...['text', 'text-quiet', 'accent-text'].flatMap((text) =>
    GROUNDS.map((ground) => [text, ground] as const),
  ),
  ...['good', 'warn', 'bad'].flatMap((text) =>
    ['surface', `${text}-soft`].map((ground) => [text, ground] as const),
  ),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-hover'],
] as const;
const LINES = [
  ['line', 'surface'],
  ['line-strong', 'surface'],
  ['track', 'surface'],
  ['scroll-thumb', 'page'],
] as const;

describe.each([
  ['light', light],
  ['dark', dark],
])('%s', (_name, tokens: Readonly<Record<string, string>>) => {
  const colour = (name: string) => {
    const value = tokens[name];
    if (!value?.startsWith('#')) throw new Error(`no colour ${name}`);
    return value;
  };
  it.each(PAIRS)('%s on %s', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(7);
  });
  it.each(LINES)('%s on %s', (line, ground) => {
    expect(contrast(colour(line), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});

it('knows black on white', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
});
