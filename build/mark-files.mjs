/**
 * A Vite plugin: the marks of simple-icons as a hundred small files beside the page, of which it reads the few it needs.
 * Runs under Node, in `npm run build` and `npm run dev`. The rule: the page's own code says which file holds a name.
 */
import path from 'node:path';
import * as icons from 'simple-icons';
import { runnerImport } from 'vite';
import { PROJECT } from './project.mjs';

/** What is used of renderer/codes/mark-names.ts; named here because that side has other types than this one. */
/**
 * @typedef {{
 *   MARK_FILES: readonly string[],
 *   MARK_TITLES_FILE: string,
 *   isMarkName: (slug: string) => boolean,
 *   markFileOf: (name: string) => string,
 *   normalName: (name: string) => string,
 * }} MarkNames
 */

/** @returns {Promise<ReadonlyMap<string, string>>} the files' contents by their paths beside the page */
async function makeMarkFiles() {
  /** @type {{module: MarkNames}} */
  const { module } = await runnerImport(path.join(PROJECT, 'renderer/codes/mark-names.ts'), {
    configFile: false,
    root: PROJECT,
    logLevel: 'error',
  });
  const { MARK_FILES, MARK_TITLES_FILE, isMarkName, markFileOf, normalName } = module;
  /** @type {Map<string, Record<string, {path: string, hex: string}>>} */
  const files = new Map(MARK_FILES.map((file) => [file, {}]));
  const all = Object.values(icons);
  const put = (/** @type {string} */ name, /** @type {typeof all[number]} */ icon) => {
    const marks = files.get(markFileOf(name));
    if (!marks) throw new Error(`no mark file for ${name}`);
    marks[name] ??= { path: icon.path, hex: icon.hex };
  };
  for (const icon of all) put(normalName(icon.title), icon);
  const named = all.filter(({ slug }) => isMarkName(slug));
  for (const icon of named) put(icon.slug, icon);
  const titles = named.map(({ slug, title }) => [slug, title]);
  return new Map([
    ...[...files].map(([file, marks]) => /** @type {const} */ ([file, JSON.stringify(marks)])),
    [MARK_TITLES_FILE, JSON.stringify(titles)],
  ]);
}

/** @returns {import('vite').Plugin} */
export function markFiles() {
  return {
    name: 'mark-files',
    async generateBundle() {
      for (const [fileName, source] of await makeMarkFiles())
        this.emitFile({ type: 'asset', fileName, source });
    },
    async configureServer(server) {
      const files = await makeMarkFiles();
      server.middlewares.use((request, response, next) => {
        const source = files.get((request.url ?? '').slice(1));
        if (source === undefined) return next();
        response.setHeader('content-type', 'application/json').end(source);
      });
    },
  };
}
