/**
 * Every setting of the settings dialog: chosen there, it changes what it says, and it is the same after a restart.
 * Runs in the real app. The rule: settings are changed by the dialog alone, and their effect is seen outside of it.
 * What locking does is in lock.test.ts; here, that the dialog turns it on and off.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chooseFromList, openList } from '../page/choose-from-list.ts';
import { GITHUB, PROTON, profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

let app: RunningApp;

async function start(profile: string): Promise<void> {
  app = await startApp({ profile });
  await screens.unlock(app.page);
}
/** Of GitHub's codes: longer than the next one can be shown, and no longer than that takes. */
const PERIOD_SECONDS = 20;
beforeAll(async () => {
  const uris = [GITHUB.replace('period=30', `period=${PERIOD_SECONDS}`), PROTON];
  await start(await profileWithVault({ uris }));
});
afterAll(() => discardApps([app]));
/** So that a test that failed in the middle takes no other one with it. */
beforeEach(() => screens.leaveAll(app.page));

const dialog = () => app.page.getByRole('dialog', { name: 'Settings' });
const field = (label: string) => dialog().getByRole('combobox', { name: label });
const option = (label: string) => dialog().getByRole('switch', { name: label });

async function openSettings(): Promise<void> {
  await screens.chooseFromMenu(app.page, 'More', 'Settings');
  await dialog().waitFor();
}

async function choose(label: string, value: string): Promise<void> {
  await chooseFromList(field(label), value);
  await expect.poll(() => field(label).innerText()).toBe(value);
}

async function turn(label: string, isOn: boolean): Promise<void> {
  if ((await option(label).isChecked()) !== isOn) await option(label).click();
  await expect.poll(() => option(label).isChecked()).toBe(isOn);
}

const theme = () => app.page.evaluate(() => document.documentElement.dataset.theme);
const systemTheme = () => app.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
const emit = (event: 'lock-screen' | 'suspend') =>
  app.electron.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);
const minimise = () =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
const isMinimised = () =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized() ?? false);
const restore = () =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.restore());

/** Does what may lock, after the dialog has allowed or forbidden it. */
async function expectLocks(label: string, trigger: () => Promise<unknown>): Promise<void> {
  await openSettings();
  await turn(label, false);
  await screens.closeDialog(app.page);
  await trigger();
  // The same page answers after the trigger has been through main: it was not replaced.
  expect(await app.page.evaluate(() => window.authenticator.accounts.list())).toMatchObject({ ok: true });
  await openSettings();
  await turn(label, true);
  await screens.closeDialog(app.page);
  await trigger();
  await screens.unlockScreen(app.page).waitFor();
  await screens.unlock(app.page);
}

test('the theme is the chosen one at once, in the page and for the system’s own dialogs', async () => {
  await openSettings();
  for (const [label, name] of [
    ['Light', 'light'],
    ['Dark', 'dark'],
  ] as const) {
    await dialog().getByRole('radio', { name: label }).click();
    await expect.poll(theme).toBe(name);
    await expect.poll(systemTheme).toBe(name);
  }
  await screens.closeDialog(app.page);
});

test('a copied code goes after the chosen time, and stays when that is never', async () => {
  await openSettings();
  // In a code's last seconds the message would tell of the next one.
  await choose('Replace a copied code by the next one when this is left', 'Never');
  await choose('Clear a copied code after', 'Never');
  await screens.closeDialog(app.page);
  await screens.rowButton(app.page, 'GitHub').click();
  await app.page.getByText('Copied', { exact: true }).first().waitFor();

  await openSettings();
  await choose('Clear a copied code after', '10 seconds');
  await screens.closeDialog(app.page);
  await screens.rowButton(app.page, 'GitHub').click();
  await app.page.getByText('Copied · clears in 10 s').first().waitFor();
  const clipboard = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(await clipboard()).toMatch(/^\d{6}$/);
  await expect.poll(clipboard, { timeout: 20_000 }).toBe('');
});

test('the next code shows when the chosen time is left, and not at all when that is never', async () => {
  const next = screens.row(app.page, 'GitHub').getByText(/^next/);
  const secondsLeft = () => PERIOD_SECONDS - ((Date.now() / 1000) % PERIOD_SECONDS);
  await openSettings();
  await choose('Show the next code when this is left', '15 seconds');
  await screens.closeDialog(app.page);
  await next.waitFor({ timeout: 40_000 });
  expect(secondsLeft()).toBeLessThan(16);
  // Enough of the period is left for the next two steps to mean what they say.
  if (secondsLeft() < 8) {
    await next.waitFor({ state: 'detached', timeout: 20_000 });
    await next.waitFor({ timeout: 40_000 });
  }
  await openSettings();
  await choose('Show the next code when this is left', 'Never');
  await next.waitFor({ state: 'detached', timeout: 3000 });
  await choose('Show the next code when this is left', '5 seconds');
  await screens.closeDialog(app.page);
  await next.waitFor({ timeout: 40_000 });
  expect(secondsLeft()).toBeLessThan(6);
});

test('no input for the chosen time locks, and for less than that does not', async () => {
  // Nobody touched anything for 61 s, by the app's clock and by the system's.
  await app.electron.evaluate(({ powerMonitor }) => {
    const now = performance.now.bind(performance);
    Object.defineProperty(performance, 'now', { configurable: true, value: () => now() + 61_000 });
    powerMonitor.getSystemIdleTime = () => 61;
  });
  await openSettings();
  await choose('Lock after no input for', '2 minutes');
  await openList(field('Lock after no input for'));
  await app.page.getByRole('listbox').getByRole('option', { name: '1 minute', exact: true }).click();
  await screens.unlockScreen(app.page).waitFor();
  await app.electron.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 0;
  });
  await screens.unlock(app.page);
});

test('a locked screen locks where the dialog says so', () =>
  expectLocks('Lock when the screen locks', () => emit('lock-screen')));

test('sleep locks where the dialog says so', () =>
  expectLocks('Lock when the computer sleeps', () => emit('suspend')));

test('minimising locks where the dialog says so', () =>
  expectLocks('Lock when the window is minimised', async () => {
    await minimise();
    await expect.poll(isMinimised).toBe(true);
    await restore();
  }));

test('all of it is the same after a restart', async () => {
  await openSettings();
  await dialog().getByRole('radio', { name: 'Dark' }).click();
  await choose('Clear a copied code after', '60 seconds');
  await choose('Show the next code when this is left', '15 seconds');
  await choose('Lock after no input for', '30 minutes');
  for (const label of ['Lock when the screen locks', 'Lock when the computer sleeps'])
    await turn(label, false);
  await turn('Lock when the window is minimised', true);
  await screens.closeDialog(app.page);
  await app.stop();
  await start(app.profile);

  expect(await theme()).toBe('dark');
  expect(await systemTheme()).toBe('dark');
  await openSettings();
  expect(await dialog().getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true);
  expect(await field('Clear a copied code after').innerText()).toBe('60 seconds');
  expect(await field('Show the next code when this is left').innerText()).toBe('15 seconds');
  expect(await field('Lock after no input for').innerText()).toBe('30 minutes');
  expect(await option('Lock when the screen locks').isChecked()).toBe(false);
  expect(await option('Lock when the computer sleeps').isChecked()).toBe(false);
  expect(await option('Lock when the window is minimised').isChecked()).toBe(true);
});
