/** Other languages: chosen in the settings they show everywhere; they fit small windows, and Arabic runs from right to left. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../electron/ipc/contract.ts';
import ar from '../../renderer/locales/ar.json';
import de from '../../renderer/locales/de.json';
import ja from '../../renderer/locales/ja.json';
import ko from '../../renderer/locales/ko.json';
import { chooseFromList } from './choose-from-list.ts';
import { chooseFromMore, expectAccessible, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

/** What these tests look for; a file may still lack others, which are then English. */
type Words = Pick<typeof ar, 'codes' | 'start' | 'unlock'>;

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const accounts = [
  { issuer: 'GitHub', accountName: 'alice (work)' },
  { issuer: 'Amazon Web Services', accountName: 'root-account-mfa-device@123456789012', digits: 10 },
  { issuer: 'بنك المدينة', accountName: 'أحمد' },
];

const overflow = (page: Page) =>
  page.evaluate(() => {
    const root = document.documentElement;
    return root.scrollWidth - root.clientWidth;
  });

/** What stands wider than its own place in an opened dialog or beside the list. */
const cutOff = (page: Page) =>
  page
    .locator('button, h1:not(.for-screen-reader), h2, [role="menuitem"], label')
    .evaluateAll((all) =>
      all
        .filter((each) => each.checkVisibility() && each.scrollWidth > each.clientWidth + 1)
        .map((each) => each.textContent),
    );

/** Fits, is complete, and can be read. */
async function expectFits(page: Page): Promise<void> {
  expect(await overflow(page)).toBe(0);
  expect(await cutOff(page)).toEqual([]);
  await expectAccessible(page);
}

/** Opens by the language's own words, as somebody would who reads only that language. */
async function choose(page: Page, words: Words, item: string): Promise<void> {
  await page
    .getByRole('button', { name: words.codes.moreMenu, exact: true })
    .and(page.locator('[aria-haspopup="menu"]'))
    .click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  await page.getByRole('dialog').waitFor();
}

it('a language chosen in the settings redraws all, and back', async () => {
  const page = await under.open({ fake: { status: 'unlocked', accounts } });
  await rowButton(page, 'GitHub').waitFor();
  await chooseFromMore(page, 'Settings');
  await chooseFromList(page.getByRole('combobox', { name: 'Language' }), 'العربية');
  await page.getByRole('dialog', { name: ar.settings.title }).waitFor();
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
    'ar',
    'rtl',
  ]);
  await page.getByRole('button', { name: ar.action.done }).click();
  await page.getByRole('list', { name: ar.codes.listLabel }).waitFor();
  await page.getByRole('button', { name: ar.codes.addMenu }).waitFor();
  expect(await page.getByText('Scan screen').count()).toBe(0);

  await choose(page, ar, ar.codes.settings);
  await chooseFromList(page.getByRole('combobox', { name: ar.settings.language }), 'English');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('ltr');
});

const LAID_OUT: readonly (readonly [Language, Words, 'ltr' | 'rtl'])[] = [
  ['ar', ar, 'rtl'],
  ['de', de, 'ltr'],
  ['ja', ja, 'ltr'],
  ['ko', ko, 'ltr'],
];
it('Korean lines end between words', async () => {
  const page = await under.open({
    viewport: { width: 360, height: 720 },
    locale: 'ko',
    fake: { status: 'none' },
  });
  const title = page.getByRole('heading', { name: ko.start.title });
  await title.waitFor();
  const lines = await title.evaluate((heading) => {
    const text = heading.firstChild as Text;
    const word = /\S+/gu;
    const isWhole = (from: number, to: number) => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, to);
      return range.getClientRects().length === 1;
    };
    return [...text.data.matchAll(word)].map(({ 0: { length }, index }) => isWhole(index, index + length));
  });
  expect(lines.length).toBeGreaterThan(2);
  expect(lines).not.toContain(false);
});

describe.each(LAID_OUT)('%s', (language, words, direction) => {
  describe.each([360, 480])('at %i px', (width) => {
    const options = { viewport: { width, height: 720 }, locale: language } as const;

    it('the first start and the unlock screen fit', async () => {
      const first = await under.open({ ...options, fake: { status: 'none' } });
      await first.getByRole('heading', { name: words.start.title }).waitFor();
      await expectFits(first);
      const locked = await under.open({ ...options, fake: { status: 'locked' } });
      await locked.getByRole('heading', { name: words.unlock.title }).waitFor();
      expect(await locked.evaluate(() => document.documentElement.dir)).toBe(direction);
      await expectFits(locked);
    });

    it('the list fits; its codes run from left to right', async () => {
      const page = await under.open({
        ...options,
        fake: { status: 'unlocked', accounts, settings: { language } },
      });
      await expect.poll(() => page.locator('.code:not(.code-missing)').count()).toBe(accounts.length);
      await expectFits(page);
      const places = await page
        .locator('.row .code')
        .first()
        .locator('> span')
        .evaluateAll((groups) => groups.map((group) => group.getBoundingClientRect().left));
      expect(places.length).toBeGreaterThan(1);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      const isMarkAtStart = await page
        .locator('.row-main')
        .first()
        .evaluate((row) => {
          const mark = row.firstElementChild?.getBoundingClientRect();
          const all = row.getBoundingClientRect();
          return mark !== undefined && mark.left - all.left < all.right - mark.right;
        });
      expect(isMarkAtStart).toBe(direction === 'ltr');
      // Names in either direction begin where the page's own do.
      const starts = await page.locator('.row-issuer').evaluateAll((all) =>
        all.map((issuer) => {
          const text = document.createRange();
          text.selectNodeContents(issuer);
          const { left, right } = text.getBoundingClientRect();
          const end = document.documentElement.dir === 'rtl' ? window.innerWidth - right : left;
          return Math.round(end);
        }),
      );
      expect(new Set(starts).size).toBe(1);
    });

    it('dialogs fit', async () => {
      const page = await under.open({
        ...options,
        fake: { status: 'unlocked', accounts, settings: { language } },
      });
      await expect.poll(() => page.locator('.code:not(.code-missing)').count()).toBe(accounts.length);
      const { codes } = words;
      const items = [codes.settings, codes.backUp, codes.export, codes.import, codes.history, codes.bin];
      for (const item of items) {
        await choose(page, words, item);
        await expectFits(page);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
    });
  });
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
