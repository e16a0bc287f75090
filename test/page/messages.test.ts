/** Short messages in chromium on the fake: where they stand beside a dialog, and how long they stay. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dialog, expectAccessible, pasteText, row, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const AT_MS = Date.UTC(2026, 10, 22, 12, 0, 2);
const open = { status: 'unlocked', accounts: [{ issuer: 'GitHub', accountName: 'alice' }] } as const;
const copied = (page: Page) => page.locator('.toast').filter({ hasText: 'Copied' });
/** One that fades away is still visible. */
const isStaying = async (message: Locator) => (await message.getAttribute('data-ending-style')) === null;

async function overlap(one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = await Promise.all([one.boundingBox(), other.boundingBox()]);
  if (!a || !b) throw new Error('one of the two is not drawn');
  const isBeside = a.x + a.width <= b.x || b.x + b.width <= a.x;
  const isAbove = a.y + a.height <= b.y || b.y + b.height <= a.y;
  return !isBeside && !isAbove;
}

it.each([
  [360, 480],
  [480, 720],
  [1100, 760],
])('leave the dialog uncovered at %i × %i', async (width, height) => {
  const page = await under.open({ fake: { status: 'unlocked' }, viewport: { width, height } });
  await page.getByText('Add your first account').waitFor();
  await pasteText(page, 'otpauth://totp/Bank:ann?secret=JBSWY3DPEHPK3PXP&issuer=Bank');
  await dialog(page, 'Found one account').getByRole('button', { name: 'Add account', exact: true }).click();
  const added = dialog(page, 'Bank (ann) is in your vault');
  await added.getByRole('button', { name: 'Copy code' }).click();
  await copied(page).waitFor();
  await expectAccessible(page);
  expect(await overlap(copied(page), added)).toBe(false);
});

it('go after 4 seconds, but not while the pointer is on them', async () => {
  const page = await under.open({ fake: open, atMs: AT_MS });
  await rowButton(page, 'GitHub').click();
  await copied(page).waitFor();
  await copied(page).hover();
  await page.clock.runFor(20_000);
  expect(await isStaying(copied(page))).toBe(true);
  await page.mouse.move(10, 10);
  await page.clock.runFor(4500);
  await copied(page).waitFor({ state: 'detached' });
});

it('stay for 10 seconds when there is something to undo, and while the keyboard is on them', async () => {
  const page = await under.open({ fake: open, atMs: AT_MS });
  await page.getByRole('button', { name: 'More for GitHub (alice)' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const deleted = page.locator('.toast').filter({ hasText: 'Deleted' });
  await deleted.waitFor();
  await page.clock.runFor(8000);
  expect(await isStaying(deleted)).toBe(true);
  await page.keyboard.press('F6');
  await page.clock.runFor(20_000);
  expect(await isStaying(deleted)).toBe(true);
  await page.getByRole('button', { name: 'Undo' }).click();
  await row(page, 'GitHub').waitFor();
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
