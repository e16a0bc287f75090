/** Backing up and settings, small windows, large text and forced colours, in chromium on the fake. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFromList } from './choose-from-list.ts';
import { chooseFromMore, dialog, expectAccessible, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const open = {
  status: 'unlocked',
  accounts: [
    { issuer: 'GitHub', accountName: 'alice' },
    { issuer: 'Amazon Web Services', accountName: 'root-account-mfa-device@123456789012', digits: 10 },
  ],
} as const;

describe('a backup', () => {
  it('is called verified when every account was compared', async () => {
    const page = await under.open({ fake: open });
    await chooseFromMore(page, 'Back up now…');
    await expectAccessible(page);
    await page.getByLabel('Vault password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByText('Verified 2 of 2').waitFor();
    await expectAccessible(page);
  });

  it('under another password takes the vault’s, too', async () => {
    const page = await under.open({ fake: open });
    await chooseFromMore(page, 'Back up now…');
    await page.getByRole('switch', { name: 'Use another password for this file' }).click();
    await page.getByLabel('Password of the backup').fill('a longer password');
    await page.getByLabel('Password, once more').fill('a longer password');
    await page.getByLabel('Vault password').fill('a longer password');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the password. Try again.').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Vault password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByText('Verified 2 of 2').waitFor();
  });

  it('is not called verified when one account differs', async () => {
    const page = await under.open({ fake: { ...open, mismatchCount: 1 } });
    await chooseFromMore(page, 'Back up now…');
    await page.getByLabel('Vault password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Not verified: 1 of 2' }).waitFor();
    await expectAccessible(page);
  });

  it('takes another password typed twice, and says why it failed', async () => {
    const page = await under.open({ fake: { ...open, failures: { 'backup.write': 'disk-full' } } });
    await chooseFromMore(page, 'Back up now…');
    await page.getByRole('switch', { name: 'Use another password for this file' }).click();
    await page.getByLabel('Password of the backup').fill('a longer password');
    await page.getByRole('button', { name: 'Choose where to save…' }).click();
    await page.getByText('The two passwords differ.').waitFor();
    await page.getByLabel('Password, once more').fill('a longer password');
    await page.getByLabel('Vault password').fill('correct horse');
    await page.getByRole('button', { name: 'Choose where to save…' }).click();
    await page.getByText('The disk is full, so this was not saved.').waitFor();
    await expectAccessible(page);
  });
});

describe('settings', () => {
  it('apply at once and stay', async () => {
    const settings = { handOffSeconds: 0 } as const;
    const page = await under.open({ fake: { ...open, settings }, colorScheme: 'light' });
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    await chooseFromMore(page, 'Settings');
    await expectAccessible(page);
    await page.getByRole('radio', { name: 'Dark' }).click();
    await expect.poll(theme).toBe('dark');
    await expectAccessible(page);
    await chooseFromList(page.getByRole('combobox', { name: 'Clear a copied code after' }), '10 seconds');
    await page.getByRole('switch', { name: 'Lock when the window is minimised' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await rowButton(page, 'GitHub').click();
    await page.getByText('Copied · clears in 10 s').first().waitFor();
    await page.reload();
    await rowButton(page, 'GitHub').waitFor();
    await expect.poll(theme).toBe('dark');
  });

  it('give the focus back to the button that opened the menu', async () => {
    const page = await under.open({ fake: open });
    await chooseFromMore(page, 'Settings');
    await dialog(page, 'Settings').waitFor();
    await page.keyboard.press('Escape');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('More');
  });

  it('open by a command from main, but not over another dialog', async () => {
    const page = await under.open({ fake: open });
    await rowButton(page, 'GitHub').waitFor();
    await page.evaluate(() => window.fake?.command('settings'));
    await dialog(page, 'Settings').waitFor();
    await page.evaluate(() => window.fake?.command('enter-key'));
    expect(await page.getByRole('dialog').count()).toBe(1);
  });
});

describe('every size', () => {
  it.each([
    [320, 640, 1],
    [640, 720, 2],
    [1100, 760, 1],
  ])('%i px wide, %i high, at zoom %i: nothing is cut off sideways', async (width, height, zoom) => {
    const page = await under.open({
      fake: open,
      viewport: { width: width / zoom, height: Math.round(height / zoom) },
      deviceScaleFactor: zoom,
    });
    await rowButton(page, 'GitHub').waitFor();
    const overflow = () =>
      page.evaluate(() => {
        const root = document.documentElement;
        return root.scrollWidth - root.clientWidth;
      });
    expect(await overflow()).toBe(0);
    await page.getByRole('button', { name: 'Add account' }).click();
    await page.getByRole('menuitem', { name: 'Enter a setup key' }).click();
    await dialog(page, 'Enter a setup key').waitFor();
    expect(await overflow()).toBe(0);
    const isCut = await page
      .getByRole('button', { name: 'Continue' })
      .evaluate((button) => button.getBoundingClientRect().bottom > window.innerHeight);
    expect(isCut).toBe(false);
  });

  it.each([360, 480, 1100])(
    'at %i px: names take two lines at most, and a code is never broken',
    async (width) => {
      const accounts = [
        { issuer: 'Universal Health Insurance Members', accountName: 'ann', digits: 10 },
        { issuer: 'Bank', accountName: `${'very-long-name'.repeat(5)}@example.com`, digits: 8 },
        { issuer: 'GitHub', accountName: 'alice' },
      ];
      const page = await under.open({
        fake: { status: 'unlocked', accounts },
        viewport: { width, height: 720 },
      });
      await expect.poll(() => page.locator('.code:not(.code-missing)').count()).toBe(accounts.length);
      const lines = (selector: string) =>
        page
          .locator(selector)
          .evaluateAll((all) =>
            all.map((each) =>
              Math.round(each.clientHeight / Number.parseFloat(getComputedStyle(each).lineHeight)),
            ),
          );
      for (const count of await lines('.row-issuer, .row-account')) expect([1, 2]).toContain(count);
      expect(await lines('.row .code')).toEqual([1, 1, 1]);
      const isCut = (all: readonly Element[]) =>
        all.some((each) => each.scrollHeight > each.clientHeight + 1);
      expect(await page.locator('.row-issuer').evaluateAll(isCut)).toBe(false);
    },
  );

  it.each([
    [360, 1],
    [480, 3],
  ])('at %i px: options stand %i in a line', async (width, inLine) => {
    const page = await under.open({ fake: open, viewport: { width, height: 720 } });
    await rowButton(page, 'GitHub').waitFor();
    await page.evaluate(() => window.fake?.command('enter-key'));
    await page.getByRole('radio').first().waitFor();
    const tops = await page
      .getByRole('radio')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
    expect(tops.filter((top) => top === tops[0]).length).toBe(inLine);
  });

  it('keeps working in forced colours', async () => {
    const page = await under.open({ fake: open, forcedColors: 'active' });
    await rowButton(page, 'GitHub').waitFor();
    await expectAccessible(page);
  });
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
