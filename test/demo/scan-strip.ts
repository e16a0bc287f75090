/**
 * The README's strip of scanning a screen: a website with a code, the region that is marked on it, what was found.
 * Used by the demo tour when it writes pictures. The rule: three stills of the real screen, put side by side, nothing drawn in.
 */
import path from 'node:path';
import sharp from 'sharp';
import { drag } from '../e2e/driver/pointer.ts';
import type { RunningApp } from '../e2e/driver/running-app.ts';
import { chooseFromMenu, closeDialog, openDialog } from '../e2e/driver/screens.ts';
import { openWebsite } from '../e2e/driver/website.ts';

const URI = 'otpauth://totp/Forge:ada%40example.org?secret=ONSWG4TFORSGKZLQFZWGK5DT&issuer=Forge';
const STILL = { width: 640, height: 360 } as const;
const GAP = 8;

const still = async ({ electron }: RunningApp): Promise<Buffer> => {
  const png = await electron.evaluate(async ({ desktopCapturer }) => {
    const thumbnailSize = { width: 1920, height: 1080 };
    const [source] = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize });
    return source?.thumbnail.toPNG().toString('base64') ?? '';
  });
  return sharp(Buffer.from(png, 'base64')).resize(STILL).png().toBuffer();
};

async function untilRegionIsShown({ electron }: RunningApp): Promise<void> {
  for (;;) {
    const isShown = await electron.evaluate(async ({ BrowserWindow }) => {
      const region = BrowserWindow.getAllWindows().find((window) =>
        window.webContents.getURL().includes('halfminute-region'),
      );
      const width = await region?.webContents.executeJavaScript(
        'document.getElementById("picture").naturalWidth',
      );
      return region?.isFocused() === true && width > 0;
    });
    if (isShown) return;
  }
}

/** Writes scan.png to `folder`. The app is open, with no dialog. */
export async function makeScanStrip(app: RunningApp, folder: string): Promise<void> {
  const { page, electron } = app;
  const website = await openWebsite({ x: 0, y: 0, width: 1300, height: 1060 });
  try {
    await website.show([URI], { pixelsPerModule: 6, text: 'Scan this code with your authenticator app.' });
    await electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setPosition(1380, 120);
      window?.focus();
    });
    await page.waitForTimeout(300);
    const stills = [await still(app)];
    await chooseFromMenu(page, 'More ways to scan', 'Mark a region…');
    await untilRegionIsShown(app);
    const { x, y, width, height } = await website.placeOf(0);
    const marked = drag({ x, y }, { x: x + width, y: y + height }, 1);
    await page.waitForTimeout(700);
    stills.push(await still(app));
    await marked;
    await page.getByRole('dialog', { name: 'Found one account' }).waitFor();
    await page.waitForTimeout(500);
    stills.push(await still(app));
    await closeDialog(page);
    await openDialog(page).waitFor({ state: 'detached' });
    const strip = { width: 3 * STILL.width + 2 * GAP, height: STILL.height, channels: 4 } as const;
    await sharp({ create: { ...strip, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .composite(stills.map((input, at) => ({ input, left: at * (STILL.width + GAP), top: 0 })))
      .png({ palette: true, colours: 128, effort: 10 })
      .toFile(path.join(folder, 'scan.png'));
  } finally {
    await website.close();
  }
}
