/** README's list of the apps whose files are read, held to the readers. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { FORMATS } from '../../electron/formats/registry.ts';

/** A reader may be for several apps; that of tables says what they are and that there are more. */
const appsOf = (app: string) => app.replace(/^Tables \(CSV\): | and others$/g, '').split(', ');

it('README names every app that has a reader, and no other', async () => {
  const readme = await readFile(path.resolve(import.meta.dirname, '../../README.md'), 'utf8');
  const [, named = ''] = /<!-- apps -->\n([\s\S]*?)\.\n<!-- \/apps -->/.exec(readme) ?? [];
  const apps = [...new Set(FORMATS.flatMap(({ app }) => appsOf(app)))];
  const inOrder = apps.sort((left, right) => left.localeCompare(right, 'en'));
  expect(named.split(/,\s/).join(', ')).toBe(inOrder.join(', '));
});
