/** Other ways to scan in the real app: watching, a window, keys from anywhere; and a screen that is all black. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withOpenVault } from './driver/open-vault.ts';
import { pressKeys } from './driver/pointer.ts';
import { chooseFromMenu, leaveAll, openDialog } from './driver/screens.ts';
import { openWebsite, type Website } from './driver/website.ts';

const app = withOpenVault();
let website: Website | null = null;
const uriOf = (name: string) => `otpauth://totp/${name}:ada?secret=GEZDGNBVGY3TQOJQ&issuer=${name}`;

const open = async () => {
  website = await openWebsite({ x: 0, y: 0, width: 900, height: 800 });
  return website;
};
beforeEach(() =>
  app().electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setPosition(1300, 100)),
);
afterEach(async () => {
  await website?.close();
  website = null;
  await leaveAll(app().page);
});

test('a screen that is all black is told, with the other ways to give a picture', async () => {
  const { page } = app();
  await page.getByRole('button', { name: 'Scan screen' }).first().click();
  const problem = page.getByRole('dialog', { name: 'Halfminute cannot see the screen' });
  await problem.getByText('The system gave an empty, black picture of the screen.').waitFor();
  await problem.getByText('Drag a picture of the code onto this window.').waitFor();
  expect(await problem.getByRole('button', { name: 'Choose picture…' }).isVisible()).toBe(true);
});

test('watching finds a code that appears after five seconds, and shows what it does until then', async () => {
  const { page, electron } = app();
  const site = await open();
  await site.show([]);
  await chooseFromMenu(page, 'More ways to scan', 'Watch the screen…');
  const watching = page.getByRole('dialog', { name: 'Watching for a new code' });
  await watching.getByText('55 seconds left').waitFor();
  const isVisible = await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.isVisible(),
  );
  expect(isVisible).toBe(true);
  await site.show([uriOf('Awaited')]);
  const sheet = page.getByRole('dialog', { name: 'Found one account' });
  await sheet.getByText('Awaited (ada)').first().waitFor();
});

test('watching is stopped by its button', async () => {
  const { page } = app();
  const site = await open();
  await site.show([]);
  await chooseFromMenu(page, 'More ways to scan', 'Watch the screen…');
  await page.getByRole('button', { name: 'Stop watching' }).click();
  await openDialog(page).waitFor({ state: 'detached' });
  await site.show([uriOf('TooLate')]);
  await expect
    .poll(() => page.getByRole('dialog', { name: 'Found one account' }).count(), { timeout: 2500 })
    .toBe(0);
});

test('a window is chosen by its picture, and ours is not among them', async () => {
  const { page } = app();
  const site = await open();
  await site.show([uriOf('InWindow')], { title: 'A shop' });
  await chooseFromMenu(page, 'More ways to scan', 'Choose a window…');
  const picker = page.getByRole('dialog', { name: 'Choose the window with the code' });
  const shop = picker.getByRole('button', { name: /A shop/ });
  await shop.waitFor();
  await expect
    .poll(() => shop.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(100);
  expect(await picker.getByRole('button', { name: /Halfminute/ }).count()).toBe(0);
  await shop.click();
  const sheet = page.getByRole('dialog', { name: 'Found one account' });
  await sheet.getByText('InWindow (ada)').first().waitFor();
});

describe('keys from anywhere', () => {
  const use = (keys: string) =>
    app().page.evaluate(async (scanShortcut) => {
      await window.authenticator.settings.set({ scanShortcut });
      const state = await window.authenticator.screen.shortcut();
      return state.ok ? state.value : state.code;
    }, keys);

  test('scan while another window has the keyboard', async () => {
    const { page } = app();
    const site = await open();
    await site.show([uriOf('ByKeys')]);
    expect(await use('Control+Alt+K')).toBe('active');
    await pressKeys('ctrl+alt+k');
    const sheet = page.getByRole('dialog', { name: 'Found one account' });
    await sheet.getByText('ByKeys (ada)').first().waitFor();
    expect(await use('')).toBe('off');
  });

  test('that the window manager holds are told', async () => {
    // openbox closes windows with them.
    expect(await use('Alt+F4')).toBe('taken');
    expect(await use('')).toBe('off');
  });
});
