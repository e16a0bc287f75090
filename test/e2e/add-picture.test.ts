/** Adding from picture files in the real app: chosen, dropped, pasted; every kind, several at once, broken ones. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { choosePictures, dropFiles, pastePicture } from './driver/giving.ts';
import { withOpenVault } from './driver/open-vault.ts';
import {
  PICTURE_KINDS,
  withFolder,
  writeBlank,
  writeBrokenPictures,
  writeCode,
} from './driver/picture-files.ts';
import { addReviewed, codesScreen, openDialog, reviewSheet, row, rows, shownCode } from './driver/screens.ts';

const app = withOpenVault();
const folder = withFolder();

const uriOf = (name: string) => `otpauth://totp/${name}:ada?secret=GEZDGNBVGY3TQOJQ&issuer=${name}`;

/** A dialog that a failed test left open must not fail the next one. */
afterEach(async () => {
  const { page } = app();
  if ((await openDialog(page).count()) > 0) await page.keyboard.press('Escape');
  await openDialog(page).waitFor({ state: 'detached' });
});

test('reads pictures of every kind at once, and names the one without a code', async () => {
  const { page } = app();
  const files = await Promise.all(
    PICTURE_KINDS.map((kind) => writeCode(folder(), `code.${kind}`, uriOf(`Kind-${kind}`))),
  );
  await choosePictures(page, [...files, await writeBlank(folder(), 'holiday.png')]);
  const sheet = page.getByRole('dialog', { name: `Found ${PICTURE_KINDS.length} accounts` });
  await sheet.waitFor();
  for (const kind of PICTURE_KINDS) {
    await sheet.getByRole('heading', { name: `Kind-${kind} (ada)` }).waitFor();
  }
  await page.getByText('There is no readable QR code in holiday.png.').waitFor();
  await addReviewed(page);
  for (const kind of PICTURE_KINDS) await shownCode(page, `Kind-${kind}`);
});

test('says so when no picture holds a code', async () => {
  const { page } = app();
  const before = await rows(page).count();
  await choosePictures(page, [await writeBlank(folder(), 'a.png'), await writeBlank(folder(), 'b.jpg')]);
  const dialog = page.getByRole('dialog', { name: 'No QR code found' });
  await dialog.getByText('There is no readable QR code in these 2 pictures.').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  expect(await rows(page).count()).toBe(before);
});

test('takes a picture dropped on the window and shows where to drop it', async () => {
  const { page } = app();
  const file = await writeCode(folder(), 'dropped.png', uriOf('Dropped'));
  await dropFiles(page, [file], () => page.getByText('Drop to add').waitFor());
  await page.getByRole('dialog', { name: 'Found one account' }).waitFor();
  expect(await page.getByText('Drop to add').count()).toBe(0);
  await addReviewed(page);
  expect(await row(page, 'Dropped').count()).toBe(1);
});

test('takes a dropped text file with one link a line', async () => {
  const { page } = app();
  const file = path.join(folder(), 'links.txt');
  await writeFile(file, `# my accounts\n${uriOf('Text-one')}\n\n${uriOf('Text-two')}\n`);
  await dropFiles(page, [file]);
  await page.getByRole('dialog', { name: 'Found 2 accounts' }).waitFor();
  await addReviewed(page);
  expect(await row(page, 'Text-two').count()).toBe(1);
});

test('takes a picture from the clipboard, even while the search field has the focus', async () => {
  await codesScreen(app().page).focus();
  await pastePicture(app(), await writeCode(folder(), 'pasted.png', uriOf('Pasted')));
  await app().page.getByRole('dialog', { name: 'Found one account' }).waitFor();
  await addReviewed(app().page);
  expect(await row(app().page, 'Pasted').count()).toBe(1);
});

test('says what is wrong with every file that only claims to be a picture, and lives on', async () => {
  const { page } = app();
  const sentences = await writeBrokenPictures(folder());
  await choosePictures(page, [...sentences.keys()]);
  const dialog = page.getByRole('dialog', { name: 'No QR code found' });
  await dialog.waitFor();
  for (const sentence of sentences.values())
    await expect.poll(() => dialog.innerText(), { message: sentence }).toContain(sentence);
  await page.keyboard.press('Escape');

  const good = await writeCode(folder(), 'good.png', uriOf('After-broken'));
  await choosePictures(page, [...sentences.keys(), good]);
  await page.getByRole('dialog', { name: 'Found one account' }).waitFor();
  for (const sentence of sentences.values()) {
    await expect.poll(() => reviewSheet(page).getByText(sentence).count(), { message: sentence }).toBe(1);
  }
  await addReviewed(page);
  await shownCode(page, 'After-broken');
});

test('says which dropped files it cannot read', async () => {
  const { page } = app();
  const file = path.join(folder(), 'song.mp3');
  await writeFile(file, 'ID3');
  await dropFiles(page, [file]);
  await reviewSheet(page)
    .getByText(
      'Halfminute cannot read song.mp3. Drop pictures, PDFs, text with otpauth links, or a Halfminute backup.',
    )
    .waitFor();
});
