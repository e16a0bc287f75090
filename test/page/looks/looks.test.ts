/**
 * Every screen and dialog at 360, 480 and 1100 px, light and dark, against the pictures in docs/images/looks, so that a
 * broken layout is seen. In chromium on the fake. `npm run looks -- --write` renews them.
 */
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CACHE, PROJECT } from '../../../build/project.mjs';
import { PageUnderTest } from '../page-under-test.ts';
import {
  describeDifferences,
  describeOtherFonts,
  findDifferences,
  type MadeWith,
  readMadeWith,
} from './compare-pictures.ts';
import { openView, type View } from './look-view.ts';
import { readSheet, SIZES, sizesOf, takePictures, writeSheet } from './pictures-of-view.ts';
import { VIEWS } from './views.ts';

const KEPT = path.join(PROJECT, 'docs/images/looks');
const MADE_WITH = path.join(KEPT, 'made-with.json');
const FAILED = path.join(CACHE, 'looks');
const BYTES_MAX = 5 * 1024 * 1024;
const isWriting = process.env.HALFMINUTE_LOOKS === 'write';

const sheetOf = (view: View) => path.join(KEPT, `${view.name}.webp`);
const viewNamed = (name: string) => VIEWS.find((view) => view.name === name) ?? expect.unreachable(name);

let under: PageUnderTest;
let now: MadeWith;
let kept: MadeWith;
beforeAll(async () => {
  under = await PageUnderTest.start();
  now = await readMadeWith(await openView(under, viewNamed('welcome')));
  await mkdir(KEPT, { recursive: true });
  await rm(FAILED, { recursive: true, force: true });
  if (isWriting) await writeFile(MADE_WITH, `${JSON.stringify(now, null, 2)}\n`);
  kept = JSON.parse(await readFile(MADE_WITH, 'utf8'));
}, 120_000);
afterAll(() => under?.stop());

it('the fonts are those of the kept pictures', () => {
  expect(describeOtherFonts(kept, now)).toBeNull();
});

it.each(VIEWS)('$name', async (view) => {
  const page = await openView(under, view);
  const taken = await takePictures(page, sizesOf(view.file));
  if (isWriting) await writeSheet(sheetOf(view), taken, sizesOf(view.file));
  // Said by the test above, once; every picture would differ.
  if (describeOtherFonts(kept, now) !== null) expect.fail('not compared: the fonts are others');
  const differences = await findDifferences(await readSheet(sheetOf(view), sizesOf(view.file)), taken);
  if (differences.length === 0) return;
  await mkdir(FAILED, { recursive: true });
  for (const { name, picture } of differences)
    await writeFile(path.join(FAILED, `${view.name} ${name}.png`), picture);
  expect.fail(describeDifferences(view.name, differences, FAILED, kept, now));
});

describe('the comparison', () => {
  const taken = async (change: string) => {
    const page = await openView(under, viewNamed('list-two'));
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets.push(sheet);
    }, change);
    return takePictures(page, SIZES.slice(0, 1));
  };
  const broken = async (change: string) => {
    const differences = await findDifferences(await taken(''), await taken(change));
    return differences.map(({ name }) => name);
  };
  const BOTH = ['360 light', '360 dark'];

  it.each([
    ['an icon moved by four pixels', '.row-menu svg { translate: 4px 0 }'],
    ['a row that is higher by a pixel', '.row { padding-bottom: 1px }'],
    ['a hidden countdown', '.row .countdown { visibility: hidden }'],
    ['a name in another weight', '.row-issuer { font-weight: 400 }'],
    ['a line that is cut', '.row-account { height: 0.7em }'],
  ])('sees %s', async (_what, change) => {
    expect(await broken(change)).toEqual(BOTH);
  });

  it('sees nothing where nothing changed, and in a shade that nobody sees', async () => {
    expect(await broken('')).toEqual([]);
    expect(await broken('.row { background: rgb(127 127 127 / 1%) }')).toEqual([]);
  });

  it('names fonts that are others', () => {
    const font = { name: 'DejaVu Sans', widths: [100, 120] };
    const with_ = (other: object) => ({ ...now, fonts: { '--font-ui': { ...font, ...other } } });
    expect(describeOtherFonts(with_({}), with_({}))).toBeNull();
    expect(describeOtherFonts(with_({}), with_({ name: 'Liberation Sans' }))).toContain(
      'DejaVu Sans, here Liberation Sans',
    );
    expect(describeOtherFonts(with_({}), with_({ widths: [101, 120] }))).toContain('another version of it');
  });
});

describe('the kept pictures', () => {
  it('are those of the views, and small', async () => {
    const files = await readdir(KEPT);
    const wanted = [...VIEWS.map((view) => path.basename(sheetOf(view))), path.basename(MADE_WITH)];
    if (isWriting) for (const file of files) if (!wanted.includes(file)) await rm(path.join(KEPT, file));
    expect((await readdir(KEPT)).toSorted()).toEqual(wanted.toSorted());
    const sizes = await Promise.all(files.map(async (file) => (await stat(path.join(KEPT, file))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(BYTES_MAX);
  });
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
