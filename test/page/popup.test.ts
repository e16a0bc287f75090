/** The small window's page on the fake: what it shows in each state of the vault, its keys, and axe-core over it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FakeOptions } from '../fakes/fake-authenticator.ts';
import { expectAccessible } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

const accounts = [
  { issuer: 'GitHub', accountName: 'ada' },
  { issuer: 'Proton', accountName: 'a-rather-long-address@mail.example.org', digits: 8 },
];
let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const open = (fake: FakeOptions, colorScheme: 'light' | 'dark' = 'light') =>
  under.open({ file: 'popup.html', fake, viewport: { width: 460, height: 440 }, colorScheme });

/** Of the first account. */
const counterOf = (page: Page) =>
  page.evaluate(async () => {
    const list = await window.authenticator.accounts.list();
    return list.ok ? list.value.accounts[0]?.counter : list.code;
  });

it.each(['light', 'dark'] as const)('the search is accessible, %s', async (colorScheme) => {
  const page = await open({ status: 'unlocked', accounts }, colorScheme);
  await page.getByRole('option').first().waitFor();
  await expectAccessible(page);
  await page.getByRole('combobox').fill('nobody has this name');
  await page.getByText('No account matches').waitFor();
  await expectAccessible(page);
});

it('an empty vault leads to the main window, by the keyboard alone', async () => {
  const page = await open({ status: 'unlocked', accounts: [] });
  await page.getByText('The vault has no accounts yet.').waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.fakeOpened)).toBe('yes');
});

it('arrows go round, and Enter copies what is chosen without its gap', async () => {
  const page = await open({ status: 'unlocked', accounts });
  const options = page.getByRole('option');
  await options.first().waitFor();
  const chosen = page.getByRole('option', { selected: true });
  const last = await options.last().getAttribute('id');
  await page.keyboard.press('ArrowUp');
  expect(await chosen.getAttribute('id')).toBe(last);
  expect(await page.getByRole('combobox').getAttribute('aria-activedescendant')).toBe(last);
  await page.keyboard.press('ArrowDown');
  expect(await chosen.getAttribute('id')).toBe(await options.first().getAttribute('id'));
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => window.fake?.copied.length)).toBe(1);
  expect(await page.evaluate(() => window.fake?.copied[0])).toMatch(/^\d{6,8}$/);
});

it('a new code is said for the chosen account alone', async () => {
  const atMs = Date.UTC(2026, 10, 22, 12, 0, 2);
  const page = await under.open({ file: 'popup.html', fake: { status: 'unlocked', accounts }, atMs });
  await page.getByRole('option').first().locator('.popup-code:not(:empty)').waitFor();
  const said = async () =>
    (await page.getByRole('status').allInnerTexts()).filter((text) => text.startsWith('New code'));
  expect(await said()).toEqual([]);
  await page.clock.runFor(30_000);
  await expect.poll(said).toEqual([expect.stringMatching(/^New code \d \d \d, \d \d \d$/)]);
});

it('while locked it is the unlock form, which fits', async () => {
  const page = await open({ status: 'locked' });
  await page.getByRole('heading', { name: 'Unlock Halfminute' }).waitFor();
  await expectAccessible(page);
  expect(await page.getByRole('button', { name: 'Unlock' }).isVisible()).toBe(true);
});

it('a counter goes up once for one copy, however long or often Enter is pressed', async () => {
  const page = await open({
    status: 'unlocked',
    accounts: [{ issuer: 'Bank', type: 'hotp', counter: 7, periodSeconds: null }],
  });
  await page.getByRole('option').waitFor();
  await page.evaluate(() => {
    const field = document.querySelector('.popup-field');
    for (const repeat of [false, false, true, true])
      field?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, repeat }));
  });
  await expect.poll(() => page.evaluate(() => window.fake?.copied.length)).toBe(1);
  expect(await counterOf(page)).toBe(8);
});

it('what is typed into the unlock form is gone when it is brought up again, and typing goes on there', async () => {
  const page = await open({ status: 'locked' });
  const field = page.getByLabel('Password', { exact: true });
  await field.fill('not the password');
  await page.keyboard.press('Enter');
  await page.getByText('That is not the password').waitFor();
  await field.fill('half of the passw');
  await page.getByRole('button', { name: 'Show password' }).click();
  await page.evaluate(() => window.fake?.command('popup-shown'));
  await expect.poll(() => field.inputValue()).toBe('');
  expect(await field.getAttribute('type')).toBe('password');
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await page.getByText('That is not the password').count()).toBe(0);
});

it('follows what is changed in the main window: language, names, how codes are made, what is deleted', async () => {
  const page = await open({ status: 'unlocked', accounts });
  const first = page.getByRole('option').first();
  await expect.poll(() => first.locator('.popup-code').innerText()).toMatch(/^\d{3}\s*\d{3}$/);
  await page.evaluate(async () => {
    const list = await window.authenticator.accounts.list();
    const [github, proton] = list.ok ? list.value.accounts : [];
    if (!github || !proton) throw new Error('two accounts were there');
    const how = { algorithm: 'SHA1', digits: 8, periodSeconds: 30, counter: null } as const;
    await window.authenticator.accounts.edit({ id: github.id, issuer: 'Octo', accountName: 'ada', ...how });
    await window.authenticator.accounts.remove({ id: proton.id });
    window.fake?.command('accounts-changed');
  });
  await expect.poll(() => page.getByRole('option').count()).toBe(1);
  await expect.poll(() => first.innerText()).toContain('Octo');
  await expect.poll(() => first.locator('.popup-code').innerText()).toMatch(/^\d{4}\s*\d{4}$/);
  await page.evaluate(async () => {
    await window.authenticator.settings.set({ language: 'de' });
    window.fake?.command('settings-changed');
  });
  await expect.poll(() => page.getByRole('combobox').getAttribute('placeholder')).toContain('such');
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
});

it('of a long name the end is cut, also where the window runs from right to left', async () => {
  const issuer = 'A long name that nobody would want to read whole '.repeat(3).trim();
  const fake = {
    status: 'unlocked',
    accounts: [{ issuer, digits: 10 }],
    settings: { language: 'ar' },
  } as const;
  const page = await open(fake);
  await page.getByRole('option').waitFor();
  await expect.poll(() => page.evaluate(() => document.documentElement.dir)).toBe('rtl');
  const [start, edge] = await page.evaluate(() => {
    const name = document.querySelector('.popup-issuer');
    const text = document.createTreeWalker(name ?? document.body, NodeFilter.SHOW_TEXT).nextNode();
    const first = document.createRange();
    if (text) first.setStart(text, 0);
    if (text) first.setEnd(text, 1);
    return [first.getBoundingClientRect().left, name?.getBoundingClientRect().left ?? 0];
  });
  expect(start).toBeGreaterThanOrEqual((edge ?? 0) - 1);
});

it('Escape that ends the choice of a character hides nothing', async () => {
  const page = await open({ status: 'unlocked', accounts });
  await page.getByRole('option').first().waitFor();
  const press = (isComposing: boolean) =>
    page.evaluate(
      (composes) =>
        document
          .querySelector('.popup-field')
          ?.dispatchEvent(
            new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, isComposing: composes }),
          ),
      isComposing,
    );
  const isHidden = () => page.evaluate(() => document.documentElement.dataset.fakeHidden === 'yes');
  await press(true);
  expect(await isHidden()).toBe(false);
  await press(false);
  expect(await isHidden()).toBe(true);
});

it.each([
  ['none', 'There is no vault yet'],
  ['damaged', 'The vault cannot be opened here'],
] as const)('a vault that is %s is the main window’s', async (status, title) => {
  const page = await open({ status });
  await page.getByRole('heading', { name: title }).waitFor();
  await page.getByRole('button', { name: 'Open Halfminute' }).waitFor();
  await expectAccessible(page);
});

it('went wrong nowhere', () => {
  expect(under.problems).toEqual([]);
});
