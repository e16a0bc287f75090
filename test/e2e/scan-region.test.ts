/**
 * Marking a region in the real app: by pointer and by keys, given up, and what a region window may do.
 * The rule: pointer and keys go through the window system, as a person's do.
 */
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { withOpenVault } from './driver/open-vault.ts';
import { drag, pressKeys } from './driver/pointer.ts';
import { chooseFromMenu, leaveAll, openDialog } from './driver/screens.ts';
import { openWebsite, type Website } from './driver/website.ts';

const app = withOpenVault();
let website: Website;
const uriOf = (name: string) => `otpauth://totp/${name}:ada?secret=GEZDGNBVGY3TQOJQ&issuer=${name}`;

beforeAll(async () => {
  website = await openWebsite({ x: 0, y: 0, width: 1900, height: 1040 });
  await website.show([uriOf('Left'), uriOf('Right')], { pixelsPerModule: 6 });
});
afterAll(() => website?.close());
afterEach(async () => {
  if (await regionIsShown()) await pressKeys('Escape');
  await leaveAll(app().page);
});

/** A region window is on the screen and has the keyboard. */
const regionIsShown = () =>
  app().electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some(
      (window) =>
        window.webContents.getURL().startsWith('app://halfminute-region/') &&
        window.isVisible() &&
        window.isFocused(),
    ),
  );
const ourWindowIsShown = () =>
  app().electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().every((window) => window.isVisible()),
  );

async function startRegion(): Promise<void> {
  await chooseFromMenu(app().page, 'More ways to scan', 'Mark a region…');
  await expect.poll(regionIsShown, { timeout: 10_000 }).toBe(true);
  // The still picture: without it a rectangle has no pixels.
  await expect
    .poll(() => inRegion('document.getElementById("picture").naturalWidth'), { timeout: 10_000 })
    .toBe(1920);
}

const inRegion = (script: string) =>
  app().electron.evaluate(({ BrowserWindow }, code) => {
    const region = BrowserWindow.getAllWindows().find((window) =>
      window.webContents.getURL().startsWith('app://halfminute-region/'),
    );
    return region?.webContents.executeJavaScript(code);
  }, script);

describe('a region', () => {
  test('is dragged, and only what is inside is found', async () => {
    const { page } = app();
    await startRegion();
    const { x, y, width, height } = await website.placeOf(1);
    await drag({ x: x - 4, y: y - 4 }, { x: x + width + 4, y: y + height + 4 });
    const sheet = page.getByRole('dialog', { name: 'Found one account' });
    await sheet.getByText('Right (ada)').first().waitFor();
    expect(await ourWindowIsShown()).toBe(true);
  });

  test('is moved and sized with the keys', async () => {
    const { page } = app();
    await startRegion();
    // The square in the middle: from 771, 351 with sides of 378; the keys take its corner to the left code.
    const { x, y, width } = await website.placeOf(0);
    const left = Math.max(0, Math.round((771 - x) / 10) + 1);
    const up = Math.max(0, Math.round((351 - y) / 10) + 1);
    const smaller = Math.max(0, Math.floor((378 - width - 40) / 10));
    await pressKeys(...Array<string>(left).fill('Left'), ...Array<string>(up).fill('Up'));
    await pressKeys(...Array<string>(smaller).fill('shift+Left'), ...Array<string>(smaller).fill('shift+Up'));
    await pressKeys('Return');
    const sheet = page.getByRole('dialog', { name: 'Found one account' });
    await sheet.getByText('Left (ada)').first().waitFor();
  });

  test('is given up with Escape, and our window comes back', async () => {
    const { page } = app();
    await startRegion();
    expect(await ourWindowIsShown()).toBe(false);
    await pressKeys('Escape');
    await expect.poll(regionIsShown).toBe(false);
    await expect.poll(ourWindowIsShown).toBe(true);
    expect(await openDialog(page).count()).toBe(0);
  });
});

describe('a region window', () => {
  test('has one call, which takes a rectangle and nothing else', async () => {
    await startRegion();
    expect(await inRegion('Object.keys(window.regionChooser)')).toEqual(['choose']);
    expect(await inRegion('[typeof window.authenticator, typeof require, typeof process]')).toEqual([
      'undefined',
      'undefined',
      'undefined',
    ]);
    for (const argument of ['{x: 1}', '"all"', '7', '{x: -1, y: 0, width: 5, height: 5}', '[1, 2, 3, 4]']) {
      expect(await inRegion(`window.regionChooser.choose(${argument})`)).toEqual({
        ok: false,
        code: 'bad-argument',
      });
    }
    expect(await regionIsShown()).toBe(true);
  });

  test('is sandboxed, in a process of its own, and goes nowhere else', async () => {
    await startRegion();
    const facts = await app().electron.evaluate(({ BrowserWindow }) => {
      const all = BrowserWindow.getAllWindows();
      const region = all.find((window) => window.webContents.getURL().includes('halfminute-region'));
      if (!region) throw new Error('no region window');
      const contents = region.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const preferences = contents.getLastWebPreferences();
      return {
        processes: new Set(all.map((window) => window.webContents.getOSProcessId())).size,
        sandbox: preferences.sandbox,
        contextIsolation: preferences.contextIsolation,
        nodeIntegration: preferences.nodeIntegration,
      };
    });
    expect(facts).toEqual({ processes: 2, sandbox: true, contextIsolation: true, nodeIntegration: false });
    await inRegion('void (location.href = "app://halfminute/index.html")');
    await inRegion('void (location.href = "https://example.org/")');
    expect(await inRegion('location.pathname')).toBe('/region.html');
    expect(await inRegion('window.open("app://halfminute/index.html") === null')).toBe(true);
  });

  test('of somebody else’s making is refused', async () => {
    const preload = path.resolve(import.meta.dirname, '../../out/region-preload.cjs');
    const answer = await app().electron.evaluate(async ({ BrowserWindow }, script) => {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload: script, sandbox: true } });
      try {
        await stranger.loadURL('app://halfminute-region/region.html');
        return await stranger.webContents.executeJavaScript('window.regionChooser.choose(null)');
      } finally {
        stranger.destroy();
      }
    }, preload);
    expect(answer).toEqual({ ok: false, code: 'not-allowed' });
  });

  test('goes when the vault locks', async () => {
    await startRegion();
    await app().page.evaluate(() => void window.authenticator.app.lock());
    await expect.poll(regionIsShown).toBe(false);
    await app().page.getByRole('heading', { name: 'Unlock Halfminute' }).waitFor();
    expect(await ourWindowIsShown()).toBe(true);
  });
});
