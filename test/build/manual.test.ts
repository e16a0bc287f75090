/** The manual: its tables are the code's, every link leads somewhere in it, and the page it becomes has no script. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatTable, replaceMarked } from '../../build/format-table.mjs';
import { manualKeys } from '../../build/manual-keys.mjs';
import { manualPage, scriptlessTokens } from '../../build/manual-page.mjs';
import { FORMATS } from '../../electron/formats/registry.ts';
import { WRITERS } from '../../electron/formats/writers.ts';
import { KEY_BINDINGS } from '../../electron/ipc/keyboard.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const manual = readFileSync(path.join(PROJECT, 'docs/manual.md'), 'utf8');
const english: unknown = JSON.parse(readFileSync(path.join(PROJECT, 'renderer/locales/en.json'), 'utf8'));

it('lists the keys of the table (npm run format-table -- --write renews it)', async () => {
  const keys = await manualKeys();
  expect(manual).toBe(replaceMarked(manual, 'keys', keys));
  const rows = keys.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:Keys|---) /.test(line));
  expect(rows).toHaveLength(KEY_BINDINGS.length);
});

it('lists the formats of the readers and writers', () => {
  expect(manual).toBe(replaceMarked(manual, 'formats', formatTable(FORMATS, WRITERS)));
});

/** Every text of the app, without what ICU fills in. */
function texts(node: unknown): readonly string[] {
  return typeof node === 'string' ? [node] : Object.values(node as object).flatMap(texts);
}

it('names what the app shows in the app’s own words', () => {
  const menus = readFileSync(path.join(PROJECT, 'electron/platform/texts/en.json'), 'utf8');
  const known = new Set(
    [...texts(english), ...texts(JSON.parse(menus))].map((text) => text.replace(/…$/, '')),
  );
  const named = [...manual.matchAll(/(?<![*\w])\*([^*\n]+)\*(?!\*)/g)].flatMap(([, name = '']) =>
    name.split(' → '),
  );
  // A plural's branches and filled-in values are not looked for.
  const FILLED = ['Verified 12 of 12', 'Add account', 'Words in italics'];
  const unknown = named.filter((name) => !known.has(name.replace(/…$/, '')) && !FILLED.includes(name));
  expect(named.length).toBeGreaterThan(60);
  expect(unknown).toEqual(['italics']);
});

describe('the page', () => {
  const page = manualPage(manual);

  it('has no script, no handler and one style sheet, and loads nothing else', () => {
    expect(page).not.toMatch(/<script|\son\w+=|javascript:|https?:|src=/i);
    expect([...page.matchAll(/<link [^>]*>/g)].map(([link]) => link)).toEqual([
      '<link rel="icon" href="data:,">',
      '<link rel="stylesheet" href="./manual.css">',
    ]);
  });

  it('has contents of all chapters, each leading to one', () => {
    const contents = page.slice(page.indexOf('<nav'), page.indexOf('</nav>'));
    const chapters = [...manual.matchAll(/^##+ (.+)$/gm)].map(([, title]) => title);
    expect([...contents.matchAll(/<a href="#[^"]+">([^<]+)<\/a>/g)].map(([, title]) => title)).toEqual(
      chapters,
    );
  });

  it.each([
    ['a link that leads out', '# A\n\n[b](formats.md)'],
    ['a link to nothing', '# A\n\n[b](#c)'],
    ['two headings of one name', '# A\n\n## A'],
  ])('is not made with %s', (_what, markdown) => {
    expect(() => manualPage(markdown)).toThrow();
  });

  it('leaves HTML out', () => {
    expect(manualPage('# A\n\n<img src=x onerror=alert(1)>\n\ntext <b>bold</b>')).not.toMatch(/<img|<b>/);
  });
});

it('its colours follow the system’s theme and contrast', () => {
  const tokens = readFileSync(path.join(PROJECT, 'renderer/styles/tokens.css'), 'utf8');
  const css = scriptlessTokens(tokens);
  expect(css).not.toContain('[data-');
  expect(css.match(/@media \(prefers-(?:color-scheme|contrast)/g)).toHaveLength(3);
  expect(() => scriptlessTokens(':root {}')).toThrow();
});
