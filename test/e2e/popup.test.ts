/**
 * Finding a code from anywhere, in the real app: its keys, the password asked for there, Enter, Escape, the lock.
 * The rule: keys go through the window system, and what was copied is read from the system's clipboard.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundInPage } from './driver/leaks.ts';
import { listAccounts } from './driver/list-accounts.ts';
import { pressKeys } from './driver/pointer.ts';
import { isPopupShown, openPopup, popupPage, popupProcess, usePopupKeys } from './driver/popup.ts';
import { profileWithVault } from './driver/prepared-profile.ts';
import { waitUntilGone } from './driver/processes.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

let app: RunningApp;
const readClipboard = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());

beforeAll(async () => {
  app = await startApp({ profile: await profileWithVault() });
});
afterAll(() => discardApps([app]));

test('keys that the window manager holds are told, free ones are taken', async () => {
  expect(await usePopupKeys(app, 'Alt+F4')).toBe('taken');
  expect(await usePopupKeys(app, 'Control+Alt+J')).toBe('active');
});

test('while locked it asks for the password, and the main window opens along with it', async () => {
  const popup = await openPopup(app);
  await screens.unlockScreen(popup).waitFor();
  expect(popup.url()).toMatch(/^app:\/\/halfminute-popup/);
  await screens.typePassword(popup, 'not the password');
  await popup.getByText('That is not the password. Try again.').waitFor();
  await screens.typePassword(popup);
  await popup.getByRole('option').first().waitFor();
  await screens.codesScreen(app.page).waitFor();
  expect(await screens.rows(app.page).count()).toBe(2);
});

test('Escape hides it, and its keys bring it back empty', async () => {
  const popup = await popupPage(app);
  await popup.getByRole('combobox').fill('proton');
  await pressKeys('Escape');
  await expect.poll(() => isPopupShown(app)).toBe(false);
  await openPopup(app);
  await expect.poll(() => popup.getByRole('combobox').inputValue()).toBe('');
  await expect.poll(() => popup.getByRole('option').count()).toBe(2);
});

test('typing finds, arrows choose, Enter copies the code and hides it', async () => {
  const popup = await popupPage(app);
  await expect
    .poll(() => popup.getByRole('combobox').evaluate((field) => field.matches(':focus')))
    .toBe(true);
  const first = popup.getByRole('option', { selected: true });
  await expect.poll(() => first.innerText()).toContain('GitHub');
  await pressKeys('Down');
  await expect.poll(() => first.innerText()).toContain('Proton');
  await pressKeys('Up', 'g', 'i', 't', 'h');
  await expect.poll(() => popup.getByRole('option').count()).toBe(1);
  await pressKeys('Return');
  await expect.poll(() => isPopupShown(app)).toBe(false);
  const copied = await readClipboard();
  expect(copied).toMatch(/^\d{6}$/);
  const ids = (await listAccounts(app.page)).map(({ id }) => id);
  const codes = await app.page.evaluate(async (asked) => {
    const answer = await window.authenticator.codes.at({ ids: asked });
    return answer.ok ? answer.value.flatMap(({ code, nextCode }) => [code, nextCode]) : [];
  }, ids);
  expect([...codes, await screens.shownCode(app.page, 'GitHub')]).toContain(copied);
});

test('a lock ends its process; one that was shown asks for the password', async () => {
  const popup = await openPopup(app);
  const code = (await popup.locator('.popup-code').first().innerText()).replaceAll(/\s/g, '');
  const before = await popupProcess(app);
  await app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'));
  await waitUntilGone(before);
  await expect.poll(() => popupProcess(app), { timeout: 15_000 }).not.toBe(0);
  const fresh = await popupPage(app);
  await screens.unlockScreen(fresh).waitFor();
  expect(await foundInPage(fresh, [code])).toEqual([]);
  expect(await popupProcess(app)).not.toBe(before);
  await screens.unlockScreen(app.page).waitFor();
});

test('main answers the small window at its own page alone', async () => {
  const page = await popupPage(app);
  const ask = () => page.evaluate(() => window.authenticator.app.info().then(({ ok }) => ok));
  expect(await ask()).toBe(true);
  await page.evaluate(() => {
    location.href = 'app://halfminute/index.html';
  });
  expect(page.url()).toContain('/popup.html');
  expect(await ask()).toBe(true);
});

test('no keys, no window', async () => {
  await pressKeys('Escape');
  await expect.poll(() => isPopupShown(app)).toBe(false);
  expect(await usePopupKeys(app, '')).toBe('off');
});
