/** The small window's page on the fake: what it shows in each state of the vault, its keys, and axe-core over it. */
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

it.each(['light', 'dark'] as const)('the search is accessible, %s', async (colorScheme) => {
  const page = await open({ status: 'unlocked', accounts }, colorScheme);
  await page.getByRole('option').first().waitFor();
  await expectAccessible(page);
  await page.getByRole('combobox').fill('nobody has this name');
  await page.getByText('No account matches').waitFor();
  await expectAccessible(page);
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
