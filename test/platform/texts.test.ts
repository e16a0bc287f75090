/** Main's own sentences: every language has the keys of English, and each person gets the nearest language. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, test } from 'vitest';
import { languageOf, text } from '../../electron/platform/texts/text.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../electron/platform/texts');
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
const keysOf = (file: string) => {
  const read: Record<string, string> = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'));
  return Object.entries(read).map(([key, value]) => `${key}${value.trim() === '' ? ' (empty)' : ''}`);
};

it('has English', () => {
  expect(files).toContain('en.json');
  expect(text('tray.lock')).toBe('Lock');
});

test.each(files)('%s has the keys of English, none empty', (file) => {
  expect(keysOf(file).sort()).toEqual(keysOf('en.json').sort());
});

test.each(files.filter((file) => file !== 'en.json'))('%s is one that the loader knows', (file) => {
  expect(readFileSync(path.join(FOLDER, 'text.ts'), 'utf8')).toContain(`'./${file}'`);
});

test.each([
  ['system', ['de-AT', 'en'], 'de'],
  ['system', ['nl', 'pt-PT'], 'pt-BR'],
  ['pt-BR', ['de'], 'pt-BR'],
  ['ja', ['de'], 'en'],
  ['system', [], 'en'],
] as const)('choice %s on a system in %j speaks %s', (choice, system, spoken) => {
  expect(languageOf(choice, system, ['en', 'de', 'pt-BR'])).toBe(spoken);
});
