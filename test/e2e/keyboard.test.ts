/**
 * The whole way with the keyboard alone: create, add by key, copy, lock, unlock.
 * Runs in the real app. The rule: nothing is clicked and nothing is focused but by keys.
 */
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { oathtoolCode } from '../demo/oathtool.ts';
import { GITHUB_SECRET } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

let app: RunningApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => discardApps([app]));

const STEPS_MAX = 30;

/** What has the focus, as it is called. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return '';
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
    return (element.getAttribute('aria-label') ?? label ?? element.innerText).trim();
  });

/** Presses Tab until what is called `name` has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const here = await focused(page);
    if (name.test(here)) return;
    seen.push(here);
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${name}: ${seen.join(' | ')}`);
}

/** Waits until the dialog has the focus: before, a key goes to what is behind it. */
async function focusedDialog(page: Page, name: string): Promise<void> {
  await page
    .getByRole('dialog', { name })
    .filter({ has: page.locator(':focus') })
    .waitFor();
}

/** Opens a menu by its button and goes down to an item. */
async function choose(page: Page, menu: RegExp, item: string): Promise<void> {
  await tabTo(page, menu);
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: item, exact: true }).waitFor();
  for (let step = 0; step < STEPS_MAX && (await focused(page)) !== item; step += 1) {
    await page.keyboard.press('ArrowDown');
  }
  expect(await focused(page)).toBe(item);
  await page.keyboard.press('Enter');
}

test('create, add by key, copy, lock, unlock', async () => {
  const { page } = app;
  const { keyboard } = page;
  await tabTo(page, /^Create a vault/);
  await keyboard.press('Enter');
  await tabTo(page, /^Password$/);
  await keyboard.type(screens.PASSWORD);
  await tabTo(page, /^Password, once more$/);
  await keyboard.type(screens.PASSWORD);
  await keyboard.press('Enter');
  await screens.codesScreen(page).waitFor();

  await choose(page, /^Add account$/, 'Enter a setup key');
  await page.getByRole('dialog', { name: 'Enter a setup key' }).waitFor();
  await tabTo(page, /^Issuer/);
  await keyboard.type('GitHub');
  await tabTo(page, /^Account name/);
  await keyboard.type('ada');
  await tabTo(page, /^Setup key/);
  await keyboard.type(GITHUB_SECRET.toLowerCase());
  await keyboard.press('Enter');
  await focusedDialog(page, 'Found one account');
  await tabTo(page, /^Add account$/);
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: /is in your vault/ }).waitFor();
  await tabTo(page, /^Done$/);
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: /is in your vault/ }).waitFor({ state: 'detached' });

  // Typing anywhere searches; Enter copies the first.
  await tabTo(page, /^Search accounts$/);
  await keyboard.type('git');
  await screens.row(page, 'GitHub').waitFor();
  const codes: (string | null)[] = [];
  const note = async () => {
    const uri = `otpauth://totp/GitHub:ada?secret=${GITHUB_SECRET}&issuer=GitHub`;
    codes.push(await oathtoolCode(uri, Math.floor(Date.now() / 1000)));
  };
  await note();
  await screens.shownCode(page, 'GitHub');
  await keyboard.press('Enter');
  await expect
    .poll(async () => {
      await note();
      return codes.includes(await app.electron.evaluate(({ clipboard }) => clipboard.readText()));
    })
    .toBe(true);
  await keyboard.press('Escape');

  await choose(page, /^More$/, 'Lock');
  await screens.unlockScreen(page).waitFor();
  await tabTo(page, /^Password$/);
  await keyboard.type(screens.PASSWORD);
  await keyboard.press('Enter');
  await screens.row(page, 'GitHub').waitFor();
});
