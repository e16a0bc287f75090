/**
 * The manual's table of keys, from the table that the app goes by and the words that it has for them. Runs under Node.
 * The rule: nothing of it is written by hand.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { keyTable } from './manual-page.mjs';
import { PROJECT } from './project.mjs';

/** @typedef {{ readonly id: string, readonly place: string, readonly keys: readonly string[] }} Binding */

/** @returns {Promise<string>} Markdown */
export async function manualKeys() {
  const { runnerImport } = await import('vite');
  const load = async (/** @type {string} */ file) =>
    (await runnerImport(path.join(PROJECT, file), { configFile: false, logLevel: 'silent' })).module;
  const { KEY_BINDINGS } = /** @type {{ KEY_BINDINGS: readonly Binding[] }} */ (
    await load('electron/ipc/keyboard.ts')
  );
  const { KEY_WORDS, PLACE_WORDS } =
    /** @type {Record<'KEY_WORDS' | 'PLACE_WORDS', Record<string, string>>} */ (
      await load('renderer/keyboard/key-words.ts')
    );
  const english = JSON.parse(await readFile(path.join(PROJECT, 'renderer/locales/en.json'), 'utf8'));
  const words = (/** @type {string | undefined} */ key = '') =>
    String(key.split('.').reduce((node, name) => node[name], english)).replace(/…$/, '');
  return keyTable(
    KEY_BINDINGS.map(({ id, ...binding }) => ({ ...binding, words: words(KEY_WORDS[id]) })),
    Object.fromEntries(Object.entries(PLACE_WORDS).map(([place, key]) => [place, words(key)])),
  );
}
