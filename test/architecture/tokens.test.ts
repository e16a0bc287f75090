/**
 * One design language: sizes, colours, layers and times are the variables of styles/tokens.css, and nothing else names one.
 * The rule: an exception stands here with its reason.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const RENDERER = path.resolve(import.meta.dirname, '../../renderer');
const TOKENS = 'styles/tokens.css';
const filesOf = (ending: RegExp) =>
  readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => ending.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(RENDERER, file), 'utf8') }));

const withoutComments = (css: string) =>
  css.replace(/\/\*[\s\S]*?\*\//g, (text) => text.replace(/[^\n]/g, ' '));
const sheets = filesOf(/\.css$/).map(({ file, text }) => ({ file, css: withoutComments(text) }));
const scripts = filesOf(/\.tsx?$/);
const tokens = sheets.find(({ file }) => file === TOKENS)?.css ?? '';
const named = new Set([...tokens.matchAll(/(--[a-z0-9-]+)\s*:/g)].map((match) => match[1] ?? ''));

interface Found {
  readonly rule: string;
  readonly pattern: RegExp;
  /** What of it may stand outside of the tokens. */
  readonly allowed?: RegExp;
}
const RULES: readonly Found[] = [
  {
    rule: 'a colour',
    pattern:
      /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab|color)a?\([^)]*\)|:\s*(?:white|black|red|gray|grey|blue)\b/gi,
    // The ground of an issuer's initials: its hue comes from the name.
    allowed: /^hsl\(var\(--hue\)/,
  },
  {
    rule: 'a size of type',
    pattern: /font-size:[^;]*\d(?:px|rem|pt)\b[^;]*|font:[^;]*\d(?:px|rem|pt)\b[^;]*/g,
    // On paper type is measured in points; the biggest code gives way to the room beside it.
    allowed: /\dpt$|var\(--text-code-big\)/,
  },
  { rule: 'a layer', pattern: /z-index:\s*-?\d+/g },
  { rule: 'a time', pattern: /(?:transition|animation)[^;]*\b\d*\.?\d+m?s\b/g, allowed: /:\s*none/ },
];

describe.each(sheets.filter(({ file }) => file !== TOKENS))('$file', ({ css }) => {
  it.each(RULES)('names $rule by its token', ({ pattern, allowed }) => {
    const found = [...css.matchAll(pattern)].map((match) => match[0].trim());
    expect(found.filter((text) => !allowed?.test(text))).toEqual([]);
  });

  it('uses no token that is not there', () => {
    const own = new Set([...css.matchAll(/(--[a-z0-9-]+)\s*:/g)].map((match) => match[1]));
    const used = [...css.matchAll(/var\((--[a-z0-9-]+)/g)].map((match) => match[1] ?? '');
    const given = scripts.map(({ text }) => text).join('\n');
    // What Base UI measures, and what a component gives an element of its own.
    const isKnown = (name: string) =>
      named.has(name) ||
      own.has(name) ||
      given.includes(`'${name}'`) ||
      /^--(?:available|anchor)-/.test(name);
    expect(used.filter((name) => !isKnown(name))).toEqual([]);
  });
});

it('the rules find what they are for', () => {
  const bad =
    '.a { color: #FFF; background: rgb(0 0 0 / 5%); font-size: 13px; z-index: 4; transition: opacity 80ms; }';
  for (const { pattern } of RULES) expect(bad.match(pattern), String(pattern)).not.toBeNull();
  const good =
    '.a { color: var(--text); font-size: var(--text-small); z-index: var(--layer-bar); transition: opacity var(--quick); }';
  for (const { pattern } of RULES) expect(good.match(pattern)).toBeNull();
});

describe('the tokens', () => {
  it.each([
    ['spacing', /^--space-\d$/, 7],
    ['type', /^--text-(?:tiny|small|body|title|display|code|code-small|code-big)$/, 8],
    ['corners', /^--radius/, 3],
    ['elevation', /^--shadow-/, 2],
    ['layers', /^--layer-/, 5],
    ['motion', /^--(?:quick|calm|second|busy)$/, 4],
    ['colour roles', /^--(?:page|surface|line|text|text-quiet|accent|good|warn|bad|danger|track|veil)$/, 12],
  ] as const)('have a scale of %s', (_name, pattern, count) => {
    expect([...named].filter((name) => pattern.test(name)).length).toBeGreaterThanOrEqual(count);
  });

  it('are all used', () => {
    const all = [...sheets.map(({ css }) => css), ...scripts.map(({ text }) => text)].join('\n');
    expect([...named].filter((name) => !all.includes(`var(${name})`) && !all.includes(`'${name}'`))).toEqual(
      [],
    );
  });

  it('of the light theme’s colours each have one in the dark theme', () => {
    const block = (selector: string) => tokens.split(selector)[1]?.split('}')[0] ?? '';
    const namesIn = (css: string) => [...css.matchAll(/(--[a-z0-9-]+)\s*:/g)].map((match) => match[1]);
    const light = namesIn(block('color-scheme: light;'));
    expect(light.length).toBeGreaterThan(20);
    expect(namesIn(block('[data-theme="dark"] {')).toSorted()).toEqual(light.toSorted());
  });
});
