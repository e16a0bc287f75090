/**
 * The mini window in the real app: from a row's menu and from the search, over all windows, until Escape or a lock.
 * The rule: what it copies is read from the system's clipboard.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundInPage } from './driver/leaks.ts';
import { pressKeys } from './driver/pointer.ts';
import { openPopup, usePopupKeys } from './driver/popup.ts';
import { profileWithVault } from './driver/prepared-profile.ts';
import { waitUntilGone } from './driver/processes.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';
import { smallWindow, smallWindowPage } from './driver/small-window.ts';

const FILE = 'mini.html';
let app: RunningApp;
const heading = async () => (await smallWindowPage(app, FILE)).getByRole('heading').innerText();
const digits = async () =>
  (await (await smallWindowPage(app, FILE)).locator('.mini-digits').innerText()).replaceAll(/\s/g, '');

async function openFromRow(name: string): Promise<void> {
  const row = screens.row(app.page, name);
  await row.scrollIntoViewIfNeeded();
  await row.locator('[aria-haspopup="menu"]').click();
  await app.page.getByRole('menuitem', { name: 'Open in a mini window' }).click();
}

/** The page is gone before the driver hears that its key was taken. */
async function closeByEscape(): Promise<void> {
  const page = await smallWindowPage(app, FILE);
  await page.keyboard.press('Escape').catch((error: Error) => expect(error.message).toContain('closed'));
  await expect.poll(() => smallWindow(app, FILE)).toBeNull();
}

beforeAll(async () => {
  app = await startApp({ profile: await profileWithVault() });
});
afterAll(() => discardApps([app]));

test('there is none before it is asked for, and a locked vault opens none', async () => {
  await screens.unlockScreen(app.page).waitFor();
  const answer = await app.page.evaluate(() => window.authenticator.mini.open({ id: 'a' }));
  expect(answer).toEqual({ ok: false, code: 'locked' });
  expect(await smallWindow(app, FILE)).toBeNull();
});

test('from a row it stands on top with the code, in a process of its own', async () => {
  await screens.unlock(app.page);
  await openFromRow('GitHub');
  const page = await smallWindowPage(app, FILE);
  await page.getByRole('heading', { name: /GitHub/ }).waitFor();
  await expect.poll(digits).toBe(await screens.shownCode(app.page, 'GitHub'));
  const window = await smallWindow(app, FILE);
  expect(window?.isOnTop).toBe(true);
  expect(page.url()).toMatch(/^app:\/\/halfminute-mini/);
  const main = await app.electron.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((each) => each.webContents.getURL().includes('/index.html'))
        ?.webContents.getOSProcessId() ?? 0,
  );
  expect(window?.processId).not.toBe(main);
});

test('another account takes its place in the same window', async () => {
  const before = (await smallWindow(app, FILE))?.processId;
  await openFromRow('Proton');
  await expect.poll(heading).toContain('Proton');
  expect((await smallWindow(app, FILE))?.processId).toBe(before);
});

test('Enter copies, an arrow marks a digit, Escape ends its process; its place is kept', async () => {
  const page = await smallWindowPage(app, FILE);
  const before = (await smallWindow(app, FILE))?.processId ?? 0;
  await page.bringToFront();
  await page.keyboard.press('ArrowRight');
  await page.locator('[data-marked]').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Copied').waitFor();
  expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toMatch(/^\d{6,8}$/);
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((each) => each.webContents.getURL().includes('/mini.html'))
      ?.setBounds({ x: 310, y: 220, width: 420, height: 240 }),
  );
  await closeByEscape();
  await waitUntilGone(before);
  await openFromRow('GitHub');
  await smallWindowPage(app, FILE);
  expect((await smallWindow(app, FILE))?.bounds).toMatchObject({ width: 420, height: 240 });
});

test('Shift+Enter in the quick search shows what is chosen there', async () => {
  await closeByEscape();
  await usePopupKeys(app, 'Control+Alt+J');
  const popup = await openPopup(app);
  await popup.getByRole('combobox').fill('proton');
  await expect.poll(() => popup.getByRole('option').count()).toBe(1);
  await pressKeys('shift+Return');
  await expect.poll(heading, { timeout: 15_000 }).toContain('Proton');
  await expect.poll(async () => (await smallWindow(app, 'popup.html'))?.isVisible).toBe(false);
});

test('main answers it at its own page alone', async () => {
  const page = await smallWindowPage(app, FILE);
  await page.evaluate(() => {
    location.href = 'app://halfminute/index.html';
  });
  expect(page.url()).toContain('/mini.html');
  expect(await page.evaluate(() => window.authenticator.app.info().then(({ ok }) => ok))).toBe(true);
});

test('a lock ends it and its process, and brings none back', async () => {
  const page = await smallWindowPage(app, FILE);
  const code = await digits();
  const before = (await smallWindow(app, FILE))?.processId ?? 0;
  await app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'));
  await waitUntilGone(before);
  await screens.unlockScreen(app.page).waitFor();
  expect(page.isClosed()).toBe(true);
  expect(await smallWindow(app, FILE)).toBeNull();
  expect(await foundInPage(app.page, [code])).toEqual([]);
});
