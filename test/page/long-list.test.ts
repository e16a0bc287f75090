/** A list of ten thousand accounts in chromium on the fake: what is in the document, keys, focus, search. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(async () => {
  const problems = under?.problems;
  await under?.stop();
  expect(problems).toEqual([]);
});

const COUNT = 10_000;
const LAST = `Service ${COUNT - 1}`;
const accounts = Array.from({ length: COUNT }, (_, index) => ({
  id: `id${index}`,
  issuer: `Service ${index}`,
  accountName: `person-${index}@example.org`,
}));
const open = () => under.open({ fake: { status: 'unlocked', accounts } });

const rowCount = (page: Page) => page.locator('.row').count();
const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
const selected = (page: Page) =>
  page.evaluate(() => {
    const id = document.querySelector('.search-input')?.getAttribute('aria-activedescendant');
    return id ? (document.getElementById(id)?.textContent ?? '') : null;
  });
const copied = (page: Page) => page.evaluate(() => window.fake?.copied ?? []);

describe('a long list', () => {
  it('has few rows in the document and says how many there are', async () => {
    const page = await open();
    await rowButton(page, 'Service 0').waitFor();
    expect(await rowCount(page)).toBeLessThan(40);
    const first = page.getByRole('listitem').first();
    expect(await first.getAttribute('aria-setsize')).toBe(String(COUNT));
    expect(await first.getAttribute('aria-posinset')).toBe('1');
    await expectAccessible(page);
  });

  it('shows whole rows with their codes wherever it is scrolled to, and asks for no others', async () => {
    const page = await open();
    await rowButton(page, 'Service 0').waitFor();
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight / 2));
    await expect
      .poll(() =>
        page.locator('.row').evaluateAll((rows) => {
          const shown = rows.filter((row) => {
            const { top, bottom } = row.getBoundingClientRect();
            return bottom > 80 && top < window.innerHeight;
          });
          return shown.length > 5 && shown.every((row) => row.querySelector('.code:not(.code-missing)'));
        }),
      )
      .toBe(true);
    const asked = await page.evaluate(() => new Set((window.fake?.asked ?? []).flat()).size);
    expect(asked).toBeLessThan(80);
    expect(await rowCount(page)).toBeLessThan(40);
  });

  it.each(['comfortable', 'compact', 'big'] as const)(
    'has learned how high a row is by the first letter, so that none is drawn twice: %s',
    async (density) => {
      const page = await under.open({ fake: { status: 'unlocked', accounts, settings: { density } } });
      await rowButton(page, 'Service 0').waitFor();
      await page.keyboard.type('p');
      await expect.poll(() => selected(page)).toContain('Service 0');
      const { list, rows } = await page.locator('.rows').evaluate((element) => ({
        list: element.clientHeight,
        rows: [...element.querySelectorAll<HTMLElement>('.row')].map((row) => row.offsetHeight),
      }));
      expect(new Set(rows).size).toBe(1);
      expect(list / COUNT).toBeCloseTo(rows[0] ?? 0, 2);
    },
  );

  it('fills a very high window from its first frame, and leaves room for all others', async () => {
    const page = await under.open({
      viewport: { width: 480, height: 9000 },
      fake: { status: 'unlocked', accounts, settings: { density: 'compact' } },
    });
    await rowButton(page, 'Service 0').waitFor();
    const { foot, height, row } = await page.evaluate(() => ({
      foot: [...document.querySelectorAll('.row')].at(-1)?.getBoundingClientRect().bottom ?? 0,
      height: document.querySelector('.rows')?.getBoundingClientRect().height ?? 0,
      row: document.querySelector('.row')?.getBoundingClientRect().height ?? 0,
    }));
    expect(foot).toBeGreaterThan(9000);
    // Rows that were not drawn yet are guessed as high as they usually are.
    expect(height / (row * COUNT)).toBeCloseTo(1, 1);
  });

  it('moves the focus by End, Home and arrows, through rows that were not there', async () => {
    const page = await open();
    await rowButton(page, 'Service 0').focus();
    await page.keyboard.press('End');
    await expect.poll(() => focusedText(page)).toContain(LAST);
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => focusedText(page)).toContain(`Service ${COUNT - 2}`);
    await page.keyboard.press('Home');
    await expect.poll(() => focusedText(page)).toContain('Service 0');
    for (let step = 1; step <= 15; step += 1) {
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => focusedText(page)).toContain(`Service ${step}`);
    }
    const isInView = () =>
      page.evaluate(() => {
        const box = document.activeElement?.getBoundingClientRect();
        return box !== undefined && box.top >= 56 && box.bottom <= window.innerHeight;
      });
    expect(await isInView()).toBe(true);
    expect(await page.locator('.row-main[tabindex="0"]').count()).toBe(1);
  });

  it.each([320, 480, 1100])(
    'keeps the focused row clear of the toolbar and the bar: %i px',
    async (width) => {
      const page = await under.open({
        viewport: { width, height: 560 },
        fake: { status: 'unlocked', accounts: accounts.slice(0, 200) },
      });
      const isClear = () =>
        page.evaluate(() => {
          const edge = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
          const row = document.activeElement?.getBoundingClientRect();
          const foot = edge('.selection-bar')?.top ?? window.innerHeight;
          return row !== undefined && row.top >= (edge('.toolbar')?.bottom ?? 999) && row.bottom <= foot;
        });
      await rowButton(page, 'Service 0').focus();
      await page.keyboard.press('End');
      await expect.poll(() => focusedText(page)).toContain('Service 199');
      for (let at = 198; at >= 186; at -= 1) {
        await page.keyboard.press('ArrowUp');
        await expect.poll(() => focusedText(page)).toContain(`Service ${at}`);
      }
      await expect.poll(isClear).toBe(true);
      await page.keyboard.press('Control+Space');
      await page.getByText('1 selected').waitFor();
      await page.keyboard.press('Home');
      await expect.poll(() => focusedText(page)).toContain('Service 0');
      for (let at = 1; at <= 13; at += 1) {
        await page.keyboard.press('ArrowDown');
        await expect.poll(() => focusedText(page)).toContain(`Service ${at}`);
      }
      await expect.poll(isClear).toBe(true);
    },
  );

  it('goes along with a row that is pinned from far down', async () => {
    // A change of ten thousand does not fit where the fake keeps them.
    const page = await under.open({ fake: { status: 'unlocked', accounts: accounts.slice(0, 1000) } });
    await rowButton(page, 'Service 0').focus();
    await page.keyboard.press('End');
    await expect.poll(() => focusedText(page)).toContain('Service 999');
    await page.keyboard.press('p');
    const place = () =>
      page.evaluate(() => {
        const row = document.activeElement?.closest('li');
        const top = row?.getBoundingClientRect().top ?? -1;
        return top > 0 && top < window.innerHeight ? row?.ariaPosInSet : null;
      });
    await expect.poll(place).toBe('1');
    await page.keyboard.press('p');
    await expect.poll(place).toBe('1000');
  });

  it('keeps the focused row while it is scrolled away', async () => {
    const page = await open();
    await rowButton(page, 'Service 3').focus();
    await page.evaluate(() => window.scrollTo(0, 200_000));
    await expect.poll(() => rowButton(page, 'Service 3').count()).toBe(1);
    await expect.poll(() => page.locator('.row').last().getAttribute('aria-posinset')).not.toBe('20');
    expect(await focusedText(page)).toContain('Service 3');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focusedText(page)).toContain('Service 4');
  });
});

describe('a list that is scrolled', () => {
  it.each([50, 51, COUNT])(
    'of %i accounts is searched from its top, and Tab always finds a row',
    async (count) => {
      const page = await under.open({ fake: { status: 'unlocked', accounts: accounts.slice(0, count) } });
      await rowButton(page, 'Service 0').waitFor();
      const toTheMiddle = () => page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2));
      await toTheMiddle();
      await expect.poll(() => page.locator('.row-main[tabindex="0"]').count()).toBe(1);
      await page.keyboard.type('p');
      await expect.poll(() => selected(page)).toContain('Service 0');
      await rowButton(page, 'Service 3').waitFor();
      expect(await page.evaluate(() => window.scrollY)).toBe(0);
      await page.keyboard.press('Escape');
      await toTheMiddle();
      await expect.poll(() => page.locator('.row-main[tabindex="0"]').count()).toBe(1);
    },
  );

  it('knows its length anew when rows get another height', async () => {
    const page = await open();
    await rowButton(page, 'Service 0').waitFor();
    await page.evaluate(() => window.scrollTo(0, 300_000));
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'Compact' }).click();
    const row = () =>
      page
        .locator('.row')
        .nth(5)
        .evaluate((one) => one.getBoundingClientRect().height);
    await expect.poll(row).toBeLessThan(60);
    const length = () => page.locator('.rows').evaluate((list) => list.clientHeight);
    await expect.poll(async () => Math.abs((await length()) / COUNT - (await row()))).toBeLessThan(2);
  });

  it('has the focused row as Tab’s stop again after a search', async () => {
    const page = await open();
    await rowButton(page, 'Service 0').focus();
    await page.keyboard.press('End');
    await expect.poll(() => focusedText(page)).toContain(LAST);
    await page.keyboard.type('service 12');
    await expect.poll(() => selected(page)).toContain('Service 12');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.row-main[tabindex="0"]').textContent()).toContain(LAST);
  });
});

describe('searching a long list', () => {
  it('shows its first rows in the frame after the first letter, however far the list was scrolled', async () => {
    const page = await open();
    await rowButton(page, 'Service 0').waitFor();
    await page.evaluate(() => window.scrollTo(0, 300_000));
    await expect.poll(() => page.locator('.row').last().getAttribute('aria-posinset')).not.toBe('20');
    await page.evaluate(() => {
      window.addEventListener(
        'input',
        () =>
          requestAnimationFrame(() => {
            const rows = [...document.querySelectorAll('.row')].filter((row) => {
              const { top, bottom } = row.getBoundingClientRect();
              return top < window.innerHeight && bottom > 0;
            });
            document.documentElement.dataset.rowsSeen = String(rows.length);
          }),
        { capture: true, once: true },
      );
    });
    await page.keyboard.type('p');
    const seen = () => page.evaluate(() => Number(document.documentElement.dataset.rowsSeen));
    await expect.poll(seen).toBeGreaterThan(5);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
  });

  it('selects the first hit; arrows move it while the field keeps the focus; Enter copies it', async () => {
    const page = await open();
    await rowButton(page, 'Service 0').waitFor();
    await page.keyboard.type('service 99');
    await expect.poll(() => selected(page)).toContain('Service 99');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    const second = await selected(page);
    expect(second).toContain('Service 990');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('search-input');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await copied(page)).length).toBe(1);
    const shown = await page.locator('.row[data-selected] .code').innerText();
    expect((await copied(page))[0]).toBe(shown.replace(/\s/g, ''));
    await page.keyboard.press('Escape');
    await expect.poll(() => selected(page)).toBe(null);
  });

  it('scrolls to the selection and draws it', async () => {
    const page = await open();
    await rowButton(page, 'Service 0').waitFor();
    await page.keyboard.type('person');
    for (let step = 0; step < 25; step += 1) await page.keyboard.press('ArrowDown');
    await page.locator('.row[data-selected]').waitFor();
    await expect
      .poll(() =>
        page.locator('.row[data-selected]').evaluate((row) => {
          const { top, bottom } = row.getBoundingClientRect();
          return top >= 56 && bottom <= window.innerHeight;
        }),
      )
      .toBe(true);
  });
});
