/** The pages that list apps and formats, held to the readers and writers. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { formatTable, readApps, replaceMarked } from '../../build/format-table.mjs';
import { FORMATS } from '../../electron/formats/registry.ts';
import { WRITERS } from '../../electron/formats/writers.ts';

const page = (name: string) => readFile(path.resolve(import.meta.dirname, '../..', name), 'utf8');

it('README names every app that has a reader, and no other', async () => {
  const readme = await page('README.md');
  expect(readme).toBe(replaceMarked(readme, 'apps', readApps(FORMATS)));
});

it('the manual’s table has every reader and writer, and every export is explained', async () => {
  const manual = await page('docs/formats.md');
  expect(manual).toBe(replaceMarked(manual, 'formats', formatTable(FORMATS, WRITERS)));
  const [, explained = ''] = manual.split('| Name | What it is |');
  const names = [...explained.matchAll(/`([a-z0-9-]+)`(?=.* \|.*\|$)/gm)].map(([, name]) => name);
  expect(names.filter((name) => WRITERS.some(({ id }) => id === name)).sort()).toEqual(
    WRITERS.map(({ id }) => id).sort(),
  );
});

it('a page without the place is refused', () => {
  expect(() => replaceMarked('nothing', 'apps', '')).toThrow('no place marked apps');
});
