/** Every language has every message, with the same values in it, in a length that fits; and people get theirs. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import IntlMessageFormat from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../electron/ipc/contract.ts';
import { chooseLanguage, LANGUAGE_NAMES } from '../../renderer/locales/languages.ts';
import { readStartHints } from '../../renderer/start-hints.ts';

type Tree = { readonly [name: string]: string | Tree };

const LOCALES = path.resolve(import.meta.dirname, '../../renderer/locales');
const read = (tag: string): ReadonlyMap<string, string> =>
  new Map(flatten(JSON.parse(readFileSync(path.join(LOCALES, `${tag}.json`), 'utf8'))));

function flatten(tree: Tree, prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([name, node]) =>
    typeof node === 'string' ? [[prefix + name, node] as const] : flatten(node, `${prefix}${name}.`),
  );
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];
/** Its number in the syntax tree of intl-messageformat. */
const LITERAL = 0;

/** The values that a message is given, whatever branches they stand in. */
function valuesOf(elements: readonly Element[]): readonly string[] {
  const names = elements.flatMap((element) => {
    if (element.type === LITERAL || !('value' in element)) return [];
    if ('children' in element) return valuesOf(element.children);
    const branches = 'options' in element ? Object.values(element.options) : [];
    return [element.value, ...branches.flatMap(({ value }) => valuesOf(value))];
  });
  return [...new Set(names)].toSorted();
}
const valuesIn = (message: string, tag: string) =>
  valuesOf(new IntlMessageFormat(message, tag).getAst()).join();

/** As long as its longest branches; isolates take no room. Arabic writes six branches where English writes two. */
function longest(elements: readonly Element[]): number {
  return elements.reduce((total, element) => {
    if (element.type === LITERAL) return total + element.value.replace(/[\u2068\u2069\u200f]/g, '').length;
    if (!('options' in element)) return total + ('value' in element ? element.value.length + 2 : 1);
    return total + Math.max(...Object.values(element.options).map(({ value }) => longest(value)));
  }, 0);
}
const longestIn = (message: string, tag: string) => longest(new IntlMessageFormat(message, tag).getAst());

const english = read('en');
const translated = readdirSync(LOCALES)
  .filter((file) => file.endsWith('.json') && file !== 'en.json')
  .map((file) => path.basename(file, '.json'));

/** How much wider than English a language may write; short labels stand in narrow places. */
const lengthMax = (length: number) => (length < 20 ? 2.2 * length + 10 : 1.8 * length + 12);

describe.each(translated)('%s', (tag) => {
  const messages = read(tag);

  it('is one of the languages that are offered', () => {
    expect(LANGUAGES).toContain(tag);
  });

  it('has every message, and no other', () => {
    expect([...messages.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  it('takes the same values, and is valid ICU in its own plurals', () => {
    const differing = [...english].filter(([key, message]) => {
      const own = messages.get(key) ?? '';
      return valuesIn(own, tag) !== valuesIn(message, 'en');
    });
    expect(differing).toEqual([]);
  });

  it('fits where English fits', () => {
    const long = [...english].filter(
      ([key, message]) => longestIn(messages.get(key) ?? '', tag) > lengthMax(longestIn(message, 'en')),
    );
    expect(long.map(([key]) => `${key}: ${messages.get(key)}`)).toEqual([]);
  });

  it('leaves nothing empty', () => {
    expect([...messages].filter(([, message]) => message.trim() === '')).toEqual([]);
  });
});

describe('the language of a person', () => {
  it.each([
    ['de', ['en-US'], 'de', 'de'],
    ['de', ['fr', 'de-AT', 'de'], 'de', 'de-AT'],
    [null, ['pt-PT', 'en'], 'pt-BR', 'pt-PT'],
    [null, ['zh-Hans-CN'], 'zh-CN', 'zh-Hans-CN'],
    [null, ['nl', 'fr-CA'], 'fr', 'fr-CA'],
    [null, ['nl'], 'en', 'en'],
    [null, [], 'en', 'en'],
    ['klingon', ['ja'], 'ja', 'ja'],
    [null, ['en-GB'], 'en', 'en-GB'],
  ])('choice %j of a system in %j', (choice, system, language, formatTag) => {
    expect(chooseLanguage(choice, system)).toEqual({ language, formatTag });
  });

  it('names every language', () => {
    expect(Object.keys(LANGUAGE_NAMES)).toEqual([...LANGUAGES]);
  });
});

describe('hints in the address', () => {
  it.each([
    ['', { isLocked: false, language: null }],
    ['#locked', { isLocked: true, language: null }],
    ['#language=pt-BR', { isLocked: false, language: 'pt-BR' }],
    ['#locked&language=ar', { isLocked: true, language: 'ar' }],
  ])('%j', (hash, hints) => {
    expect(readStartHints(hash)).toEqual(hints);
  });
});
