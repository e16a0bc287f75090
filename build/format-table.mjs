/**
 * `npm run format-table`: the table of the apps whose files are read and written, from the readers and writers themselves;
 * `-- --write` puts it into docs/formats.md and docs/manual.md, the apps' names into README.md, and the keys into the manual. Runs under Node.
 * The rule: a name or a format in those pages that no code stands for is an error, and so is one that is missing.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { manualKeys } from './manual-keys.mjs';
import { isScript, PROJECT, runScript, say } from './project.mjs';

/** @typedef {{ readonly id: string, readonly app: string }} Reader */
/** @typedef {{ readonly id: string, readonly app: string, readonly isEncrypted: boolean }} Writer */

const LINE_LENGTH_MAX = 110;

/** A reader may be for several apps; that of tables says what they are and that there are more. */
const appsOf = (/** @type {string} */ app) => app.replace(/^Tables \(CSV\): | and others$/g, '').split(', ');

const inOrder = (/** @type {Iterable<string>} */ names) =>
  [...new Set(names)].sort((left, right) => left.localeCompare(right, 'en'));

/** The names of the apps whose files are read, for README. @param {readonly Reader[]} readers */
export function readApps(readers) {
  const names = inOrder(readers.flatMap(({ app }) => appsOf(app)));
  /** @type {string[]} */
  const lines = [];
  for (const name of names) {
    const line = lines.at(-1);
    const longer = line === undefined ? name : `${line}, ${name}`;
    if (line === undefined || longer.length > LINE_LENGTH_MAX) lines.push(name);
    else lines[lines.length - 1] = longer;
  }
  return `${lines.join(',\n')}.`;
}

/** The table for the manual. @param {readonly Reader[]} readers @param {readonly Writer[]} writers */
export function formatTable(readers, writers) {
  const read = new Set(readers.flatMap(({ app }) => appsOf(app)));
  const apps = inOrder([...read, ...writers.map(({ app }) => app)]);
  const cell = (/** @type {string} */ app, /** @type {boolean} */ isEncrypted) =>
    writers
      .filter((writer) => writer.app === app && writer.isEncrypted === isEncrypted)
      .map(({ id }) => `\`${id}\``)
      .join(', ');
  const isRead = (/** @type {string} */ app) =>
    read.has(app) || readers.some((reader) => reader.app.startsWith(app));
  const rows = apps.map(
    (app) => `| ${app} | ${isRead(app) ? 'yes' : ''} | ${cell(app, true)} | ${cell(app, false)} |`,
  );
  return [
    '| App or format | Read | Written encrypted | Written plain |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** The page with what stands between the marks replaced. @param {string} page @param {string} mark @param {string} content */
export function replaceMarked(page, mark, content) {
  const [start, end] = [`<!-- ${mark} -->\n`, `\n<!-- /${mark} -->`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`no place marked ${mark}`);
  return page.slice(0, from + start.length) + content + page.slice(to);
}

async function main() {
  const { runnerImport } = await import('vite');
  const load = async (/** @type {string} */ file) =>
    (await runnerImport(path.join(PROJECT, 'electron/formats', file), { logLevel: 'silent' })).module;
  const { FORMATS } = /** @type {{ FORMATS: readonly Reader[] }} */ (await load('registry.ts'));
  const { WRITERS } = /** @type {{ WRITERS: readonly Writer[] }} */ (await load('writers.ts'));
  const parts = /** @type {const} */ ([
    ['README.md', 'apps', readApps(FORMATS)],
    ['docs/formats.md', 'formats', formatTable(FORMATS, WRITERS)],
    ['docs/manual.md', 'formats', formatTable(FORMATS, WRITERS)],
    ['docs/manual.md', 'keys', await manualKeys()],
  ]);
  for (const [name, mark, content] of parts) {
    const file = path.join(PROJECT, name);
    const page = await readFile(file, 'utf8');
    const current = replaceMarked(page, mark, content);
    if (process.argv.includes('--write')) await writeFile(file, current);
    else
      say(
        page === current ? `${name} is current.` : `${name} is not current: npm run format-table -- --write`,
      );
  }
}

if (isScript(import.meta.url)) await runScript(main);
