/** No sentence that main shows stands in its code, every one in texts/ is used, and the check is shown to find them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, test } from 'vitest';
import en from '../../electron/platform/texts/en.json';

const ELECTRON = path.resolve(import.meta.dirname, '../../electron');
const sources = [
  'main.ts',
  ...readdirSync(path.join(ELECTRON, 'platform'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `platform/${file}`),
].map((file) => ({ file, code: readFileSync(path.join(ELECTRON, file), 'utf8') }));

/** Two letters in a row are a word. */
const TEXT = /(['"`])(?!\1)[^'"`$]*\p{L}{2}/u.source;
/** Where menus, boxes, dialogs, the tray and notifications take words. */
const FIELDS = new RegExp(
  String.raw`\b(?:label|sublabel|toolTip|title|message|detail|body|buttonLabel|checkboxLabel|name): *${TEXT}`,
  'u',
);
const CALLS = new RegExp(
  String.raw`(?:\b(?:setToolTip|setTitle|showErrorBox|promptTouchID)\(|\bbuttons: \[)[^)\]]*?${TEXT}`,
  'u',
);
/** What is no word: a key of texts/, a call without arguments, the name of electron-store's file. */
const NO_WORDS = /\btext\('[\w.]+'\)|\(\)|name: 'settings'/g;

function findWords(code: string): string | null {
  const rest = code.replace(NO_WORDS, '');
  return FIELDS.exec(rest)?.[0] ?? CALLS.exec(rest)?.[0] ?? null;
}

it.each(sources)('$file', ({ code }) => {
  expect(findWords(code)).toBeNull();
});

test.each([
  "{ label: 'Scan Screen' }",
  '{ title: "Back up the vault" }',
  "filters: [{ name: 'Halfminute backup', extensions: [] }]",
  "dialog.showErrorBox(app.getName(), 'It does not start.')",
  "buttons: ['Quit', text('x')]",
  'tray.setToolTip(`Locked`)',
])('finds %s', (code) => {
  expect(findWords(code)).not.toBeNull();
});

test.each(["{ label: text('menu.file') }", "title: ''", 'title: app.getName()', "label: ''"])(
  'lets %s be',
  (code) => {
    expect(findWords(code)).toBeNull();
  },
);

it('every text is used', () => {
  const code = sources.map((each) => each.code).join('\n');
  expect(Object.keys(en).filter((key) => !code.includes(`'${key}'`))).toEqual([]);
});
