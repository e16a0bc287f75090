/** Every message is valid ICU, is used, and exists in plain words; codes are grouped and spoken as people read them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import IntlMessageFormat from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { FAILURE_CODES } from '../../electron/ipc/failure.ts';
import { fullName, initials } from '../../renderer/account-name.ts';
import { groupCode, spokenCode } from '../../renderer/code-text.ts';
import en from '../../renderer/locales/en.json';
import { listText, type TextKey, t } from '../../renderer/locales/text.ts';

type Tree = { readonly [name: string]: string | Tree };

function flatten(tree: Tree, prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([name, node]) =>
    typeof node === 'string' ? [[prefix + name, node] as const] : flatten(node, `${prefix}${name}.`),
  );
}
const messages = flatten(en);

const RENDERER = path.resolve(import.meta.dirname, '../../renderer');
const sources = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(path.join(RENDERER, file), 'utf8') }));

describe('messages', () => {
  it.each(messages)('%s is valid ICU', (_key, message) => {
    expect(() => new IntlMessageFormat(message, 'en')).not.toThrow();
  });

  it('are all used', () => {
    const code = sources.map(({ text }) => text).join('\n');
    // Keys made of a group and a value: t(`failure.${code}`).
    const groups = [...code.matchAll(/`([a-zA-Z.]+)\.\$\{/g)].map((match) => match[1] ?? '');
    const unused = messages
      .map(([key]) => key)
      .filter((key) => !code.includes(`'${key}'`) && !groups.some((group) => key.startsWith(`${group}.`)));
    expect(unused).toEqual([]);
  });

  it('have a sentence for every failure', () => {
    for (const code of FAILURE_CODES) expect(t(`failure.${code}`)).toMatch(/\.$/);
  });

  it('fill in values and plurals', () => {
    expect(t('review.add', { count: 1 })).toBe('Add account');
    expect(t('review.add', { count: 3 })).toBe('Add 3 accounts');
    expect(t('codes.copied', { seconds: 0 })).toBe('Copied');
    expect(t('restore.title' satisfies TextKey)).toBe('Restore from a backup');
    expect(listText(['2', '3', '4'])).toBe('2, 3, and 4');
  });

  it('are not written into components', () => {
    const words = /(?:>|label="|title="|placeholder="|alt=")\s*[A-Z][a-z]+ [a-z]+/;
    const guilty = sources.filter(({ file, text }) => file.endsWith('.tsx') && words.test(text));
    expect(guilty.map(({ file }) => file)).toEqual([]);
  });
});

describe('codes', () => {
  it.each([
    ['1234', ['1234'], '1 2 3 4'],
    ['2B3CD', ['2B3CD'], '2 B 3 C D'],
    ['123456', ['123', '456'], '1 2 3, 4 5 6'],
    ['1234567', ['123', '4567'], '1 2 3, 4 5 6 7'],
    ['12345678', ['1234', '5678'], '1 2 3 4, 5 6 7 8'],
    ['123456789', ['123', '456', '789'], '1 2 3, 4 5 6, 7 8 9'],
    ['1234567890', ['123', '456', '7890'], '1 2 3, 4 5 6, 7 8 9 0'],
  ])('%s', (code, groups, spoken) => {
    expect(groupCode(code)).toEqual(groups);
    expect(spokenCode(code)).toBe(spoken);
  });
});

describe('names', () => {
  it.each([
    ['GitHub', 'alice', 'GitHub (alice)', 'G'],
    ['Client Portal', '', 'Client Portal', 'CP'],
    ['', 'alice@example.com', 'alice@example.com', 'AE'],
    ['', '', 'Unnamed account', '?'],
    ['中文 名', 'a', '中文 名 (a)', '中名'],
  ])('%j, %j', (issuer, accountName, full, letters) => {
    expect(fullName({ issuer, accountName })).toBe(full);
    expect(initials({ issuer, accountName })).toBe(letters);
  });
});
