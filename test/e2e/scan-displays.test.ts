/**
 * Two displays of different size in the real app: both are captured at their own resolution and scanned, and a region
 * is marked on either. And one display whose pixels are finer than its points.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { drag, pressKeys } from './driver/pointer.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import { chooseFromMenu, createVault, leaveAll } from './driver/screens.ts';
import {
  canStartTwoDisplays,
  LARGE_SIZE,
  SMALL_SIZE,
  startTwoDisplays,
  type TwoDisplays,
} from './driver/two-displays.ts';
import { openWebsite, type Website } from './driver/website.ts';

const uriOf = (name: string) => `otpauth://totp/${name}:ada?secret=GEZDGNBVGY3TQOJQ&issuer=${name}`;
let app: RunningApp;

/** Width and height of what a capture gives, without the pixels. */
const capturedSizes = () =>
  app.page.evaluate(async () => {
    const captured = await window.authenticator.screen.capture();
    return captured.ok ? captured.value.map(({ width, height }) => ({ width, height })) : captured.code;
  });

afterEach(async () => {
  await leaveAll(app.page);
});

// Root is what containers and build machines are; elsewhere the test below still has its faked display.
describe.skipIf(!canStartTwoDisplays)('two displays', () => {
  const before = process.env.DISPLAY;
  let displays: TwoDisplays;
  let sites: readonly Website[] = [];

  beforeAll(async () => {
    displays = await startTwoDisplays();
    process.env.DISPLAY = displays.display;
    sites = await Promise.all([
      openWebsite({ x: 0, y: 0, width: 900, height: 700 }),
      openWebsite({ x: 1960, y: 40, width: 900, height: 700 }),
    ]);
    await Promise.all(sites.map((site, index) => site.show([uriOf(index === 0 ? 'Large' : 'Small')])));
    app = await startApp();
    await createVault(app.page);
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setPosition(1200, 100),
    );
  });
  afterAll(async () => {
    await discardApps([app]);
    await Promise.all(sites.map((site) => site.close()));
    await displays?.stop();
    if (before === undefined) delete process.env.DISPLAY;
    else process.env.DISPLAY = before;
  });

  test('are captured at their own size and scanned at once', async () => {
    const sizes = await capturedSizes();
    expect(sizes).toHaveLength(2);
    expect(sizes).toEqual(expect.arrayContaining([LARGE_SIZE, SMALL_SIZE]));
    await app.page.getByRole('button', { name: 'Scan screen' }).first().click();
    const sheet = app.page.getByRole('dialog', { name: 'Found 2 accounts' });
    await sheet.getByText('Large (ada)').first().waitFor();
    await sheet.getByText('Small (ada)').first().waitFor();
  });

  const shownRegions = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .filter((window) => window.webContents.getURL().includes('halfminute-region') && window.isVisible())
        .map((window) => window.getBounds())
        .sort((a, b) => a.x - b.x),
    );

  test('have a region window each, and one is marked on the second', async () => {
    await chooseFromMenu(app.page, 'More ways to scan', 'Mark a region…');
    await expect.poll(shownRegions, { timeout: 10_000 }).toEqual([
      { x: 0, y: 0, ...LARGE_SIZE },
      { x: 1920, y: 0, ...SMALL_SIZE },
    ]);
    const place = await sites[1]?.placeOf(0);
    if (!place) throw new Error('no second website');
    await drag(
      { x: place.x - 6, y: place.y - 6 },
      { x: place.x + place.width + 6, y: place.y + place.height + 6 },
    );
    const sheet = app.page.getByRole('dialog', { name: 'Found one account' });
    await sheet.getByText('Small (ada)').first().waitFor();
  });

  test('are both given up with Escape', async () => {
    await chooseFromMenu(app.page, 'More ways to scan', 'Mark a region…');
    await expect.poll(async () => (await shownRegions()).length, { timeout: 10_000 }).toBe(2);
    await pressKeys('Escape');
    await expect.poll(async () => (await shownRegions()).length).toBe(0);
  });
});

describe('a display with a scale factor', () => {
  beforeAll(async () => {
    app = await startApp();
    await createVault(app.page);
  });
  afterAll(() => discardApps([app]));

  test.each([1.25, 1.5, 2])('of %d is captured at its full resolution', async (scaleFactor) => {
    await app.electron.evaluate(({ screen, desktopCapturer, nativeImage }, scale) => {
      const [display] = screen.getAllDisplays();
      const size = { width: Math.round(2560 / scale), height: Math.round(1440 / scale) };
      if (display) screen.getAllDisplays = () => [{ ...display, size, scaleFactor: scale }];
      // A picture fitted into the size that was asked for, as Electron gives it.
      desktopCapturer.getSources = async ({ thumbnailSize }) => {
        const fit = Math.min((thumbnailSize?.width ?? 0) / 2560, (thumbnailSize?.height ?? 0) / 1440);
        const [width, height] = [Math.round(2560 * fit), Math.round(1440 * fit)];
        const thumbnail = nativeImage.createFromBitmap(Buffer.alloc(width * height * 4, 200), {
          width,
          height,
        });
        return [
          {
            id: 'screen:1:0',
            name: 'Screen',
            display_id: String(display?.id),
            thumbnail,
            appIcon: thumbnail,
          },
        ];
      };
    }, scaleFactor);
    expect(await capturedSizes()).toEqual([{ width: 2560, height: 1440 }]);
  });
});
