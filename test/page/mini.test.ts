/** The mini window's page on the fake: the code as it is read and spoken, its keys, and axe-core over it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { placeAfter } from '../../renderer/mini/marked-place.ts';
import type { FakeOptions } from '../fakes/fake-authenticator.ts';
import { expectAccessible } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

/** 10 s before a boundary of 30 s. */
const AT_MS = 1_700_000_000_000 - (1_700_000_000_000 % 30_000) + 20_000;
const github = { issuer: 'GitHub', accountName: 'ada@example.org' };
let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const open = (accounts: FakeOptions['accounts'] = [github], options: object = {}) =>
  under.open({
    file: 'mini.html',
    fake: { status: 'unlocked', accounts: accounts ?? [] },
    viewport: { width: 380, height: 208 },
    atMs: AT_MS,
    ...options,
  });

it.each(['light', 'dark'] as const)('is accessible, %s', async (colorScheme) => {
  const page = await open([github], { colorScheme });
  await page.getByRole('heading', { name: 'GitHub ada@example.org' }).waitFor();
  await page
    .getByText('GitHub, ada@example.org: code')
    .or(page.getByText(/code \d \d \d, \d \d \d/))
    .waitFor();
  await expectAccessible(page);
  await page.keyboard.press('ArrowRight');
  await expectAccessible(page);
});

it('says the code digit by digit, without the countdown', async () => {
  const page = await open();
  const shown = page.locator('.mini-digits');
  await expect.poll(() => shown.innerText()).toMatch(/\d/);
  const digits = (await shown.innerText()).replaceAll(/\s/g, '');
  const spoken = await page.getByText(/code \d \d \d, \d \d \d/).innerText();
  expect(spoken.replaceAll(/\D/g, '')).toBe(digits);
  expect(await shown.getAttribute('aria-hidden')).toBe('true');
});

it('arrows mark digit after digit and say it; Enter copies the whole code', async () => {
  const page = await open();
  await page.getByText(/code \d \d \d/).waitFor();
  const marked = page.locator('[data-marked]');
  expect(await marked.count()).toBe(0);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const digits = (await page.locator('.mini-digits').innerText()).replaceAll(/\s/g, '');
  expect(await marked.innerText()).toBe(digits[1]);
  await page.getByText(`Place 2: ${digits[1]}`).waitFor({ state: 'attached' });
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => window.fake?.copied)).toEqual([digits]);
  await page.getByText('Copied').waitFor();
});

it('shows the next code in the last seconds, and Escape closes', async () => {
  const page = await open();
  await page.getByText(/^next \d{3} \d{3}$/).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.fakeClosed)).toBe('yes');
});

it('a counter-based account makes its next code there', async () => {
  const page = await open([{ ...github, type: 'hotp', counter: 0, periodSeconds: null }]);
  await page.getByRole('button', { name: 'Next code' }).click();
  await expectAccessible(page);
  await expect.poll(() => page.locator('.mini-digits').innerText()).toMatch(/\d/);
});

it('follows what is changed in the main window: name, how the code is made, language', async () => {
  const page = await open();
  await page.getByText(/code \d \d \d, \d \d \d/).waitFor();
  await page.evaluate(async () => {
    const list = await window.authenticator.accounts.list();
    const id = list.ok ? (list.value.accounts[0]?.id ?? '') : '';
    const how = { algorithm: 'SHA1', digits: 8, periodSeconds: 30, counter: null } as const;
    await window.authenticator.accounts.edit({ id, issuer: 'Octo', accountName: 'ada', ...how });
    window.fake?.command('accounts-changed');
  });
  await page.getByRole('heading', { name: 'Octo ada' }).waitFor();
  await page.getByText(/code \d \d \d \d, \d \d \d \d/).waitFor();
  await page.evaluate(async () => {
    await window.authenticator.settings.set({ language: 'de' });
    window.fake?.command('settings-changed');
  });
  await page.getByRole('button', { name: 'Schließen' }).waitFor();
});

it('closes when its account is deleted', async () => {
  const page = await open();
  await page.getByText(/code \d \d \d/).waitFor();
  await page.evaluate(async () => {
    const list = await window.authenticator.accounts.list();
    const id = list.ok ? (list.value.accounts[0]?.id ?? '') : '';
    await window.authenticator.accounts.remove({ id });
    window.fake?.command('accounts-changed');
  });
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.fakeClosed)).toBe('yes');
});

it('a counter’s code is the last that any window made, and a held key makes one', async () => {
  const page = await open([{ ...github, type: 'hotp', counter: 0, periodSeconds: null }]);
  const shown = page.locator('.mini-digits');
  await page.getByRole('button', { name: 'Next code' }).focus();
  await page.keyboard.down('Enter');
  for (let held = 0; held < 5; held += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect.poll(() => shown.innerText()).toMatch(/\d/);
  const [counter, code] = await page.evaluate(async () => {
    const list = await window.authenticator.accounts.list();
    const account = list.ok ? list.value.accounts[0] : undefined;
    const made = await window.authenticator.codes.next({ id: account?.id ?? '' });
    window.fake?.command('accounts-changed');
    return [account?.counter, made.ok ? made.value.code : made.code];
  });
  expect(counter).toBe(1);
  await expect.poll(async () => (await shown.innerText()).replaceAll(/\s/g, '')).toBe(code);
});

it.each([
  [6, 300, 184],
  [8, 380, 208],
  [10, 300, 184],
  [6, 700, 400],
] as const)('%i digits fit in %i × %i', async (digits, width, height) => {
  const page = await open([{ ...github, digits }], { viewport: { width, height } });
  await expect.poll(() => page.locator('.mini-digits').innerText()).toMatch(/\d/);
  const overflow = await page.evaluate(() => {
    const rest = (selector: string) => {
      const box = document.querySelector(selector)?.getBoundingClientRect();
      return box ? [box.left, box.top, innerWidth - box.right, innerHeight - box.bottom] : [-1];
    };
    return [...rest('.mini-digits'), ...rest('.countdown'), ...rest('.mini-foot .button')];
  });
  expect(Math.min(...overflow)).toBeGreaterThanOrEqual(0);
  expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true);
});

it.each([
  ['de', 'hotp'],
  ['ru', 'hotp'],
  ['ja', 'hotp'],
  ['ar', 'hotp'],
  ['ru', 'totp'],
] as const)('what is said after copying fits in the smallest window, %s, %s', async (language, type) => {
  const account = { ...github, type, ...(type === 'hotp' ? { counter: 0, periodSeconds: null } : {}) };
  const page = await under.open({
    file: 'mini.html',
    fake: { status: 'unlocked', accounts: [account], settings: { language, handOffSeconds: 10 } },
    viewport: { width: 300, height: 184 },
    atMs: AT_MS + 1000,
  });
  await page.getByRole('heading').waitFor();
  if (type === 'hotp') await page.locator('.mini-foot button').first().click();
  await expect.poll(() => page.locator('.mini-digits').innerText()).toMatch(/\d/);
  await page.locator('.mini-foot button').last().click();
  await expect.poll(() => page.locator('.mini-hint').innerText()).toContain('·');
  const gaps = await page.evaluate(() => {
    const box = (selector: string) =>
      document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
    const [digits, foot, hint] = [box('.mini-digits'), box('.mini-foot'), box('.mini-hint')];
    return {
      aboveDigits: digits.top - box('.mini-head').bottom,
      belowDigits: foot.top - digits.bottom,
      belowFoot: innerHeight - foot.bottom,
      beyondHint: Math.min(hint.width - 80, 40 - hint.height),
    };
  });
  for (const [where, gap] of Object.entries(gaps)) expect(gap, where).toBeGreaterThanOrEqual(-1);
});

it('an account that is not there closes it', async () => {
  const page = await open([]);
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.fakeClosed)).toBe('yes');
});

it.each([
  ['mini-right', null, 6, 0],
  ['mini-right', 5, 6, 5],
  ['mini-left', null, 6, 5],
  ['mini-left', 0, 6, 0],
  ['mini-first', 3, 6, 0],
  ['mini-last', 3, 6, 5],
  ['mini-unmark', 3, 6, null],
  [null, 3, 6, undefined],
  ['mini-right', null, 0, undefined],
] as const)('%s from %s of %i marks %s', (key, place, count, after) => {
  expect(placeAfter(key, place, count)).toBe(after);
});

it('went wrong nowhere', () => {
  expect(under.problems).toEqual([]);
});

it('goes by a correction of the clock as soon as one is made', async () => {
  const page = await open();
  await page.getByText(/code \d \d \d/).waitFor();
  const asked = () => page.evaluate(() => window.fake?.asked.length ?? 0);
  const before = await asked();
  await page.evaluate(async () => {
    const clockCorrectionUntilMs = Date.now() + 600_000;
    await window.authenticator.settings.set({ clockCorrectionSeconds: 90, clockCorrectionUntilMs });
    window.fake?.command('settings-changed');
  });
  await expect.poll(asked).toBeGreaterThan(before);
  // Not at the next settings that have nothing to do with it.
  const after = await asked();
  await page.evaluate(async () => {
    await window.authenticator.settings.set({ hideCodes: true });
    window.fake?.command('settings-changed');
  });
  await page.locator('.mini-digits').getByText('•').first().waitFor();
  expect(await asked()).toBe(after);
});
