/**
 * Links from outside: a second start with an otpauth:// argument, and what else a second start may say.
 * Runs in the real app. The rule: hostile input that at most opens a review; never added by itself, never printed.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundInPage, foundInPrinted } from './driver/leaks.ts';
import { listAccounts } from './driver/list-accounts.ts';
import { profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const SECRET = 'NVQXG5DPMRXW4YLDMNXXK3TU';
const LINK = `otpauth://totp/Mastodon:eve?secret=${SECRET}&issuer=Mastodon`;
let app: RunningApp;

/** Starts the app once more on the same profile, as the system does for a link; what it printed, once it has ended. */
async function startAgain(...args: readonly string[]): Promise<string> {
  const switches = (process.env.HALFMINUTE_ELECTRON_SWITCHES ?? '').split(' ').filter(Boolean);
  const child = spawn(
    process.env.HALFMINUTE_ELECTRON ?? '',
    [...switches, PROJECT, `--user-data-dir=${app.profile}`, ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code).toBe(0);
  return printed;
}

const review = () => app.page.getByRole('dialog', { name: 'Found one account' });
const isFocusedOrShown = () =>
  app.electron.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    return Boolean(window?.isVisible() && !window.isMinimized());
  });

/** As the vault has it: the list on screen is hidden from assistive technology while a dialog is open. */
const accountCount = async () => (await listAccounts(app.page)).length;

beforeAll(async () => {
  app = await startApp({ profile: await profileWithVault() });
});
afterAll(async () => {
  expect(foundInPrinted(app, [SECRET, 'Mastodon'])).toEqual([]);
  await discardApps([app]);
});

test('a link that comes while locked is reviewed after unlocking, and adds nothing by itself', async () => {
  expect(await startAgain(LINK)).not.toContain(SECRET);
  expect(await screens.unlockScreen(app.page).isVisible()).toBe(true);
  expect(await foundInPage(app.page, [SECRET, 'Mastodon'])).toEqual([]);
  await screens.typePassword(app.page);
  await review().getByText('Mastodon (eve)').waitFor();
  expect(await foundInPage(app.page, [SECRET])).toEqual([]);
  await review().getByRole('button', { name: 'Cancel' }).click();
  await review().waitFor({ state: 'detached' });
  expect(await accountCount()).toBe(2);
});

test('a link that comes while open is reviewed at once, in front, and added only by a click', async () => {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  await expect.poll(isFocusedOrShown).toBe(false);
  expect(await startAgain('--some-switch', LINK)).not.toContain(SECRET);
  await review().getByText('Mastodon (eve)').waitFor();
  await expect.poll(isFocusedOrShown).toBe(true);
  expect(await accountCount()).toBe(2);
  await screens.addReviewed(app.page);
  await screens.row(app.page, 'Mastodon').waitFor();
});

test('other arguments are ignored; a second start shows the first window', async () => {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  await expect.poll(isFocusedOrShown).toBe(false);
  await startAgain(
    'https://example.org/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'x otpauth://totp/a?secret=JBSWY3DPEHPK3PXP',
    `otpauth://totp/long?secret=${'A'.repeat(20_000)}`,
  );
  await expect.poll(isFocusedOrShown).toBe(true);
  expect(await app.page.getByRole('dialog', { name: /^(?:Found|Nothing)/ }).count()).toBe(0);
  expect(app.page.url()).toMatch(/^app:\/\/halfminute(?:-next)?\/index\.html(?:#locked)?$/);
  const waiting = await app.page.evaluate(() => window.authenticator.app.takeLinks());
  expect(waiting).toEqual({ ok: true, value: [] });
});

test('a link with a broken key is told and not added', async () => {
  await startAgain('otpauth://totp/Broken:eve?secret=0189&issuer=Broken');
  await app.page.getByText(/^The key of Broken.* is not valid/).waitFor();
  await app.page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
  expect(await screens.row(app.page, 'Broken').count()).toBe(0);
});

test('a link at the first start is reviewed after unlocking', async () => {
  const profile = await profileWithVault();
  const fresh = await startApp({ profile, args: [LINK] });
  try {
    await screens.typePassword(fresh.page);
    await fresh.page.getByRole('dialog', { name: 'Found one account' }).getByText('Mastodon (eve)').waitFor();
    expect(foundInPrinted(fresh, [SECRET])).toEqual([]);
  } finally {
    await discardApps([fresh]);
  }
});
