/**
 * The pictures of one view, one for each width and theme, and the sheet that keeps them all in one small file.
 * Used by the picture tests. The rule: taking them changes nothing but the size and the theme.
 */
import type { Page } from 'playwright-core';
import sharp, { type Sharp } from 'sharp';
import { settle } from './look-view.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Picture extends Size {
  /** Such as `360 light`. */
  readonly name: string;
  readonly rgba: Uint8Array;
}

export const SIZES: readonly Size[] = [360, 480, 1100].map((width) => ({ width, height: 640 }));
/** Of windows that have a size of their own. */
const OWN_SIZES: { readonly [file: string]: readonly Size[] } = {
  'popup.html': [{ width: 460, height: 440 }],
  'mini.html': [
    { width: 300, height: 184 },
    { width: 380, height: 208 },
  ],
};
/** The sizes at which a page is looked at. */
export const sizesOf = (file = 'index.html'): readonly Size[] => OWN_SIZES[file] ?? SIZES;

const THEMES = ['light', 'dark'] as const;
const GAP_PIXELS = 8;
const GROUND = '#8a8f99';

interface Place extends Size {
  readonly name: string;
  readonly left: number;
  readonly top: number;
}

/** Widths beside each other, themes below each other. */
function placesOf(sizes: readonly Size[]): readonly Place[] {
  return THEMES.flatMap((theme, row) =>
    sizes.map(({ width, height }, column) => ({
      name: `${width} ${theme}`,
      width,
      height,
      left: sizes.slice(0, column).reduce((sum, before) => sum + before.width + GAP_PIXELS, 0),
      top: row * (height + GAP_PIXELS),
    })),
  );
}

const pixels = async (picture: Sharp): Promise<Uint8Array> =>
  new Uint8Array(await picture.ensureAlpha().raw().toBuffer());

/** Pictures of the page as it is, in each size and theme. */
export async function takePictures(page: Page, sizes: readonly Size[]): Promise<readonly Picture[]> {
  const pictures: Picture[] = [];
  for (const { name, width, height } of placesOf(sizes)) {
    await page.emulateMedia({ colorScheme: name.endsWith('dark') ? 'dark' : 'light' });
    await page.setViewportSize({ width, height });
    await settle(page);
    const png = await page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' });
    pictures.push({ name, width, height, rgba: await pixels(sharp(png)) });
  }
  return pictures;
}

/** All in one picture of at most 256 colours, which takes a sixth of the room; compressed without further loss. */
export async function writeSheet(
  file: string,
  pictures: readonly Picture[],
  sizes: readonly Size[],
): Promise<void> {
  const places = placesOf(sizes);
  const last = places.at(-1) ?? { left: 0, top: 0, width: 1, height: 1 };
  const sheet = await sharp({
    create: {
      width: last.left + last.width,
      height: last.top + last.height,
      channels: 3,
      background: GROUND,
    },
  })
    .composite(
      places.flatMap(({ left, top, width, height, name }) => {
        const picture = pictures.find((each) => each.name === name);
        return picture
          ? [{ input: Buffer.from(picture.rgba), raw: { width, height, channels: 4 as const }, left, top }]
          : [];
      }),
    )
    .png()
    .toBuffer();
  const fewColours = await sharp(sheet).png({ palette: true, colours: 256, dither: 0 }).toBuffer();
  await sharp(fewColours).webp({ lossless: true, effort: 6 }).toFile(file);
}

/** The pictures that a sheet keeps. */
export async function readSheet(file: string, sizes: readonly Size[]): Promise<readonly Picture[]> {
  const sheet = await sharp(file).ensureAlpha().png({ compressionLevel: 0 }).toBuffer();
  return Promise.all(
    placesOf(sizes).map(async ({ name, left, top, width, height }) => ({
      name,
      width,
      height,
      rgba: await pixels(sharp(sheet).extract({ left, top, width, height })),
    })),
  );
}
