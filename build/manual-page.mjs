/**
 * The manual (docs/manual.md) as one page beside the app's own, and the tables that its text holds. A Vite plugin; runs under
 * Node in `npm run build`, `npm run dev` and `npm run format-table`.
 * The rule: the page has no script and loads its one style sheet alone; a link that leads out of it stops the build.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Marked } from 'marked';
import { PROJECT } from './project.mjs';

const source = (/** @type {string} */ file) => readFile(path.join(PROJECT, file), 'utf8');

/** A heading's place in the page. @param {string} text */
const placeOf = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .trim()
    .replace(/ +/g, '-');

/**
 * The whole page. @param {string} markdown
 * @throws Error for a link to what is not in the page, or two headings of one name
 */
export function manualPage(markdown) {
  /** @type {{ depth: number, text: string, place: string }[]} */
  const headings = [];
  /** @type {string[]} */
  const links = [];
  const marked = new Marked();
  marked.use({
    renderer: {
      heading({ tokens, depth, text }) {
        const place = placeOf(text);
        headings.push({ depth, text, place });
        return `<h${depth} id="${place}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        links.push(href);
        return `<a href="${href}">${this.parser.parseInline(tokens)}</a>`;
      },
      html: () => '',
    },
  });
  const body = /** @type {string} */ (marked.parse(markdown, { async: false }))
    .replaceAll('<table>', '<div class="manual-table" tabindex="0" role="group" aria-label="Table">\n<table>')
    .replaceAll('</table>', '</table>\n</div>');
  const places = headings.map(({ place }) => `#${place}`);
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice) throw new Error(`the manual has two headings at ${twice}`);
  const lost = links.find((link) => !places.includes(link));
  if (lost) throw new Error(`the manual links to ${lost}, which is not in it`);
  const title = headings.find(({ depth }) => depth === 1)?.text ?? '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="./manual.css">
<title>${title}</title>
</head>
<body>
<div class="manual">
<nav aria-label="Contents">
${contents(headings)}
</nav>
<main>
${body}</main>
</div>
</body>
</html>
`;
}

/** @param {readonly { depth: number, text: string, place: string }[]} headings */
function contents(headings) {
  const link = (/** @type {{ text: string, place: string }} */ { text, place }) =>
    `<a href="#${place}">${text}</a>`;
  const chapters = headings.flatMap((heading, index) => {
    if (heading.depth !== 2) return [];
    const after = headings.slice(index + 1);
    const end = after.findIndex(({ depth }) => depth <= 2);
    const sections = after.slice(0, end < 0 ? undefined : end).map((each) => `<li>${link(each)}</li>`);
    const inner = sections.length === 0 ? '' : `\n<ul>${sections.join('')}</ul>`;
    return [`<li>${link(heading)}${inner}</li>`];
  });
  return `<ul>\n${chapters.join('\n')}\n</ul>`;
}

/**
 * The app's colours for a page without a script: what the app chooses by attributes, the system's wishes choose here.
 * @param {string} tokens renderer/styles/tokens.css
 */
export function scriptlessTokens(tokens) {
  const when = /** @type {const} */ ([
    [
      ':root[data-contrast="more"][data-theme="dark"]',
      '(prefers-contrast: more) and (prefers-color-scheme: dark)',
    ],
    [':root[data-contrast="more"]', '(prefers-contrast: more)'],
    [':root[data-theme="dark"]', '(prefers-color-scheme: dark)'],
  ]);
  return when.reduce((css, [selector, query]) => {
    const start = css.indexOf(`${selector} {`);
    const end = css.indexOf('}', start);
    if (start < 0) throw new Error(`tokens.css has no ${selector}`);
    const rule = css.slice(start, end + 1).replace(selector, ':root');
    return `${css.slice(0, start)}@media ${query} {\n${rule}\n}${css.slice(end + 1)}`;
  }, tokens);
}

/** The keys for the manual. @param {readonly { place: string, keys: readonly string[], words: string }[]} bindings @param {Readonly<Record<string, string>>} places */
export function keyTable(bindings, places) {
  const shown = (/** @type {string} */ key) =>
    key
      .split('+')
      .map((part) => (part === 'CmdOrCtrl' ? 'Ctrl' : part))
      .join(' + ');
  return Object.entries(places)
    .map(([place, title]) => {
      const rows = bindings
        .filter((each) => each.place === place)
        .map(({ keys, words }) => `| ${shown(keys[0] ?? '')} | ${words} |`);
      return [`| Keys | ${title} |`, '| --- | --- |', ...rows].join('\n');
    })
    .join('\n\n');
}

/** @returns {Promise<ReadonlyMap<string, readonly [type: string, content: string]>>} files by their names beside the page */
async function manualFiles() {
  const [markdown, tokens, style] = await Promise.all([
    source('docs/manual.md'),
    source('renderer/styles/tokens.css'),
    source('renderer/manual/manual.css'),
  ]);
  return new Map(
    /** @type {const} */ ([
      ['manual.html', ['text/html; charset=utf-8', manualPage(markdown)]],
      ['manual.css', ['text/css; charset=utf-8', `${scriptlessTokens(tokens)}\n${style}`]],
    ]),
  );
}

/** @returns {import('vite').Plugin} */
export function manualFilesPlugin() {
  return {
    name: 'manual-page',
    async generateBundle() {
      for (const [fileName, [, content]] of await manualFiles())
        this.emitFile({ type: 'asset', fileName, source: content });
    },
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        const file = (await manualFiles()).get((request.url ?? '').slice(1));
        if (file === undefined) return next();
        response.setHeader('content-type', file[0]).end(file[1]);
      });
    },
  };
}
