/** Checking a code, the clock and the vault's health, in chromium on the fake. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFromMore, dialog, expectAccessible, row } from './page-steps.ts';
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
    { issuer: 'Proton', accountName: 'bob' },
  ],
} as const;
const RIGHT = { algorithm: 'SHA1', digits: 6, periodSeconds: 30, stepsAhead: 0, isOwn: true } as const;
const explained = (fit: Partial<Record<keyof typeof RIGHT, unknown>>, chanceFits = 0.0001) =>
  ({ ...open, explanation: { fits: [{ ...RIGHT, ...fit }], chanceFits } }) as never;

async function openCheck(page: Page) {
  await row(page, 'GitHub').getByRole('button', { name: 'More for GitHub (alice)' }).click();
  await page.getByRole('menuitem', { name: 'Check a code…' }).click();
  const form = dialog(page, 'Check a code');
  await form.getByLabel('Code that the site took').fill('123 456');
  await form.getByRole('button', { name: 'Check', exact: true }).click();
  return form;
}

describe('a code', () => {
  it('that is ours confirms the account', async () => {
    const page = await under.open({ fake: explained({}) });
    const form = await openCheck(page);
    await form.getByText('The codes are right: confirmed.').waitFor();
    await expectAccessible(page);
  });

  it('that is no code is refused where it was typed', async () => {
    const page = await under.open({ fake: explained({}) });
    await row(page, 'GitHub').getByRole('button', { name: 'More for GitHub (alice)' }).click();
    await page.getByRole('menuitem', { name: 'Check a code…' }).click();
    const form = dialog(page, 'Check a code');
    await form.getByLabel('Code that the site took').fill('12ab');
    await page.keyboard.press('Enter');
    await form.getByText('A code has 5 to 8 digits.').waitFor();
    await expectAccessible(page);
  });

  it.each(['１２３ ４５６', '١٢٣٤٥٦', '۱۲۳۴۵۶', '१२३–४५६', '\u200e123\u00a0456\u200f'])(
    'is taken in the digits of any keyboard: %s',
    async (typed) => {
      const page = await under.open({ fake: explained({}) });
      await row(page, 'GitHub').getByRole('button', { name: 'More for GitHub (alice)' }).click();
      await page.getByRole('menuitem', { name: 'Check a code…' }).click();
      const form = dialog(page, 'Check a code');
      await form.getByLabel('Code that the site took').fill(typed);
      await page.keyboard.press('Enter');
      await form.getByText('The codes are right: confirmed.').waitFor();
    },
  );

  it('can be checked of an account that was confirmed before', async () => {
    const [first, ...others] = open.accounts;
    const accounts = [{ ...first, verifiedAtMs: 1_700_000_000_000 }, ...others];
    const page = await under.open({ fake: { ...open, accounts } as never });
    const form = await openCheck(page);
    await form.getByText('This code does not come from this account’s key').waitFor();
  });

  it('takes what was said about it along when another is typed', async () => {
    const page = await under.open({
      fake: explained({ algorithm: 'SHA256', periodSeconds: 60, isOwn: false }),
    });
    const form = await openCheck(page);
    await form.getByRole('button', { name: 'Use these' }).waitFor();
    await form.getByLabel('Code that the site took').fill('12');
    await form.getByRole('button', { name: 'Use these' }).waitFor({ state: 'detached' });
  });

  it('of other parameters proposes them, and they can be taken back', async () => {
    const page = await under.open({
      fake: explained({ algorithm: 'SHA256', digits: 6, periodSeconds: 60, isOwn: false }),
    });
    const form = await openCheck(page);
    await form.getByText('The site makes its codes with SHA-256, 6 digits and 60 seconds.').waitFor();
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Use these' }).click();
    await form.getByText('The codes are right: confirmed.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await form.getByLabel('Code that the site took').waitFor();
  });

  it('of another time leads to the clock', async () => {
    const page = await under.open({ fake: explained({ stepsAhead: 20 }) });
    const form = await openCheck(page);
    await form.getByText('this computer’s clock is 10 minutes behind.').waitFor();
    await form.getByRole('button', { name: 'Check the clock…' }).click();
    await dialog(page, 'Check the clock').waitFor();
  });

  it('that fits by chance or not at all is told so', async () => {
    const page = await under.open({ fake: explained({ stepsAhead: 20 }, 0.2) });
    const form = await openCheck(page);
    await form.getByText('This code does not come from this account’s key').waitFor();
    await expectAccessible(page);
  });
});

const fakeOff = {
  ...open,
  drift: { drifts: [{ fromMs: 90_000, toMs: 100_000 }], chanceDrifts: 0.0000001 },
} as const;

describe('the clock', () => {
  const fake = {
    ...open,
    drift: { drifts: [{ fromMs: 90_000, toMs: 100_000 }], chanceDrifts: 0.0000001 },
    clockSync: 'not-synchronised',
  } as const;

  it('that is off is found, corrected for a week, said above the codes, and set right again', async () => {
    const page = await under.open({ fake });
    await chooseFromMore(page, 'Check the clock…');
    const form = dialog(page, 'Check the clock');
    await form.getByRole('button', { name: 'Compare' }).click();
    await form.getByText('Type a code from the other device.').waitFor();
    await form.getByLabel('Its code there', { exact: true }).fill('123456');
    await form.getByLabel('Second code').fill('654321');
    await form.getByRole('button', { name: 'Compare' }).click();
    await form.getByText('this computer’s clock is 95 seconds behind. That is certain.').waitFor();
    await form.getByText('The system says that nothing keeps its clock right.').waitFor();
    await form.getByText('timedatectl set-ntp true').waitFor();
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Correct the codes for a week' }).click();
    await page.getByText('Codes are made for a corrected time until').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'End the correction' }).click();
    await page.getByText('Codes are made for a corrected time until').waitFor({ state: 'detached' });
  });

  it('is not judged by one code where the second is none', async () => {
    const page = await under.open({ fake });
    await chooseFromMore(page, 'Check the clock…');
    const form = dialog(page, 'Check the clock');
    await form.getByLabel('Its code there', { exact: true }).fill('１２３４５６');
    await form.getByLabel('Second code').fill('12ab56');
    await form.getByRole('button', { name: 'Compare' }).click();
    await form.getByText('A code has 5 to 8 digits.').waitFor();
    expect(await form.getByText('That is certain.').count()).toBe(0);
    await form.getByLabel('Second code').fill('');
    await form.getByRole('button', { name: 'Compare' }).click();
    await form.getByRole('button', { name: 'Correct the codes for a week' }).waitFor();
  });

  it('that was set meanwhile needs its correction no more', async () => {
    const drift = { drifts: [{ fromMs: -5000, toMs: 20_000 }], chanceDrifts: 0.0001 };
    const settings = { clockCorrectionSeconds: 60, clockCorrectionUntilMs: Date.now() + 86_400_000 };
    const page = await under.open({ fake: { ...fake, drift, settings } });
    await page.getByText('Codes are made for a corrected time until').waitFor();
    await chooseFromMore(page, 'Check the clock…');
    const form = dialog(page, 'Check the clock');
    await form.getByLabel('Its code there', { exact: true }).fill('123456');
    await form.getByRole('button', { name: 'Compare' }).click();
    await form.getByRole('button', { name: 'End the correction' }).click();
    await page.getByText('Codes are made for a corrected time until').waitFor({ state: 'detached' });
  });

  it('that is right is said to be', async () => {
    const drift = { drifts: [{ fromMs: -5000, toMs: 20_000 }], chanceDrifts: 0.0001 };
    const page = await under.open({ fake: { ...fake, drift } });
    await chooseFromMore(page, 'Check the clock…');
    const form = dialog(page, 'Check the clock');
    await form.getByLabel('Its code there', { exact: true }).fill('123456');
    await form.getByRole('button', { name: 'Compare' }).click();
    await form.getByText('This computer’s clock is right.').waitFor();
  });
});

describe('a clock that was moved', () => {
  const NOTHING = { movedMs: 0, behindSaveMs: 0 };
  const title = 'This computer’s clock moved 10 minutes back';

  it('is told when the window is shown again, leads to the clock doctor, and can be dismissed', async () => {
    const page = await under.open({
      fake: { ...open, clockWatch: [NOTHING, { movedMs: -600_000, behindSaveMs: 570_000 }] },
    });
    await row(page, 'GitHub').waitFor();
    expect(await page.getByText('This computer’s clock').count()).toBe(0);
    // Within five seconds of the first look there is no other.
    await expect
      .poll(
        async () => {
          await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
          return page.getByText(title).count();
        },
        { timeout: 15_000 },
      )
      .toBe(1);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Check the clock', exact: true }).click();
    await dialog(page, 'Check the clock').getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText(title).waitFor({ state: 'detached' });
  });

  it.each([
    [{ movedMs: 9000, behindSaveMs: 0 }, 'clock moved 9 seconds ahead while'],
    [{ movedMs: 0, behindSaveMs: 3 * 86_400_000 }, 'clock is 3 days earlier than the vault’s last save'],
  ])('%o', async (view, text) => {
    const page = await under.open({ fake: { ...open, clockWatch: [view] } });
    await page.getByText(text).waitFor();
  });

  it('puts a correction in doubt, until the clock is checked again', async () => {
    const settings = { clockCorrectionSeconds: 60, clockCorrectionUntilMs: Date.now() + 86_400_000 };
    const page = await under.open({
      fake: { ...fakeOff, settings, clockWatch: [{ movedMs: 60_000, behindSaveMs: 0 }] },
    });
    const doubt = page.getByText('The correction was made before that: check it again, or end it.');
    await doubt.waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Check the clock', exact: true }).first().click();
    const form = dialog(page, 'Check the clock');
    await form.getByLabel('Its code there', { exact: true }).fill('123456');
    await form.getByRole('button', { name: 'Compare' }).click();
    await form.getByRole('button', { name: 'Correct the codes for a week' }).click();
    await page.getByText('Codes are made for a corrected time until').waitFor();
    await doubt.waitFor({ state: 'detached' });
  });
});

describe('health', () => {
  it('lists what is worth a look, each with the way to its cure', async () => {
    const accounts = [
      { ...open.accounts[0], id: 'one' },
      { ...open.accounts[1], id: 'two' },
    ];
    const health = [
      { kind: 'one-key', ids: [] },
      { kind: 'not-backed-up', ids: ['one', 'two'] },
      { kind: 'same-secret', ids: ['one', 'two'] },
      { kind: 'never-verified', ids: ['two'] },
      { kind: 'no-recovery-codes', ids: ['one'] },
    ] as const;
    const page = await under.open({ fake: { ...open, accounts, health } });
    await chooseFromMore(page, 'Health…');
    const list = dialog(page, 'Health');
    await list.getByText('2 accounts are not in a backup').waitFor();
    await list.getByText('One key, 2 accounts').waitFor();
    await expectAccessible(page);
    await list.getByRole('button', { name: 'Keep recovery codes…' }).click();
    await dialog(page, 'Recovery codes').getByText('Codes that GitHub (alice) gave you').waitFor();
    await dialog(page, 'Recovery codes').getByRole('button', { name: 'Done' }).click();
    await chooseFromMore(page, 'Health…');
    await list.getByRole('button', { name: 'Check a code…' }).click();
    await dialog(page, 'Check a code').getByText('codes for Proton (bob)').waitFor();
  });

  it('says so where all is well', async () => {
    const page = await under.open({ fake: open });
    await chooseFromMore(page, 'Health…');
    await dialog(page, 'Health').getByText('All is well.').waitFor();
  });

  it.each([360, 480])('fits a window of %i px', async (width) => {
    const health = [
      { kind: 'one-key', ids: [] },
      { kind: 'not-backed-up', ids: [] },
    ] as const;
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await under.open({
        fake: { ...open, health },
        colorScheme,
        viewport: { width, height: 720 },
      });
      await chooseFromMore(page, 'Health…');
      await dialog(page, 'Health').getByText('Only the password opens the vault').waitFor();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });
});
