/** Searching by typing in the real app, and the next code in the last seconds. */
import { expect, test } from 'vitest';
import { oathtoolCode } from '../demo/oathtool.ts';
import { pasteText } from './driver/giving.ts';
import { withOpenVault } from './driver/open-vault.ts';
import { addReviewed, codesScreen, row, rowButton, rows, shownCode } from './driver/screens.ts';

const app = withOpenVault();
const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
/** Short, so that the last ten seconds are never far, and long enough to have others. */
const PERIOD_SECONDS = 12;
const SHORT = `otpauth://totp/Kurz:eva?secret=${KEY}&issuer=Kurz&period=${PERIOD_SECONDS}`;
const URIS = [
  `otpauth://totp/Z%C3%BCrich:ada?secret=${KEY}&issuer=Z%C3%BCrich`,
  `otpauth://totp/GitHub:ada?secret=${KEY}&issuer=GitHub`,
  `otpauth://totp/GitHub:bob?secret=MFXGCZDBMRQW2ZLT&issuer=GitHub`,
  SHORT,
];

test('typing anywhere searches, also while the message about what was added is still shown', async () => {
  const { page } = app();
  await pasteText(app(), URIS.join('\n'));
  await addReviewed(page);
  await page.getByText('4 accounts added').waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.type('zurich');
  expect(await codesScreen(page).inputValue()).toBe('zurich');
  await page.getByRole('status').filter({ hasText: '1 account' }).waitFor();
  expect(await rows(page).allInnerTexts()).toEqual([expect.stringContaining('Zürich')]);
});

test('every word must match; Enter copies the first; Escape shows all again', async () => {
  const { electron, page } = app();
  await codesScreen(page).fill('bob git');
  await expect.poll(() => rows(page).count()).toBe(1);
  await page.keyboard.press('Enter');
  await page
    .getByText(/^Copied/)
    .first()
    .waitFor();
  const copied = await electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toMatch(/^\d{6}$/);
  await page.keyboard.press('Escape');
  expect(await codesScreen(page).inputValue()).toBe('');
  await expect.poll(() => rows(page).count()).toBe(URIS.length);
});

test('says when nothing matches', async () => {
  const { page } = app();
  await codesScreen(page).fill('nowhere');
  await page.getByRole('status').filter({ hasText: 'No account matches “nowhere”.' }).waitFor();
  expect(await rows(page).count()).toBe(0);
  await page.getByRole('button', { name: 'Clear search' }).click();
  await expect.poll(() => rows(page).count()).toBe(URIS.length);
});

test('the arrow keys move the selection while the field keeps the focus; Enter copies it', async () => {
  const { electron, page } = app();
  const field = codesScreen(page);
  await field.fill('github');
  await page.keyboard.press('ArrowDown');
  const selected = await field.getAttribute('aria-activedescendant');
  expect(await rowButton(page, 'bob').getAttribute('id')).toBe(selected);
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  await electron.evaluate(({ clipboard }) => clipboard.clear());
  await page.keyboard.press('Enter');
  await expect
    .poll(() => electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe(await shownCode(page, 'bob'));
  await field.fill('');
});

test('the arrow keys reach the rows, and a row is copied with Enter', async () => {
  const { page } = app();
  await codesScreen(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('row-main');
  await page.keyboard.press('Enter');
  await page
    .getByText(/^Copied/)
    .first()
    .waitFor();
});

test('shows the next code in the last ten seconds, and not before', async () => {
  const { page } = app();
  const read = () =>
    row(page, 'Kurz').evaluate((element) => ({
      secondsLeft: Number(element.querySelector('.countdown-number')?.textContent),
      next: element.querySelector('.next-code')?.textContent ?? null,
    }));
  const readUntil = async (isEnough: (seen: Awaited<ReturnType<typeof read>>) => boolean) => {
    let seen = await read();
    const readAgain = async () => {
      seen = await read();
      return isEnough(seen);
    };
    await expect.poll(readAgain, { timeout: 20_000 }).toBe(true);
    return seen;
  };
  expect((await readUntil(({ secondsLeft }) => secondsLeft > 10)).next).toBeNull();
  const { next, secondsLeft } = await readUntil((seen) => seen.next !== null);
  expect(secondsLeft).toBeLessThanOrEqual(10);
  const nextCode = String(next).replace(/\D/g, '');
  // The boundary may have passed since.
  const step = Math.floor(Date.now() / 1000 / PERIOD_SECONDS);
  const codes = await Promise.all([step, step + 1].map((each) => oathtoolCode(SHORT, each * PERIOD_SECONDS)));
  expect(codes).toContain(nextCode);
  await expect.poll(() => shownCode(page, 'Kurz'), { timeout: 20_000 }).toBe(nextCode);
});
