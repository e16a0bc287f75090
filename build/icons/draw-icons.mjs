/**
 * `npm run icons`: draws the PNG files from the SVG ones. Runs under Node; the results are committed.
 * The rule: the SVG files are the source; a PNG is never edited by hand.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { PROJECT, runScript } from '../project.mjs';

const FOLDER = path.join(PROJECT, 'build', 'icons');
/** What Linux desktops look for (freedesktop.org icon theme); electron-builder makes icns and ico from the largest. */
const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** A light mark for dark panels; macOS recolours the black one itself when its name ends in Template. */
const LIGHT = '#f2f5f7';

/** @param {string} svg @param {number} size pixels, both ways @param {string} file */
async function draw(svg, size, file) {
  // An SVG of n units is n pixels at 72 dots per inch; drawing at the wanted size keeps edges sharp.
  const units = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const density = Math.max(1, (72 * size) / units);
  const png = await sharp(Buffer.from(svg), { density })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toBuffer();
  await writeFile(path.join(FOLDER, file), png);
}

await runScript(async () => {
  await mkdir(path.join(FOLDER, 'sizes'), { recursive: true });
  const icon = await readFile(path.join(FOLDER, 'icon.svg'), 'utf8');
  for (const size of APP_SIZES) await draw(icon, size, `sizes/${size}x${size}.png`);
  await draw(icon, 1024, 'icon.png');
  const tray = await readFile(path.join(FOLDER, 'tray.svg'), 'utf8');
  for (const [scale, size] of /** @type {const} */ ([
    ['', 16],
    ['@2x', 32],
  ])) {
    await draw(tray, size, `trayTemplate${scale}.png`);
    await draw(tray.replaceAll('#000', LIGHT), size, `tray-light${scale}.png`);
  }
});
