/**
 * `npm run bench:scan`: our scanner beside zxing-wasm alone (everything on) and jsQR alone (with our own inversion), on
 * the generated pictures and, where it lies beside the project, the corpus. Runs under Node.
 *   --category a,b   only these kinds of the corpus ("synth*" style endings allowed)
 *   --limit N        at most N pictures of each kind
 *   --misses         names what our scanner missed or misread
 *   --generated      leaves the corpus out
 *   --write          puts the figures into docs/performance.md; the whole corpus must be there
 *   --page           measures the page's longest tasks during scans of a 4K screen in the real app, and nothing else
 * The rule: all three see the same pixels in the same run; only decoding is timed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { build, runnerImport } from 'vite';
import { bundleConfig } from '../../build/vite-bundles.mjs';
import { goalTable, scanFigures, withScanFigures } from './scan-figures.mjs';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const CORPUS = path.resolve(PROJECT, '../shared/qr/corpus');
const CACHE = path.join(PROJECT, 'node_modules/.cache/bench-scan');

/** @typedef {{data: Uint8ClampedArray, width: number, height: number}} Picture */
/** @typedef {{name: string, decode(picture: Picture): Promise<string[]>}} Scanner */
/** @typedef {{kind: string, group: string, expected: readonly string[], isComplete: boolean, isAscii: boolean, name: string, load(): Promise<Picture>}} Case */
/** @typedef {{case: Case, found: number, wrong: number, ms: number, megapixels: number}} Outcome */

const { values: given } = parseArgs({
  options: {
    category: { type: 'string' },
    limit: { type: 'string', default: '0' },
    misses: { type: 'boolean', default: false },
    generated: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    page: { type: 'boolean', default: false },
  },
});

const require = createRequire(import.meta.url);
/** Built as `npm run build` builds it, so that what is measured is what is shipped. */
async function ourScanner() {
  await build({
    ...bundleConfig({ entry: 'renderer/scan/node-engine.ts', file: 'scan-engine.mjs', format: 'es' }, CACHE),
    logLevel: 'error',
  });
  const engine = await import(pathToFileURL(path.join(CACHE, 'scan-engine.mjs')).href);
  await engine.setup();
  return engine;
}

/** @returns {Promise<Scanner>} */
async function zxingAlone() {
  const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader');
  const file = await readFile(require.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  const wasmBinary = new Uint8Array(file).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  return {
    name: 'zxing-wasm',
    async decode(picture) {
      const results = await readBarcodes(/** @type {ImageData} */ (picture), {
        formats: ['QRCode'],
        tryHarder: true,
        tryRotate: true,
        tryInvert: true,
        tryDownscale: true,
        maxNumberOfSymbols: 255,
        textMode: 'Plain',
      });
      return results.filter(({ isValid }) => isValid).map(({ text }) => text);
    },
  };
}

/** @returns {Scanner} */
function jsQrAlone() {
  const jsQR = require('jsqr');
  return {
    name: 'jsQR',
    async decode({ data, width, height }) {
      const code = jsQR(data, width, height, { inversionAttempts: 'dontInvert' });
      if (code) return [code.data];
      // jsQR 1.4.0's own `onlyInvert` throws: https://github.com/cozmo/jsQR
      const inverted = data.map((value, i) => (i % 4 === 3 ? value : 255 - value));
      const second = jsQR(inverted, width, height, { inversionAttempts: 'dontInvert' });
      return second ? [second.data] : [];
    },
  };
}

/** @returns {Promise<Case[]>} */
async function generatedCases() {
  const { module } = await runnerImport(path.join(PROJECT, 'test/scan/draw-pictures.ts'), {
    logLevel: 'error',
  });
  const pictures = await module.drawPictures(true);
  return pictures.map((/** @type {Picture & {kind: string, expected: readonly string[]}} */ picture) => ({
    kind: picture.kind,
    group: 'generated',
    expected: picture.expected,
    isComplete: true,
    isAscii: false,
    name: picture.kind,
    load: async () => picture,
  }));
}

/** @returns {Promise<Case[]>} */
async function corpusCases() {
  if (given.generated) return [];
  const manifest = await readFile(path.join(CORPUS, 'manifest.json'), 'utf8').catch(() => null);
  if (!manifest) {
    console.log('../shared/qr/corpus is absent: only the generated pictures are measured.');
    return [];
  }
  const wanted = given.category?.split(',') ?? ['*'];
  /** @type {Map<string, number>} */
  const counts = new Map();
  return JSON.parse(manifest)
    .filter((/** @type {{category: string}} */ { category }) => {
      const isWanted = wanted.some((each) =>
        each.endsWith('*') ? category.startsWith(each.slice(0, -1)) : category === each,
      );
      const count = (counts.get(category) ?? 0) + (isWanted ? 1 : 0);
      counts.set(category, count);
      return isWanted && (Number(given.limit) === 0 || count <= Number(given.limit));
    })
    .map(
      (
        /** @type {{file: string, category: string, expected: string[], complete: boolean, match: string}} */ row,
      ) => ({
        kind: row.category,
        group: row.expected.length === 0 ? 'no code' : row.file.startsWith('synth/') ? 'synthetic' : 'real',
        expected: row.expected,
        isComplete: row.complete,
        isAscii: row.match === 'ascii',
        name: row.file,
        load: () => loadPicture(path.join(CORPUS, row.file)),
      }),
    );
}

/** @param {string} file @returns {Promise<Picture>} */
async function loadPicture(file) {
  const { data, info } = await sharp(file, { limitInputPixels: 2e8 })
    .ensureAlpha()
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data: Uint8ClampedArray.from(data), width: info.width, height: info.height };
}

/** Texts are compared without regard to line ends; where only plain text is known, by their ASCII alone. */
/** @param {string} text @param {boolean} isAscii */
function comparable(text, isAscii) {
  const plain = text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  const ascii = plain.replace(/[^\x21-\x7e]/g, '');
  return isAscii && ascii.length >= 3 ? ascii : plain;
}

/** @param {Scanner} scanner @param {Case} each @param {Picture} picture @returns {Promise<Outcome>} */
async function measure(scanner, each, picture) {
  const start = performance.now();
  const texts = await scanner.decode(picture);
  const ms = performance.now() - start;
  const expected = new Set(each.expected.map((text) => comparable(text, each.isAscii)));
  const got = new Set(texts.map((text) => comparable(text, each.isAscii)));
  const found = [...expected].filter((text) => got.has(text)).length;
  const wrong = each.isComplete ? [...got].filter((text) => !expected.has(text)).length : 0;
  return { case: each, found, wrong, ms, megapixels: (picture.width * picture.height) / 1e6 };
}

/** @param {number[]} numbers */
const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** @typedef {import('./scan-figures.mjs').Row} Row */

/** @param {string} name @param {Map<string, Outcome[]>} byScanner @param {(outcome: Outcome) => boolean} isWanted @returns {Row[]} */
function rowsOf(name, byScanner, isWanted) {
  return [...byScanner].flatMap(([scanner, outcomes]) => {
    const wanted = outcomes.filter(isWanted);
    if (wanted.length === 0) return [];
    const codes = wanted.reduce((sum, each) => sum + each.case.expected.length, 0);
    const found = wanted.reduce((sum, each) => sum + each.found, 0);
    const wrong = wanted.reduce((sum, each) => sum + each.wrong, 0);
    const ms = median(wanted.map((each) => each.ms));
    return [{ name, scanner, count: wanted.length, codes, found, wrong, ms }];
  });
}

/** @param {readonly Row[]} rows */
function print(rows) {
  for (const { name, scanner, count, codes, found, wrong, ms } of rows) {
    const recall = codes === 0 ? '-' : ((100 * found) / codes).toFixed(1);
    console.log(
      `${name.padEnd(26)} ${scanner.padEnd(11)} ${String(count).padStart(5)} ${String(codes).padStart(6)} ${recall.padStart(7)} ${String(wrong).padStart(6)} ${ms.toFixed(1).padStart(9)}`,
    );
  }
}

/** Processor time of this process, in milliseconds: what others do on the machine hardly shows in it. */
function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Each the best of several turns, ours and zxing's in alternation, in processor time. */
/** @param {Scanner} zxing @param {{scan: Function, decode(picture: Picture): Promise<string[]>}} ours @param {Case[]} cases */
async function printRatios(zxing, ours, cases) {
  /** @type {number[]} */
  const first = [];
  /** @type {number[]} */
  const none = [];
  for (const each of cases) {
    const picture = await each.load();
    if (picture.width * picture.height < 8e6) continue;
    let [theirs, own] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let turn = 0; turn < 5; turn++) {
      let start = cpuMs();
      await zxing.decode(picture);
      theirs = Math.min(theirs, cpuMs() - start);
      start = cpuMs();
      let firstMs = 0;
      await ours.scan(picture, {
        budgetMs: 1500,
        onFound: () => {
          firstMs ||= cpuMs() - start;
        },
      });
      own = Math.min(own, each.expected.length > 0 ? firstMs || Number.POSITIVE_INFINITY : cpuMs() - start);
    }
    (each.expected.length > 0 ? first : none).push(own / theirs);
  }
  console.log(
    '\nScreens of 8 megapixels and more, as a share of the processor time that zxing-wasm alone takes:',
  );
  if (first.length > 0)
    console.log(
      `  first code found      median ${median(first).toFixed(2)}, worst ${Math.max(...first).toFixed(2)}`,
    );
  if (none.length > 0)
    console.log(
      `  judged to hold none   median ${median(none).toFixed(2)}, worst ${Math.max(...none).toFixed(2)}`,
    );
  return { first, none };
}

if (given.page) {
  const { printPageTasks } = await import('./print-page-tasks.mjs');
  await printPageTasks();
  process.exit(0);
}

const engine = await ourScanner();
const zxing = await zxingAlone();
/** @type {Scanner[]} */
const scanners = [{ name: 'ours', decode: engine.decode }, zxing, jsQrAlone()];
const cases = [...(await generatedCases()), ...(await corpusCases())];
/** @type {Map<string, Outcome[]>} */
const byScanner = new Map(scanners.map(({ name }) => [name, []]));
for (const [i, each] of cases.entries()) {
  const picture = await each.load();
  for (const scanner of scanners) byScanner.get(scanner.name)?.push(await measure(scanner, each, picture));
  if ((i + 1) % 100 === 0) console.error(`${i + 1} of ${cases.length}`);
}
console.log(
  `${'kind'.padEnd(26)} ${'scanner'.padEnd(11)} ${'count'.padStart(5)} ${'codes'.padStart(6)} ${'found %'.padStart(7)} ${'wrong'.padStart(6)} ${'median ms'.padStart(9)}`,
);
const kinds = [
  ...new Set(cases.filter(({ group }) => group !== 'generated').map((each) => each.kind)),
].flatMap((kind) =>
  rowsOf(kind, byScanner, (outcome) => outcome.case.kind === kind && outcome.case.group !== 'generated'),
);
print(kinds);
console.log('');
const groups = ['generated', 'synthetic', 'real', 'no code'].flatMap((group) =>
  rowsOf(group, byScanner, (outcome) => outcome.case.group === group),
);
print(groups);
const ratios = await printRatios(
  zxing,
  engine,
  cases.filter(({ kind }) => /^(clean-4k|negative|small on a 4K screen|4K screen without code)$/.test(kind)),
);
console.log(`\nGoals, on the pictures of this run:\n\n${goalTable(groups, kinds, ratios)}\n`);
if (given.misses)
  for (const { case: each, found, wrong } of byScanner.get('ours') ?? [])
    if (found < each.expected.length || wrong > 0)
      console.log(
        `${found < each.expected.length ? 'missed' : 'misread'} ${each.name} ${found}/${each.expected.length}`,
      );
if (given.write) {
  const isWhole = !given.generated && !given.category && Number(given.limit) === 0;
  if (!isWhole || kinds.length === 0) throw new Error('--write wants a run over the whole corpus');
  const file = path.join(PROJECT, 'docs/performance.md');
  const figures = scanFigures(groups, kinds, ratios, new Date().toISOString().slice(0, 10));
  await writeFile(file, withScanFigures(await readFile(file, 'utf8'), figures));
}
