/**
 * Bringing accounts over from another app in the real app: dropped, chosen with its password, twice, taken back.
 * The rule: what the list shows afterwards is what the export holds, and no more after a second time.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { dropFiles } from './driver/giving.ts';
import { foundInPrinted } from './driver/leaks.ts';
import { withOpenVault } from './driver/open-vault.ts';
import * as screens from './driver/screens.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/formats');
/** Of every encrypted fixture. */
const PASSWORD = 'pässword 1';
const fixture = (name: string) => path.join(FIXTURES, name);
const app = withOpenVault();
afterEach(() => expect(foundInPrinted(app(), [PASSWORD])).toEqual([]));

test('an export dropped on the window comes in as a whole, and goes as a whole', async () => {
  const { page } = app();
  const before = await screens.rows(page).count();
  await dropFiles(page, [fixture('aegis-v2.json')]);
  await page.getByRole('dialog', { name: 'accounts in this export' }).waitFor();
  const found = await screens
    .reviewSheet(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('checkbox') })
    .count();
  expect(found).toBeGreaterThan(3);
  await screens.addReviewed(page);
  await screens.row(page, 'Blue Bank').waitFor();
  expect(await screens.rows(page).count()).toBe(before + found);
  expect(await screens.shownCode(page, 'Blue Bank')).toMatch(/^\d{8}$/);
  expect(await screens.shownCode(page, 'Yandex')).toMatch(/^[a-z]{8}$/);
  expect(await screens.shownCode(page, 'Motp')).toMatch(/^[0-9a-f]{6}$/);

  await page.getByRole('button', { name: 'Undo' }).click();
  await screens.row(page, 'Blue Bank').waitFor({ state: 'detached' });
  expect(await screens.rows(page).count()).toBe(before);
});

test('an encrypted export asks for its password, and a second time finds all of it there', async () => {
  const { page } = app();
  const open = async (password: string) => {
    await page.getByLabel('Password of the export').fill(password);
    await page.getByRole('button', { name: 'Open export' }).click();
  };
  await screens.chooseFromMenu(page, 'More', 'Import from another app…');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose file…' }).click();
  await (await chooser).setFiles(fixture('aegis-encrypted.json'));
  await open('not this one');
  await page.getByText('That is not the password of this export. Try again.').waitFor();
  await open(PASSWORD);
  await page.getByRole('dialog', { name: 'in this export' }).waitFor();
  await screens.addReviewed(page);
  const after = await screens.rows(page).count();

  await dropFiles(page, [fixture('aegis-encrypted.json')]);
  await open(PASSWORD);
  await page.getByRole('dialog', { name: 'in this export' }).waitFor();
  await page.getByText('Already in your vault').first().waitFor();
  expect(await page.getByRole('button', { name: 'Nothing chosen to add' }).isDisabled()).toBe(true);
  await screens.reviewSheet(page).getByRole('button', { name: 'Cancel' }).click();
  expect(await screens.rows(page).count()).toBe(after);
});

test('an icon comes along, drawn anew, and is shown from the vault', async () => {
  const { page } = app();
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#00c"/></svg>';
  const entry = {
    type: 'totp',
    issuer: 'With an icon',
    name: 'ida',
    icon: Buffer.from(svg).toString('base64'),
    icon_mime: 'image/svg+xml',
    info: { secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', algo: 'SHA1', digits: 6, period: 30 },
  };
  const folder = await mkdtemp(path.join(tmpdir(), 'halfminute-icon-'));
  try {
    const file = path.join(folder, 'aegis.json');
    await writeFile(file, JSON.stringify({ version: 1, header: {}, db: { version: 2, entries: [entry] } }));
    await dropFiles(page, [file]);
    await page.getByRole('dialog', { name: 'in this export' }).waitFor();
    await screens.addReviewed(page);
    const image = screens.row(page, 'With an icon').locator('.mark-picture img');
    await image.waitFor();
    expect(
      await image.evaluate((element: HTMLImageElement) => element.decode().then(() => element.naturalWidth)),
    ).toBe(96);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
