/** Recovery codes of an account in chromium on the fake: noted, hidden until asked for, copied, marked, replaced. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialog, expectAccessible, row } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const CODES = ['a1b2c-d3e4f', '9z8y7-x6w5v', '5t4r3-e2w1q'];
const fake = { status: 'unlocked', accounts: [{ issuer: 'GitHub', accountName: 'alice' }] } as const;
const withCodes = {
  ...fake,
  accounts: [{ issuer: 'GitHub', accountName: 'alice', recoveryCodesLeft: 3 }],
  recoveryCodes: { GitHub: CODES.map((code) => ({ code, usedAtMs: null })) },
} as const;

async function openCodes(page: Page) {
  await row(page, 'GitHub').getByRole('button', { name: 'More for GitHub (alice)' }).click();
  await page.getByRole('menuitem', { name: 'Recovery codes…' }).click();
  return dialog(page, 'Recovery codes');
}

describe('recovery codes', () => {
  it('are taken out of a pasted block, shown before they are kept, and counted on the row', async () => {
    const page = await under.open({ fake });
    const form = await openCodes(page);
    await expectAccessible(page);
    await form.getByLabel('Codes from the site').fill(`Keep these safe\n\n${CODES.join('\n')}`);
    await form.getByText('3 codes found:').waitFor();
    await form.getByText('Not taken: Keep these safe').waitFor();
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Keep 3 codes' }).click();
    await form.getByText('3 are left.').waitFor();
    expect(await form.getByText(CODES[0] ?? '').count()).toBe(0);
    await form.getByRole('button', { name: 'Done' }).click();
    await row(page, 'GitHub').getByText('3 recovery codes left').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'GitHub').getByText('3 recovery codes left').waitFor({ state: 'detached' });
  });

  it('says that a text holds none', async () => {
    const page = await under.open({ fake });
    const form = await openCodes(page);
    await form.getByLabel('Codes from the site').fill('Keep these codes in a safe place.');
    await form.getByText('No recovery codes in this text.').waitFor();
    expect(await form.getByRole('button', { name: 'Keep codes' }).isDisabled()).toBe(true);
  });

  it('refuses a text that is too long instead of cutting it, pasted or as a file', async () => {
    const page = await under.open({ fake });
    const form = await openCodes(page);
    const long = `${'Terms of use. '.repeat(1500)}\na1b2c-d3e4f\n`;
    const refusal = form.getByText('This is too long for a list of recovery codes. Paste only the codes.');
    await form.getByLabel('Codes from the site').fill(long);
    await refusal.waitFor();
    expect(await form.getByRole('button', { name: 'Keep codes' }).isDisabled()).toBe(true);
    await form.getByLabel('Codes from the site').fill('a1b2c-d3e4f');
    await form.getByText('One code found:').waitFor();
    expect(await refusal.count()).toBe(0);
    await page
      .locator('input[type="file"]')
      .last()
      .setInputFiles({ name: 'codes.txt', mimeType: 'text/plain', buffer: Buffer.from(long) });
    await refusal.waitFor();
    await expectAccessible(page);
  });

  it('are shown when asked for, copied one at a time and marked as used with the day', async () => {
    const page = await under.open({ fake: withCodes });
    const form = await openCodes(page);
    expect(await page.getByText(CODES[0] ?? '').count()).toBe(0);
    await form.getByRole('button', { name: 'Show codes' }).click();
    await form.getByText(CODES[2] ?? '').waitFor();
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Copy code 2' }).click();
    expect(await page.evaluate(() => window.fake?.copied)).toEqual([CODES[1]]);
    await page.getByText('Copied · clears in 30 s. Did the site take it?').waitFor();
    await form.getByRole('button', { name: 'Mark as used: code 2' }).click();
    await form.getByText(/^used on /).waitFor();
    await form.getByText('Two are left. Get new ones from the site soon.').waitFor();
    await form.getByRole('button', { name: 'Not used: code 2' }).click();
    await form.getByText('3 are left.').waitFor();
    await expectAccessible(page);
  });

  it('are replaced by the new ones of a text file', async () => {
    const page = await under.open({ fake: withCodes });
    const form = await openCodes(page);
    await form.getByRole('button', { name: 'Add or replace codes…' }).click();
    const chooser = page.waitForEvent('filechooser');
    await form.getByRole('button', { name: 'Choose text file…' }).click();
    const file = {
      name: 'codes.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('11111-aaaaa\n22222-bbbbb\n'),
    };
    await (await chooser).setFiles(file);
    expect(await form.getByRole('switch', { name: 'Replace the codes that are here' }).isChecked()).toBe(
      true,
    );
    await form.getByRole('button', { name: 'Keep 2 codes' }).click();
    await form.getByText('Two are left.').waitFor();
    await form.getByRole('button', { name: 'Show codes' }).click();
    await form.getByText('22222-bbbbb').waitFor();
    expect(await form.getByText(CODES[0] ?? '').count()).toBe(0);
  });

  it('of one code asks for its successor once it is used', async () => {
    const one = { ...withCodes, recoveryCodes: { GitHub: [{ code: 'NQ7K2MX94RTVB8CD', usedAtMs: null }] } };
    const page = await under.open({ fake: one });
    const form = await openCodes(page);
    await form.getByRole('button', { name: 'Show codes' }).click();
    await form.getByRole('button', { name: 'Mark as used: code 1' }).click();
    await form.getByText('None is left. Get new ones from the site.').waitFor();
    await form.getByLabel('Codes from the site').waitFor();
  });

  it.each([360, 480])('fit a window of %i px', async (width) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await under.open({ fake: withCodes, colorScheme, viewport: { width, height: 720 } });
      const form = await openCodes(page);
      await form.getByRole('button', { name: 'Show codes' }).click();
      await form.getByRole('button', { name: 'Add or replace codes…' }).click();
      await form.getByLabel('Codes from the site').fill(CODES.join('\n'));
      await form.getByText('3 codes found:').waitFor();
      await expectAccessible(page);
      const overflow = await page.evaluate(() =>
        Math.max(
          ...[...document.querySelectorAll('.dialog, .dialog-body')].map(
            (each) => each.scrollWidth - each.clientWidth,
          ),
        ),
      );
      expect(overflow).toBe(0);
    }
  });
});
