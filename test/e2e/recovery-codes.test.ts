/**
 * A site's recovery codes in the real app: a pasted block, counted on the row, shown when asked for, copied, marked, printed.
 * The rule: what was copied is read from the system's clipboard, and what is kept is there after a lock.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

/** As sites print them: a heading, two columns with numbers, advice. */
const BLOCK = `Your GitHub recovery codes
Keep them in a safe place.

1. 5a1b2-c3d4e   2. 9f8e7-d6c5b
3. 1029a-3847b   4. bb11c-22dd3`;

const CODES_PASSWORD = 'orchard lamp seven bridges';
let app: RunningApp;
const dialog = () => app.page.getByRole('dialog', { name: 'Recovery codes', exact: true });
const shownList = () => dialog().getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');

async function openDialog(name: string): Promise<void> {
  await screens.row(app.page, name).locator('[aria-haspopup="menu"]').click();
  await app.page.getByRole('menuitem', { name: 'Recovery codes…' }).click();
  await dialog().waitFor();
}
const rowText = (name: string) => screens.row(app.page, name).getByText(/recovery codes? left/);

beforeAll(async () => {
  app = await startApp({ profile: await profileWithVault() });
  await screens.unlock(app.page);
});
afterAll(() => discardApps([app]));

test('a pasted block is read into single codes and kept', async () => {
  await openDialog('GitHub');
  await dialog().getByLabel('Codes from the site').fill(BLOCK);
  await dialog().getByText('4 codes found:').waitFor();
  await dialog().getByRole('button', { name: 'Keep 4 codes' }).click();
  await dialog().getByText('4 are left.').waitFor();
});

test('they are hidden until asked for, and one is copied alone', async () => {
  expect(await dialog().innerText()).not.toContain('5a1b2');
  await dialog().getByRole('button', { name: 'Show codes' }).click();
  await expect.poll(() => shownList().count()).toBe(4);
  await dialog().getByRole('button', { name: 'Copy code 2' }).click();
  await expect.poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe('9f8e7-d6c5b');
});

test('printing puts the codes on paper, and not what is around them', async () => {
  await app.page.emulateMedia({ media: 'print' });
  expect(await shownList().first().isVisible()).toBe(true);
  expect(await dialog().getByRole('button', { name: 'Print codes' }).isVisible()).toBe(false);
  await app.page.emulateMedia({ media: null });
  const pdfLength = await app.electron.evaluate(async ({ BrowserWindow }) => {
    const pdf = await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({});
    return pdf?.length ?? 0;
  });
  expect(pdfLength).toBeGreaterThan(1000);
});

test('one that is marked as used is counted off, with the date, on the row and after a lock', async () => {
  await dialog().getByRole('button', { name: 'Mark as used: code 2' }).click();
  await dialog()
    .getByText(/used on/)
    .waitFor();
  await dialog().getByText('3 are left.').waitFor();
  await dialog().getByRole('button', { name: 'Mark as used: code 1' }).click();
  await dialog().getByText('Two are left. Get new ones from the site soon.').waitFor();
  await dialog().getByRole('button', { name: 'Done' }).click();
  await dialog().waitFor({ state: 'detached' });
  await rowText('GitHub').waitFor({ state: 'attached' });
  expect(await rowText('GitHub').textContent()).toContain('2');
  await screens.lock(app.page);
  await screens.unlockScreen(app.page).waitFor();
  await screens.unlock(app.page);
  expect(await rowText('GitHub').textContent()).toContain('2');
  expect(await rowText('Proton').count()).toBe(0);
});

test('under a password of their own they are asked for in the real app, and their count stays', async () => {
  const { page } = app;
  await screens.chooseFromMenu(page, 'More', 'Settings');
  await page.getByRole('button', { name: 'Set a password' }).click();
  const form = page.getByRole('dialog', { name: 'Password for recovery codes' });
  await form.getByLabel('Vault password', { exact: true }).fill(screens.PASSWORD);
  await form.getByLabel('New password of the recovery codes').fill(CODES_PASSWORD);
  await form.getByLabel('Password, once more').fill(CODES_PASSWORD);
  await form.getByRole('button', { name: 'Set a password' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByText('Those of one account are under a password of their own.').waitFor();
  await page.keyboard.press('Escape');
  await screens.lock(page);
  await screens.unlockScreen(page).waitFor();
  await screens.unlock(page);
  await rowText('GitHub').waitFor({ state: 'attached' });
  expect(await rowText('GitHub').textContent()).toContain('2');
  await openDialog('GitHub');
  await dialog().getByRole('button', { name: 'Show codes' }).click();
  await dialog().getByLabel('Password of the recovery codes').fill(screens.PASSWORD);
  await page.keyboard.press('Enter');
  await dialog().getByText('That is not the password.').waitFor();
  await dialog().getByLabel('Password of the recovery codes').fill(CODES_PASSWORD);
  await page.keyboard.press('Enter');
  await dialog().getByText('9f8e7-d6c5b').waitFor();
});
