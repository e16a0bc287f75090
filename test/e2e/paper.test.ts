/**
 * A paper vault in the real app: made, printed to PDF as the system's print dialog would, rasterised, turned and made noisy,
 * and restored in another profile from pictures of its pages. The rule: nothing but the pictures and the password passes.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropFiles } from './driver/giving.ts';
import { foundInPrinted } from './driver/leaks.ts';
import { profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

const run = promisify(execFile);
const PAPER_PASSWORD = 'meadow copper ninety lantern';
let first: RunningApp;
let second: RunningApp;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-paper-'));
  first = await startApp({ profile: await profileWithVault() });
  await screens.unlock(first.page);
  await screens.rows(first.page).first().waitFor();
});
afterAll(async () => {
  for (const app of [first, second]) expect(foundInPrinted(app, [PAPER_PASSWORD])).toEqual([]);
  await discardApps([first, second]);
  await rm(folder, { recursive: true, force: true });
});

/** The pages that the app's window prints. */
async function printToPdf({ electron }: RunningApp): Promise<string> {
  const base64 = await electron.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const pdf = await window?.webContents.printToPDF({ preferCSSPageSize: true });
    return pdf?.toString('base64') ?? '';
  });
  const file = path.join(folder, 'sheets.pdf');
  await writeFile(file, Buffer.from(base64, 'base64'));
  return file;
}

/** Pictures as a scanner at 150 dots an inch makes them: a little crooked, greyish, with noise. The last page first. */
async function scanned(pdf: string): Promise<readonly string[]> {
  await run('pdftoppm', ['-r', '150', '-png', pdf, path.join(folder, 'page')]);
  const pages = (await readdir(folder))
    .filter((name) => name.startsWith('page'))
    .sort()
    .reverse();
  return Promise.all(
    pages.map(async (name, at) => {
      const turned = sharp(path.join(folder, name))
        .rotate(at % 2 === 0 ? 2 : 178, { background: '#ddd' })
        .removeAlpha();
      const { width, height } = (await turned.clone().toBuffer({ resolveWithObject: true })).info;
      const noise = { type: 'gaussian', mean: 128, sigma: 25 } as const;
      const grain = await sharp({ create: { width, height, channels: 3, background: '#888', noise } })
        .png()
        .toBuffer();
      const target = path.join(folder, `scan-${at}.png`);
      await sharp(await turned.png().toBuffer())
        .composite([{ input: grain, blend: 'soft-light' }])
        .toFile(target);
      return target;
    }),
  );
}

test('printed sheets, scanned crookedly, restore the vault in another profile', async () => {
  const { page } = first;
  await screens.chooseFromMenu(page, 'More', 'Print a paper vault…');
  await page.getByText('All 2 accounts fit.').waitFor();
  await page.getByLabel('Password of the paper vault').fill(PAPER_PASSWORD);
  await page.getByLabel('Password, once more').fill(PAPER_PASSWORD);
  await page.getByLabel('Vault password').fill(screens.PASSWORD);
  await page.getByRole('button', { name: 'Make the sheets' }).click();
  await page.locator('.paper-sheets[aria-busy="false"]').waitFor();
  const words = (await page.getByText('Checksum words:').first().innerText()).replace('Checksum words: ', '');
  const pictures = await scanned(await printToPdf(first));
  expect(pictures).toHaveLength(await page.getByText('Halfminute paper vault · page').count());
  const [onlyLast, ...others] = pictures;
  expect(others.length).toBeGreaterThan(0);

  second = await startApp({ profile: await profileWithVault({ uris: [] }) });
  await screens.unlock(second.page);
  await screens.codesScreen(second.page).waitFor();
  await dropFiles(second.page, [onlyLast ?? '']);
  await second.page.getByText(/^Still missing: page 1\b/).waitFor();
  const chooser = second.page.waitForEvent('filechooser');
  await screens.openDialog(second.page).getByRole('button', { name: 'Choose picture…' }).click();
  await (await chooser).setFiles([...others]);
  await second.page.getByText(`Paper vault “${words}”: all`).waitFor();
  const field = second.page.getByLabel('Password of this paper vault');
  await field.fill(screens.PASSWORD);
  await field.press('Enter');
  await second.page.getByText('That is not the password. Try again.').waitFor();
  await field.fill(PAPER_PASSWORD);
  await field.press('Enter');
  await second.page.getByText('all pages read and opened').waitFor();
  await screens.addReviewed(second.page);
  await expect.poll(() => screens.rows(second.page).count()).toBe(2);
  await screens.closeDialog(page);
  for (const name of ['GitHub', 'Proton']) {
    await expect
      .poll(
        async () => (await screens.shownCode(second.page, name)) === (await screens.shownCode(page, name)),
      )
      .toBe(true);
  }
});
