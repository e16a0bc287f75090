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
