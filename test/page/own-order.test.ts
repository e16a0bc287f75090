/** Sorting, the person's own order by keys, menu and pointer, and densities, in chromium on the fake. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, row, rowButton } from './page-steps.ts';
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

const accounts = [
  { issuer: 'Apple', accountName: 'zoe', useCount: 1, lastUsedAtMs: 3000 },
  { issuer: 'Bitbucket', accountName: 'yan', useCount: 9, lastUsedAtMs: 1000 },
  { issuer: 'Cloudflare', accountName: 'xia' },
  { issuer: 'Discord', accountName: 'ann', isPinned: true },
] as const;
const open = (sort: 'issuer' | 'own' = 'own', more: readonly object[] = []) =>
  under.open({ fake: { status: 'unlocked', accounts: [...accounts, ...more], settings: { sort } } });

const shown = (page: Page) => page.locator('.row-issuer').allInnerTexts();
const order = (page: Page) => expect.poll(async () => (await shown(page)).map((name) => name[0]).join(''));
async function view(page: Page, choice: string): Promise<void> {
  await page.getByRole('button', { name: 'View' }).and(page.locator('[aria-haspopup="menu"]')).click();
  await page.getByRole('menuitemradio', { name: choice }).click();
  await page.keyboard.press('Escape');
}
const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');

describe('sorting', () => {
  it('goes by issuer, name, use or recency, pinned ones first, and is remembered', async () => {
    const page = await open('issuer');
    await order(page).toBe('DABC');
    await view(page, 'Account name');
    await order(page).toBe('DCBA');
    await view(page, 'Most used');
    await order(page).toBe('DBAC');
    await view(page, 'Last used');
    await order(page).toBe('DABC');
    await view(page, 'Most used');
    await order(page).toBe('DBAC');
    await page.reload();
    await order(page).toBe('DBAC');
    await page.getByRole('button', { name: 'View' }).and(page.locator('[aria-haspopup="menu"]')).click();
    const chosen = page.getByRole('menuitemradio', { name: 'Most used' });
    await expect.poll(() => chosen.getAttribute('aria-checked')).toBe('true');
    await expectAccessible(page);
  });
});

describe('the own order', () => {
  it('is changed by Alt with the arrows, said with the new place, and undone', async () => {
    const page = await open();
    await order(page).toBe('DABC');
    await rowButton(page, 'Cloudflare').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await order(page).toBe('DACB');
    const said = page.locator('[aria-live]').getByText('Cloudflare (xia) moved to 3 of 4');
    await said.waitFor();
    await expect.poll(() => focusedText(page)).toContain('Cloudflare');
    await page.keyboard.press('Alt+ArrowUp');
    await order(page).toBe('DCAB');
    // Pinned ones stay first.
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Alt+ArrowDown');
    await order(page).toBe('DACB');
    await expect.poll(() => focusedText(page)).toContain('Cloudflare');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await order(page).toBe('DCAB');
  });

  it('is changed once by keys that come before the list shows the first change, and undone whole', async () => {
    const page = await open();
    // The page takes its calls as it loads.
    await page.addInitScript(() => {
      const { accounts } = window.authenticator;
      const list = accounts.list.bind(accounts);
      Object.assign(accounts, {
        list: async () => {
          await new Promise((resolve) => setTimeout(resolve, 1500));
          return list();
        },
      });
    });
    await page.reload();
    await order(page).toBe('DABC');
    await rowButton(page, 'Apple').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await order(page).toBe('DBAC');
    await page.getByRole('button', { name: 'Undo' }).click();
    await order(page).toBe('DABC');
  });

  it('is changed from the row’s menu', async () => {
    const page = await open();
    await row(page, 'Apple')
      .getByRole('button', { name: /^More for/ })
      .click();
    await page.getByRole('menuitem', { name: 'Move to the end' }).click();
    await order(page).toBe('DBCA');
  });

  it('is changed by dragging the grip, and Escape leaves it as it was', async () => {
    const page = await open();
    await order(page).toBe('DABC');
    const grip = async (name: string) => {
      const box = await row(page, name).locator('.row-grip').boundingBox();
      if (!box) throw new Error(`no grip on ${name}`);
      return { x: box.x + box.width / 2, y: box.y + box.height / 2, height: box.height };
    };
    const [from, to] = [await grip('Cloudflare'), await grip('Apple')];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y - 4, { steps: 4 });
    await page.locator('.row[data-drag="gap-before"]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.rows[data-dragging]').waitFor({ state: 'detached' });
    await page.mouse.up();
    await order(page).toBe('DABC');
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y - 4, { steps: 4 });
    await page.mouse.up();
    await order(page).toBe('DCAB');
  });

  it('cannot be changed while another order or a search is shown, and says why', async () => {
    const page = await open('issuer');
    await rowButton(page, 'Cloudflare').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByText('Accounts can be moved when “View” sorts them').waitFor();
    expect(await page.locator('.row-grip').count()).toBe(0);
    await view(page, 'Own order');
    await page.locator('.row-grip').first().waitFor();
    await page.getByRole('searchbox').fill('c');
    await expect.poll(() => page.locator('.row-grip').count()).toBe(0);
    await rowButton(page, 'Cloudflare').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByText('Accounts can be moved when all of them are shown').waitFor();
  });
});

describe('in a long list', () => {
  const manyOf = (length: number) =>
    Array.from({ length }, (_, index) => ({
      id: `id${index}`,
      issuer: `Service ${index}`,
    }));

  it('a row is moved to the end and back within view, with the focus', async () => {
    const page = await under.open({
      fake: { status: 'unlocked', accounts: manyOf(1000), settings: { sort: 'own' } },
    });
    await rowButton(page, 'Service 0').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => page.locator('.row').first().textContent()).toContain('Service 1');
    await row(page, 'Service 5')
      .first()
      .getByRole('button', { name: /^More for/ })
      .click();
    await page.getByRole('menuitem', { name: 'Move to the end' }).click();
    await expect.poll(() => focusedText(page)).toContain('Service 5');
    const place = () => page.evaluate(() => document.activeElement?.closest('li')?.ariaPosInSet);
    await expect.poll(place).toBe('1000');
    expect(await page.locator('.row').count()).toBeLessThan(60);
  });

  it.each(['compact', 'big'] as const)(
    'every density fills the view with whole rows: %s',
    async (density) => {
      const page = await under.open({
        fake: { status: 'unlocked', accounts: manyOf(10_000), settings: { density } },
      });
      await rowButton(page, 'Service 0').waitFor();
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight / 2));
      await expect
        .poll(() =>
          page.locator('.row').evaluateAll((rows) => {
            const boxes = rows.map((one) => one.getBoundingClientRect()).sort((a, b) => a.top - b.top);
            const seen = boxes.filter(({ bottom, top }) => bottom > 80 && top < window.innerHeight);
            const isWhole = seen.every(
              ({ top }, at) => at === 0 || Math.abs(top - (seen[at - 1]?.bottom ?? 0)) < 2,
            );
            return isWhole && (seen[0]?.top ?? 99) <= 80 && (seen.at(-1)?.bottom ?? 0) >= window.innerHeight;
          }),
        )
        .toBe(true);
      const height = await page
        .locator('.row')
        .nth(6)
        .evaluate((one) => one.getBoundingClientRect().height);
      expect(height).toBeGreaterThan(density === 'compact' ? 40 : 90);
      expect(height).toBeLessThan(density === 'compact' ? 60 : 140);
      await expectAccessible(page);
    },
  );

  it.each([40, 1000])(
    'of %i rows, the first in view stays there when rows get another height',
    async (count) => {
      const page = await under.open({ fake: { status: 'unlocked', accounts: manyOf(count) } });
      await rowButton(page, 'Service 0').waitFor();
      const middle = count / 2;
      const top = (index: number) =>
        page.evaluate((at) => {
          const row = document.querySelector(`.row[data-index="${at}"]`)?.getBoundingClientRect();
          const toolbar = document.querySelector('.toolbar')?.getBoundingClientRect();
          return row && toolbar ? Math.round(row.top - toolbar.bottom) : null;
        }, index);
      const rowHeight = await page
        .locator('.row')
        .first()
        .evaluate((one) => one.getBoundingClientRect().height);
      await page.evaluate((y) => window.scrollBy(0, y), rowHeight * middle);
      await expect.poll(() => top(middle)).not.toBe(null);
      const from = await top(middle);
      await page.evaluate((y) => window.scrollBy(0, y), (from ?? 0) - 10);
      await expect.poll(() => top(middle)).toBe(10);
      for (const density of ['Compact', 'Big code', 'Comfortable']) {
        await page.getByRole('button', { name: 'View', exact: true }).click();
        await page.getByRole('menuitemradio', { name: density }).click();
        await expect.poll(() => top(middle)).toBeGreaterThanOrEqual(0);
        await expect.poll(() => top(middle)).toBeLessThan(30);
        await page.keyboard.press('Escape');
      }
    },
  );
});
