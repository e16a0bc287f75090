/** The list of codes in chromium on the fake: live codes, copying, search, keys, editing, deleting, locking. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFromMore, dialog, expectAccessible, row, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const ACCOUNTS = [
  { id: 'git', issuer: 'GitHub', accountName: 'alice', secret: 'git' },
  { id: 'steam', issuer: 'Steam', accountName: 'alice', type: 'steam', digits: 5, secret: 'steam' },
  {
    id: 'portal',
    issuer: 'Client Portal',
    accountName: 'ann',
    type: 'hotp',
    periodSeconds: null,
    counter: 3,
  },
  { id: 'aws', issuer: 'Amazon Web Services', accountName: 'root', digits: 8, secret: 'aws' },
] as const;
const open = { status: 'unlocked', accounts: ACCOUNTS } as const;

/** 26 s into a period: 4 s are left. */
const AT_MS = Date.UTC(2026, 10, 22, 12, 0, 26);

/** Waits until the code is there and gives it without spaces. */
async function shownCode(button: ReturnType<typeof rowButton>): Promise<string> {
  const shown = button.locator('.code:not(.code-missing)');
  return (await shown.innerText()).replace(/\s/g, '');
}

describe('marks', () => {
  it('are drawn for issuers that have one; others keep their initials', async () => {
    const page = await under.open({ fake: open });
    await row(page, 'GitHub').locator('.mark-drawn path').waitFor();
    await row(page, 'Steam').locator('.mark-drawn path').waitFor();
    expect(await row(page, 'Client Portal').locator('.mark').innerText()).toBe('CP');
  });
});

describe('codes', () => {
  it('shows live codes with the next one in the last seconds, and goes on at the boundary', async () => {
    const page = await under.open({ fake: open, atMs: AT_MS });
    const button = rowButton(page, 'GitHub');
    await button.getByText(/^next/).waitFor();
    const next = (await button.locator('.next-code').innerText()).replace(/\D/g, '');
    const before = await shownCode(button);
    await page.clock.runFor(5000);
    await expect.poll(() => shownCode(button)).toBe(next);
    expect(before).not.toBe(next);
    expect(await button.locator('.next-code').count()).toBe(0);
    await expectAccessible(page);
  });

  it('names the row by the code digit by digit, without the countdown', async () => {
    const page = await under.open({ fake: open, atMs: AT_MS });
    const code = await shownCode(rowButton(page, 'GitHub'));
    const spoken = `${[...code.slice(0, 3)].join(' ')}, ${[...code.slice(3)].join(' ')}`;
    await page.getByRole('button', { name: `GitHub alice code ${spoken}`, exact: true }).waitFor();
  });

  it('copies on click and on Enter, and says when the clipboard is cleared', async () => {
    const page = await under.open({ fake: { ...open, settings: { handOffSeconds: 0 } } });
    const button = rowButton(page, 'Amazon');
    await button.click();
    await page.getByText('Copied · clears in 30 s').first().waitFor();
    const code = await shownCode(button);
    expect(await page.evaluate(() => window.fake?.copied)).toEqual([code]);
    await button.press('Enter');
    await expect.poll(() => page.evaluate(() => window.fake?.copied.length)).toBe(2);
    await expectAccessible(page);
  });

  it('hands off to the next code when few seconds are left, and not when that is off', async () => {
    const handedOff = (page: Page) => page.evaluate(() => window.fake?.handedOff ?? []);
    const page = await under.open({ fake: open, atMs: AT_MS });
    await page.clock.setFixedTime(AT_MS);
    await shownCode(rowButton(page, 'GitHub'));
    await rowButton(page, 'GitHub').click();
    await page.getByText('Copied · next code in 4 s').first().waitFor();
    const next = (await rowButton(page, 'GitHub').locator('.next-code').innerText()).replace(/\D/g, '');
    expect(await handedOff(page)).toEqual([{ code: next, atMs: AT_MS + 4000 }]);
    for (const settings of [{ handOffSeconds: 0 }, { handOffSeconds: 3 }] as const) {
      const other = await under.open({ fake: { ...open, settings }, atMs: AT_MS });
      await other.clock.setFixedTime(AT_MS);
      await shownCode(rowButton(other, 'GitHub'));
      await rowButton(other, 'GitHub').click();
      await other.getByText('Copied · clears in 30 s').first().waitFor();
      expect(await handedOff(other)).toEqual([]);
    }
  });

  it('counts what is copied, and ranks the search by it', async () => {
    const page = await under.open({ fake: open });
    await rowButton(page, 'Steam').click();
    await page.getByText('Copied').first().waitFor();
    await page.getByRole('button', { name: 'More for GitHub (alice)' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'GitHub').waitFor();
    await page.getByRole('searchbox').fill('alice');
    await expect.poll(() => page.locator('.row-issuer').allInnerTexts()).toEqual(['Steam', 'GitHub']);
  });

  it('makes the next counter-based code when asked', async () => {
    const page = await under.open({ fake: open });
    await rowButton(page, 'Client Portal').getByText('no code yet').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Next code for Client Portal (ann)' }).click();
    await expect.poll(() => shownCode(rowButton(page, 'Client Portal'))).toMatch(/^\d{6}$/);
    await rowButton(page, 'Client Portal').click();
    await expect.poll(() => page.evaluate(() => window.fake?.copied.length)).toBe(1);
  });

  it('searches from the first key typed anywhere; Enter copies the first match, Escape clears', async () => {
    const page = await under.open({ fake: open });
    await rowButton(page, 'GitHub').waitFor();
    await page.keyboard.type('ste');
    await expect.poll(() => page.locator('.row').count()).toBe(1);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => window.fake?.copied[0])).toMatch(/^[0-9A-Z]{5}$/);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.row').count()).toBe(ACCOUNTS.length);
    await page.keyboard.type('zzz');
    await page.getByText('No account matches “zzz”.').waitFor();
    await expectAccessible(page);
  });

  it('moves between rows with the arrow keys and is one stop for Tab', async () => {
    const page = await under.open({ fake: open });
    await rowButton(page, 'Amazon').focus();
    await page.keyboard.press('ArrowDown');
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    expect(await focused()).toContain('Client Portal');
    await page.keyboard.press('End');
    expect(await focused()).toContain('Steam');
    await page.keyboard.press('Home');
    expect(await focused()).toContain('Amazon');
    expect(await page.locator('.row-main[tabindex="0"]').count()).toBe(1);
  });

  it('asks for codes of rows on screen only, and of none while nothing changes', async () => {
    const accounts = Array.from({ length: 300 }, (_, index) => ({
      issuer: `Service ${index}`,
      id: `id${index}`,
    }));
    const page = await under.open({ fake: { status: 'unlocked', accounts }, atMs: AT_MS - 20_000 });
    await expect.poll(() => shownCode(rowButton(page, 'Service 0'))).toMatch(/^\d{6}$/);
    await page.clock.runFor(4000);
    const asked = await page.evaluate(() => (window.fake?.asked ?? []).flat());
    expect(new Set(asked).size).toBeLessThan(60);
    expect(asked.length).toBe(new Set(asked).size);
  });
});

describe('one account', () => {
  it('is renamed, and the change can be undone', async () => {
    const page = await under.open({ fake: open });
    await page.getByRole('button', { name: 'More for GitHub (alice)' }).click();
    await expectAccessible(page);
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await dialog(page, 'Edit account').getByRole('button', { name: 'More' }).click();
    await expectAccessible(page);
    await page.getByLabel('Account name').fill('alice at work');
    await page.keyboard.press('Enter');
    await row(page, 'alice at work').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'alice at work').waitFor({ state: 'detached' });
  });

  it('is deleted, and comes back with Undo', async () => {
    const page = await under.open({ fake: open });
    await page.getByRole('button', { name: 'More for GitHub (alice)' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await row(page, 'GitHub').waitFor({ state: 'detached' });
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'GitHub').waitFor();
  });

  it('shows its QR code after the password only, and takes it away on close', async () => {
    const page = await under.open({ fake: open });
    await page.getByRole('button', { name: 'More for GitHub (alice)' }).click();
    await page.getByRole('menuitem', { name: 'Show QR code' }).click();
    await page.getByLabel('Vault password').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the password.').waitFor();
    expect(await page.getByRole('img', { name: 'QR code of GitHub (alice)' }).count()).toBe(0);
    await expectAccessible(page);
    await page.getByLabel('Vault password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: 'QR code of GitHub (alice)' }).waitFor();
    await expectAccessible(page);
    expect(await page.content()).not.toContain('otpauth:');
    await page.keyboard.press('Escape');
    await page.getByRole('img', { name: /QR code of/ }).waitFor({ state: 'detached' });
  });
});

describe('the vault', () => {
  it('locks from the menu', async () => {
    const page = await under.open({ fake: open });
    await chooseFromMore(page, 'Lock');
    await page.getByRole('heading', { name: 'Unlock Halfminute' }).waitFor();
  });

  it('tells of records that could not be read, of an older file, and of a development runtime', async () => {
    const page = await under.open({
      fake: {
        ...open,
        status: 'locked',
        quarantined: ['Old Shop'],
        isOlder: true,
        isSupportedElectron: false,
      },
    });
    await page.getByLabel('Password', { exact: true }).fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByText('One record could not be read.').waitFor();
    await page.getByText('This vault file is older').waitFor();
    await page.getByText('Development only').waitFor();
    await expectAccessible(page);
  });

  it('says of a development runtime until that is dismissed, and in Settings always', async () => {
    const page = await under.open({ fake: { ...open, isSupportedElectron: false } });
    await page.getByText('Development only').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText('Development only').waitFor({ state: 'detached' });
    await chooseFromMore(page, 'Settings');
    await page.getByText('do not keep real accounts here').waitFor();
  });

  it('says in a sentence when a call fails', async () => {
    const page = await under.open({ fake: { ...open, failures: { 'accounts.remove': 'disk-full' } } });
    await page.getByRole('button', { name: 'More for GitHub (alice)' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByText('The disk is full, so this was not saved.').first().waitFor();
    await row(page, 'GitHub').waitFor();
    await expectAccessible(page);
  });
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
