/**
 * The pictures that the README shows, taken from the running app in both themes. Used by the demo tour.
 * The rule: without a folder nothing is taken, and the page is left in the theme it was in.
 */
import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

export interface Pictures {
  /** Writes `name`-light.png and `name`-dark.png. */
  readonly take: (page: Page, name: string) => Promise<void>;
}

const THEMES = ['light', 'dark'] as const;

export function createPictures(folder: string | null): Pictures {
  return {
    async take(page, name) {
      if (folder === null) return;
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme });
        // Colours fade from one theme to the other.
        await page.waitForTimeout(400);
        const picture = await page.screenshot();
        await sharp(picture)
          .png({ palette: true, colours: 128, effort: 10 })
          .toFile(path.join(folder, `${name}-${colorScheme}.png`));
      }
      await page.emulateMedia({ colorScheme: null });
    },
  };
}
