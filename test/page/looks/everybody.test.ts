/**
 * Every view for people who see it otherwise: in a window of 320 px, which is also a larger one at 200 %, without motion,
 * and in the system's own colours. In chromium on the fake.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageUnderTest } from '../page-under-test.ts';
import { openView, settle } from './look-view.ts';
import { findCutOff, findMotion, findUnreachable, tabThrough } from './reach.ts';
import { VIEWS } from './views.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const open = (name: string) => {
  const view = VIEWS.find((each) => each.name === name);
  if (!view) throw new Error(`no view is named ${name}`);
  return openView(under, view);
};

describe('in 320 px nothing is lost, and without motion nothing moves', () => {
  it.each(VIEWS)('$name', async (view) => {
    const page = await openView(under, view);
    expect(await findMotion(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    await settle(page);
    expect(await findCutOff(page)).toEqual([]);
    expect(await findUnreachable(page)).toEqual([]);
  });
});

describe('what looks for losses', () => {
  it('finds a text that is cut, a control beside the window, and motion', async () => {
    const page = await open('list-two');
    await page.evaluate(() => {
      const change = new CSSStyleSheet();
      change.replaceSync(
        '.toolbar { overflow: hidden } .toolbar .button-text { margin-left: 2000px } .row-menu { position: fixed; left: -90px } .row { transition: opacity 1s }',
      );
      document.adoptedStyleSheets.push(change);
    });
    expect((await findCutOff(page)).join()).toContain('Scan screen');
    expect((await findUnreachable(page)).join()).toContain('More for GitHub');
    expect((await findMotion(page)).join()).toContain('li.row');
  });
});

describe('in the system’s own colours', () => {
  const forced = async (name: string): Promise<Page> => {
    const page = await open(name);
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await settle(page);
    return page;
  };
  const styleOf = (locator: Locator, ...names: readonly string[]) =>
    locator.evaluate((element, wanted) => {
      const style = getComputedStyle(element);
      return wanted.map((name) => style.getPropertyValue(name)).join(' / ');
    }, names);
  const GROUND = ['background-color', 'outline-style', 'color'] as const;

  it.each(['list', 'settings', 'review', 'export', 'bin', 'unlock-every-way', 'small-window', 'mini-window'])(
    'the focus is seen everywhere: %s',
    async (name) => {
      const page = await forced(name);
      const seen = await tabThrough(page, 14);
      expect(seen.length).toBeGreaterThan(0);
      expect(seen.filter(({ isSeen }) => !isSeen)).toEqual([]);
    },
  );

  it('a chosen option, switch and checkbox differ from those that are not', async () => {
    const page = await forced('export');
    const [encrypted, plain] = ['Encrypted', 'Not encrypted'].map((name) =>
      page.getByRole('radio', { name, exact: true }),
    ) as [Locator, Locator];
    expect(await styleOf(encrypted, ...GROUND)).not.toBe(await styleOf(plain, ...GROUND));

    const bin = await forced('bin');
    const boxes = bin.getByRole('checkbox');
    expect(await styleOf(boxes.nth(1), ...GROUND)).not.toBe(await styleOf(boxes.nth(0), ...GROUND));

    const backup = await forced('backup');
    const toggle = backup.getByRole('switch');
    const off = await styleOf(toggle, ...GROUND);
    await toggle.click();
    expect(await styleOf(toggle, ...GROUND)).not.toBe(off);
    expect(await styleOf(toggle, 'border-top-style')).toBe('solid');
    const thumb = backup.locator('.switch-thumb');
    expect(await styleOf(thumb, 'background-color')).not.toBe(await styleOf(toggle, 'background-color'));
  });

  it('the row that Enter is for, the item of a menu and the account of the small window are marked', async () => {
    const list = await forced('list-search');
    expect(await styleOf(list.locator('.row[data-selected]'), 'outline-style')).toBe('solid');
    const menu = await forced('menu-more');
    await menu.keyboard.press('ArrowDown');
    expect(await styleOf(menu.locator('[role="menuitem"][data-highlighted]'), 'outline-style')).toBe('solid');
    const small = await forced('small-window');
    expect(await styleOf(small.getByRole('option', { selected: true }), 'outline-style')).toBe('solid');
  });

  it('the ring shows what is left of a code, and marks are drawn', async () => {
    const page = await forced('list');
    const [left, track] = ['.countdown-left', '.countdown-track'].map((part) => page.locator(part).first());
    expect(left && (await styleOf(left, 'stroke'))).not.toBe(track && (await styleOf(track, 'stroke')));
    const mark = page.locator('.mark svg').first();
    expect(await styleOf(mark, 'fill')).not.toBe(
      await styleOf(page.locator('.row').first(), 'background-color'),
    );
  });

  it('dialogs, menus and messages have an edge', async () => {
    const edges = async (name: string, part: string) =>
      styleOf((await forced(name)).locator(part).first(), 'border-top-style');
    expect(await edges('settings', '.dialog')).toBe('solid');
    expect(await edges('menu-more', '.menu')).toBe('solid');
    expect(await edges('message-copied', '.toast')).toBe('solid');
  });
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
