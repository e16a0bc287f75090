/** Hidden codes in chromium on the fake: dots until wanted, for the eye and the ear, in every window; and high contrast. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFromRow } from './looks/list-views.ts';
import { chooseFromMore, dialog, expectAccessible, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const ACCOUNTS = [
  { id: 'a', issuer: 'Alpha', accountName: 'ann', secret: 'a' },
  { id: 'b', issuer: 'Beta', accountName: 'bob', secret: 'b' },
] as const;
const open = { status: 'unlocked', accounts: ACCOUNTS, settings: { hideCodes: true } } as const;
/** 26 s into a period: the next code would show. */
const AT_MS = Date.UTC(2026, 10, 22, 12, 0, 26);

/** Everything that the page has drawn, spoken or in names, so that a hidden code has no place to be. */
const everything = (page: Page) =>
  page.evaluate(() => document.body.outerHTML.replaceAll(/<[^>]*path[^>]*>/g, ''));
const shown = (page: Page, name: string) => rowButton(page, name).locator('.code:not(.code-missing)');

async function start(): Promise<Page> {
  const page = await under.open({ fake: open, atMs: AT_MS });
  await rowButton(page, 'Alpha').getByText('code hidden').waitFor({ state: 'attached' });
  return page;
}

describe('hidden codes', () => {
  it('are nowhere in the page, nor is the next one', async () => {
    const page = await start();
    await page.mouse.move(470, 700);
    const codes = await page.evaluate(async () => {
      const answer = await window.authenticator.codes.at({ ids: ['a', 'b'] });
      return answer.ok ? answer.value.flatMap(({ code, nextCode }) => [code, nextCode]) : [];
    });
    const drawn = (await everything(page)).replaceAll(/<[^>]+>|\s/g, '');
    expect(codes.length).toBe(4);
    for (const code of codes) expect(drawn).not.toContain(code);
    await page.getByRole('button', { name: 'Alpha ann code hidden', exact: true }).waitFor();
    await expectAccessible(page);
  });

  it('are copied without being shown', async () => {
    const page = await start();
    await rowButton(page, 'Beta').press('Enter');
    await expect.poll(() => page.evaluate(() => window.fake?.copied[0])).toMatch(/^\d{6}$/);
    expect(await shown(page, 'Beta').count()).toBe(0);
  });

  it('show under the pointer alone', async () => {
    const page = await start();
    await rowButton(page, 'Alpha').hover();
    await shown(page, 'Alpha').waitFor();
    await rowButton(page, 'Alpha').getByText(/^next/).waitFor();
    await rowButton(page, 'Beta').hover();
    await shown(page, 'Beta').waitFor();
    expect(await shown(page, 'Alpha').count()).toBe(0);
  });

  it('are hidden again when a search takes the row from under the pointer', async () => {
    const page = await start();
    await rowButton(page, 'Beta').hover();
    await shown(page, 'Beta').waitFor();
    await page.keyboard.type('alpha');
    await rowButton(page, 'Beta').waitFor({ state: 'detached' });
    await page.mouse.move(470, 700);
    await page.keyboard.press('Escape');
    await rowButton(page, 'Beta').waitFor();
    expect(await shown(page, 'Beta').count()).toBe(0);
  });

  it('are revealed by Space for ten seconds, spoken then, and hidden when the row is left', async () => {
    const page = await start();
    await page.mouse.move(470, 700);
    await rowButton(page, 'Alpha').focus();
    await page.keyboard.press('Space');
    await shown(page, 'Alpha').waitFor();
    await page.getByRole('button', { name: /^Alpha ann code \d \d/ }).waitFor();
    await page.clock.runFor(9000);
    expect(await shown(page, 'Alpha').count()).toBe(1);
    await page.clock.runFor(2000);
    await expect.poll(() => shown(page, 'Alpha').count()).toBe(0);
    await page.keyboard.press('Space');
    await shown(page, 'Alpha').waitFor();
    await page.keyboard.press('Space');
    await expect.poll(() => shown(page, 'Alpha').count()).toBe(0);
    await page.keyboard.press('Space');
    await shown(page, 'Alpha').waitFor();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => shown(page, 'Alpha').count()).toBe(0);
  });

  it('are revealed by the eye, and hidden when the window is left', async () => {
    const page = await start();
    await page.getByRole('button', { name: 'Show the code of Beta (bob)' }).click();
    await page.mouse.move(470, 700);
    await shown(page, 'Beta').waitFor();
    await page.getByRole('button', { name: 'Hide the code of Beta (bob)' }).waitFor();
    await expectAccessible(page);
    await page.evaluate(() => window.dispatchEvent(new Event('blur')));
    await expect.poll(() => shown(page, 'Beta').count()).toBe(0);
  });

  it('is a setting, off at first', async () => {
    const page = await under.open({ fake: { ...open, settings: {} } });
    await shown(page, 'Alpha').waitFor();
    expect(await page.getByRole('button', { name: /^Show the code/ }).count()).toBe(0);
    await chooseFromMore(page, 'Settings');
    await dialog(page, 'Settings').getByRole('switch', { name: 'Hide codes until wanted' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Alpha ann code hidden', exact: true }).waitFor();
  });

  it('hold in the small window, where Ctrl+Enter reveals the chosen one', async () => {
    const page = await under.open({ fake: open, file: 'popup.html' });
    const option = page.getByRole('option', { name: /Alpha/ });
    await option.getByText('code hidden').waitFor({ state: 'attached' });
    expect(await option.locator('.code:not(.code-missing)').count()).toBe(0);
    await page.keyboard.press('Control+Enter');
    await option.locator('.code:not(.code-missing)').waitFor();
    expect(await page.evaluate(() => window.fake?.copied)).toEqual([]);
  });

  it('reach the mini window that is open already', async () => {
    const page = await under.open({ fake: { ...open, settings: {} }, file: 'mini.html' });
    const digits = page.locator('.mini-digits');
    await expect.poll(() => digits.innerText()).toMatch(/\d/);
    await page.evaluate(async () => {
      await window.authenticator.settings.set({ hideCodes: true });
      window.fake?.command('settings-changed');
    });
    await expect.poll(() => digits.innerText()).not.toMatch(/\d/);
  });

  it('hold where duplicates are compared, each with its own eye', async () => {
    const accounts = ['S1', 'S2'].map((secret) => ({
      id: secret,
      issuer: 'GitHub',
      accountName: 'ann',
      secret,
    }));
    const page = await under.open({ fake: { ...open, accounts }, atMs: AT_MS });
    await page.mouse.move(470, 700);
    await chooseFromMore(page, 'Review duplicates…');
    const review = dialog(page, 'Possible duplicates');
    const first = review.getByRole('region', { name: 'Account 1' });
    await first.getByText('code hidden').waitFor({ state: 'attached' });
    expect(await review.locator('.code:not(.code-missing)').count()).toBe(0);
    await expectAccessible(page);
    await first.getByRole('button', { name: 'Show the code of Account 1' }).click();
    await first.locator('.code:not(.code-missing)').waitFor();
    await review.getByRole('button', { name: 'Hide the code of Account 1' }).waitFor();
    await page.mouse.move(2, 2);
    await page.clock.runFor(11_000);
    await expect.poll(() => review.locator('.code:not(.code-missing)').count()).toBe(0);
  });

  it('hold where two versions are compared', async () => {
    const page = await under.open({
      fake: { ...open, merge: { added: [], isInConflict: true } },
      atMs: AT_MS,
    });
    await chooseFromRow(page, 'Alpha', 'Edit');
    await page.getByLabel('Account name').fill('anna');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Compare…' }).click();
    const compare = dialog(page, 'Two versions of one account');
    await page.mouse.move(470, 700);
    const second = compare.getByRole('region', { name: 'Version 2' });
    await second.getByText('code hidden').waitFor({ state: 'attached' });
    expect(await compare.locator('.code:not(.code-missing)').count()).toBe(0);
    await second.getByRole('button', { name: 'Show the code of Version 2' }).click();
    await second.locator('.code:not(.code-missing)').waitFor();
  });
});

describe('high contrast', () => {
  const contrast = (page: Page) => page.evaluate(() => document.documentElement.dataset.contrast);

  it.each(['light', 'dark'] as const)('is a setting beside %s, and axe finds nothing', async (theme) => {
    const page = await under.open({ fake: { ...open, settings: { theme } } });
    await shown(page, 'Alpha').waitFor();
    expect(await contrast(page)).toBe('normal');
    await chooseFromMore(page, 'Settings');
    await dialog(page, 'Settings').getByRole('switch', { name: 'High contrast' }).click();
    await expect.poll(() => contrast(page)).toBe('more');
    // Looked at afresh: what a button says of itself under the pointer stands outside of the landmarks.
    const again = await under.open({ fake: { ...open, settings: { theme, highContrast: true } } });
    await shown(again, 'Alpha').waitFor();
    await expectAccessible(again);
  });

  it('is there unasked where the system wants more contrast', async () => {
    const page = await under.open({ fake: { ...open, settings: {} }, contrast: 'more' });
    await shown(page, 'Alpha').waitFor();
    expect(await contrast(page)).toBe('more');
  });
});

it('went wrong nowhere', () => {
  expect(under.problems).toEqual([]);
});
