/**
 * The app in German, Arabic and Japanese, in the real app: words, direction, codes as they are read, a lock and back.
 * The rule: words are looked up in the catalogues; the language is changed in the settings as a person would.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { look, takeProblems } from './driver/axe.ts';
import { profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

type Tree = { readonly [name: string]: string | Tree };
const LOCALES = path.resolve(import.meta.dirname, '../../renderer/locales');

/** A message without values, by its dotted name. */
function words(language: string, name: string): string {
  const tree = JSON.parse(readFileSync(path.join(LOCALES, `${language}.json`), 'utf8')) as Tree;
  const found = name
    .split('.')
    .reduce<string | Tree | undefined>(
      (node, part) => (typeof node === 'object' ? node[part] : undefined),
      tree,
    );
  if (typeof found !== 'string') throw new Error(`no message ${name}`);
  return found;
}

let app: RunningApp;
const page = (): Page => app.page;

beforeAll(async () => {
  app = await startApp({ profile: await profileWithVault() });
  await screens.unlock(app.page);
});
afterAll(() => discardApps([app]));

describe.each([
  ['de', 'ltr'],
  ['ar', 'rtl'],
  ['ja', 'ltr'],
] as const)('%s', (language, direction) => {
  const say = (name: string) => words(language, name);

  test('stays over a lock, on the unlock screen and on the main screen', async () => {
    await page().evaluate((chosen) => window.authenticator.settings.set({ language: chosen }), language);
    await page().evaluate(() => void window.authenticator.app.lock());
    const field = page().getByLabel(say('password.label'), { exact: true });
    await field.waitFor();
    await page()
      .getByRole('heading', { name: say('unlock.title') })
      .waitFor();
    expect(
      await page().evaluate(() => [document.documentElement.lang, document.documentElement.dir]),
    ).toEqual([language, direction]);
    await field.fill(screens.PASSWORD);
    await page().keyboard.press('Enter');
    await page()
      .getByRole('searchbox', { name: say('codes.search') })
      .waitFor();
    await page()
      .getByRole('list', { name: say('codes.listLabel') })
      .getByText('GitHub')
      .waitFor();
  });

  test('codes are read from left to right, and nothing is cut off at 360 px', async () => {
    const code = page().locator('.code:not(.code-missing)').first();
    await code.waitFor();
    expect(await code.evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
    const places = await code.evaluate((element) =>
      [...element.children].map((group) => group.getBoundingClientRect().left),
    );
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    const before = await app.electron.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      const bounds = window?.getBounds();
      if (bounds) window?.setBounds({ ...bounds, width: 360 });
      return bounds;
    });
    await expect
      .poll(() => page().evaluate(() => document.documentElement.scrollWidth <= window.innerWidth))
      .toBe(true);
    await app.electron.evaluate(({ BrowserWindow }, bounds) => {
      if (bounds) BrowserWindow.getAllWindows()[0]?.setBounds(bounds);
    }, before);
  });

  test('settings speak it and have no violation of accessibility', async () => {
    const more = page().getByRole('button', { name: say('codes.moreMenu'), exact: true });
    await more.and(page().locator('[aria-haspopup="menu"]')).click();
    await page()
      .getByRole('menuitem', { name: say('codes.settings'), exact: true })
      .click();
    await page()
      .getByRole('dialog', { name: say('settings.title') })
      .waitFor();
    await look(page(), `settings, ${language}`);
    expect(takeProblems()).toEqual([]);
    await page().keyboard.press('Escape');
    await page().getByRole('dialog').waitFor({ state: 'detached' });
  });
});
