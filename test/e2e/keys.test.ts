/**
 * The application menu in the real app: its keys pressed through the window system, its items by the state of the vault,
 * in the person's language. The rule: what a key does is seen on the screen or the clipboard, not in the menu.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pressKeys } from './driver/pointer.ts';
import { profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ profile: await profileWithVault() });
});
afterAll(() => discardApps([app]));

interface Shown {
  readonly menus: readonly string[];
  /** Labels of what can be chosen, and that is not a role of the system. */
  readonly enabled: readonly string[];
}
const menu = (): Promise<Shown> =>
  app.electron.evaluate(({ Menu }) => {
    const tops = Menu.getApplicationMenu()?.items ?? [];
    const items = tops.flatMap(({ submenu }) => submenu?.items ?? []);
    return {
      menus: tops.map(({ label }) => label),
      enabled: items
        .filter(({ enabled, role, type }) => enabled && !role && type !== 'separator')
        .map((each) => each.label),
    };
  });
const choose = (label: string) =>
  app.electron.evaluate(({ Menu }, wanted) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) => submenu?.items ?? []);
    const item = items.find((each) => each.label === wanted);
    if (!item?.enabled) throw new Error(`the menu has no ${wanted} to choose`);
    item.click();
  }, label);

const focusWindow = () =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());

test('while locked, only what needs no vault can be chosen', async () => {
  const { menus, enabled } = await menu();
  expect(menus).toEqual(['File', 'Edit', 'View', 'Account', 'Window', 'Help']);
  expect(enabled).toContain('About Halfminute');
  for (const label of ['Scan Screen', 'Back Up Now…', 'Copy Code', 'Lock', 'Settings…']) {
    expect(enabled).not.toContain(label);
  }
});

test('unlocking offers the rest, and its keys work through the window system', async () => {
  // Open already where this is a second try.
  if (await screens.unlockScreen(app.page).isVisible()) await screens.unlock(app.page);
  await expect.poll(async () => (await menu()).enabled).toContain('Scan Screen');
  await focusWindow();
  for (const [keys, dialog] of [
    ['ctrl+n', 'Enter a setup key'],
    ['ctrl+b', 'Back up now'],
    ['ctrl+comma', 'Settings'],
  ] as const) {
    await pressKeys(keys);
    await app.page.getByRole('dialog', { name: dialog }).waitFor();
    await screens.closeDialog(app.page);
  }
  await pressKeys('question');
  await app.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await screens.closeDialog(app.page);
  await pressKeys('ctrl+f');
  await expect
    .poll(() => app.page.evaluate(() => document.activeElement?.getAttribute('type')))
    .toBe('search');
});

test('the row’s letters reach the page: the menu shows them without taking them', async () => {
  await screens.rowButton(app.page, 'GitHub').focus();
  await pressKeys('e');
  await app.page.getByRole('dialog', { name: 'Edit account' }).waitFor();
  // In a field they are typed.
  const issuer = app.page.getByLabel('Issuer');
  await issuer.fill('');
  await issuer.focus();
  await pressKeys('p', 'e', 'n');
  await expect.poll(() => issuer.inputValue()).toBe('pen');
  await screens.closeDialog(app.page);
});

test('the menu’s Copy Code is for the row that had the focus', async () => {
  await screens.rowButton(app.page, 'GitHub').focus();
  await choose('Copy Code');
  const read = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(read).toMatch(/^\d{6}$/);
});

test('it speaks another language as soon as that is chosen', async () => {
  await app.page.evaluate(() => window.authenticator.settings.set({ language: 'de' }));
  await expect
    .poll(async () => (await menu()).menus)
    .toEqual(['Datei', 'Bearbeiten', 'Ansicht', 'Konto', 'Fenster', 'Hilfe']);
  await app.page.evaluate(() => window.authenticator.settings.set({ language: 'en' }));
});

test('About and the report give versions to copy, and nothing else', async () => {
  await app.electron.evaluate(({ dialog }) => {
    const shown = globalThis as { boxes?: string[] };
    shown.boxes = [];
    dialog.showMessageBox = async (...given: readonly unknown[]) => {
      shown.boxes?.push(JSON.stringify(given.at(-1)));
      return { response: 1, checkboxChecked: false };
    };
  });
  const read = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  for (const label of ['About Halfminute', 'Report a Problem…']) {
    await app.electron.evaluate(({ clipboard }) => clipboard.clear());
    await choose(label);
    await expect
      .poll(read)
      .toMatch(/^Halfminute \d+\.\d+\.\d+\nElectron [\d.]+\nChromium [\d.]+\nNode\.js [\d.]+\nlinux/);
  }
  const boxes = await app.electron.evaluate(() => (globalThis as { boxes?: string[] }).boxes ?? []);
  expect(boxes).toHaveLength(2);
  expect(boxes.join()).not.toContain(app.profile);
});

test('Ctrl+L locks, and the menu follows', async () => {
  await focusWindow();
  await pressKeys('ctrl+l');
  await screens.unlockScreen(app.page).waitFor();
  await expect.poll(async () => (await menu()).enabled).not.toContain('Copy Code');
});
