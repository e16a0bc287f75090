/** Adding from PDFs and folders in the real app, in the engine that it runs in. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { codePage, lockedPdf, makePdf, scannedPage } from '../scan/make-pdf.ts';
import { choosePictures, dropFiles } from './driver/giving.ts';
import { withOpenVault } from './driver/open-vault.ts';
import { withFolder, writeBlank, writeCode } from './driver/picture-files.ts';
import { addReviewed, chooseFromMenu, openDialog, reviewSheet, row, shownCode } from './driver/screens.ts';

const app = withOpenVault();
const folder = withFolder();

const uriOf = (name: string) => `otpauth://totp/${name}:ada?secret=GEZDGNBVGY3TQOJQ&issuer=${name}`;

/** A dialog that a failed test left open must not fail the next one. */
afterEach(async () => {
  const { page } = app();
  if ((await openDialog(page).count()) > 0) await page.keyboard.press('Escape');
  await openDialog(page).waitFor({ state: 'detached' });
});

async function write(name: string, content: Uint8Array): Promise<string> {
  const file = path.join(folder(), name);
  await writeFile(file, content);
  return file;
}

test('reads every page of a PDF, drawn and scanned, beside a picture', async () => {
  const { page } = app();
  const pages = [codePage(uriOf('Pdf-drawn')), { content: '' }, scannedPage(uriOf('Pdf-scanned'))];
  const pdf = await write('letter.pdf', makePdf(pages));
  await choosePictures(page, [pdf, await writeCode(folder(), 'beside.png', uriOf('Beside'))]);
  await page.getByRole('dialog', { name: 'Found 3 accounts' }).waitFor();
  expect(await reviewSheet(page).locator('canvas').count()).toBe(3);
  await addReviewed(page);
  await shownCode(page, 'Pdf-scanned');
});

test('takes a PDF that is dropped on the window', async () => {
  const { page } = app();
  await dropFiles(page, [await write('dropped.pdf', makePdf([codePage(uriOf('Pdf-dropped'))]))]);
  await page.getByRole('dialog', { name: 'Found one account' }).waitFor();
  await addReviewed(page);
  expect(await row(page, 'Pdf-dropped').count()).toBe(1);
});

test('says of a PDF that it is locked or damaged', async () => {
  const { page } = app();
  const files = [
    await write('locked.pdf', lockedPdf()),
    await write('torn.pdf', Buffer.from('%PDF-1.7\nnothing more')),
  ];
  await choosePictures(page, files);
  const said = openDialog(page).getByText('locked.pdf is protected by a password.');
  await said.waitFor();
  await openDialog(page).getByText('torn.pdf is damaged or empty.').waitFor();
});

async function makeFolder(name: string, prefix: string): Promise<string> {
  const root = path.join(folder(), name);
  await mkdir(path.join(root, 'inner'), { recursive: true });
  await writeCode(root, 'one.png', uriOf(`${prefix}-one`));
  await writeCode(path.join(root, 'inner'), 'two.jpg', uriOf(`${prefix}-two`));
  await writeFile(path.join(root, 'inner', 'three.pdf'), makePdf([codePage(uriOf(`${prefix}-three`))]));
  await writeBlank(root, 'holiday.png');
  await writeFile(path.join(root, 'song.mp3'), 'ID3');
  return root;
}

test('looks through a folder that is dropped', async () => {
  const { page } = app();
  await dropFiles(page, [await makeFolder('dropped', 'In-drop')]);
  await page.getByRole('dialog', { name: 'Found 3 accounts' }).waitFor();
  await addReviewed(page);
  for (const name of ['one', 'two', 'three']) expect(await row(page, `In-drop-${name}`).count()).toBe(1);
});

test('looks through a folder that is chosen', async () => {
  const { page } = app();
  const chooser = page.waitForEvent('filechooser');
  await chooseFromMenu(page, 'Add account', 'Choose folder…');
  await (await chooser).setFiles(await makeFolder('chosen', 'In-choice'));
  await page.getByRole('dialog', { name: 'Found 3 accounts' }).waitFor();
  await addReviewed(page);
  for (const name of ['one', 'two', 'three']) expect(await row(page, `In-choice-${name}`).count()).toBe(1);
});

test('says that a folder has nothing to read', async () => {
  const { page } = app();
  const empty = path.join(folder(), 'empty');
  await mkdir(empty);
  await writeFile(path.join(empty, 'notes.txt'), 'nothing');
  await dropFiles(page, [empty]);
  await openDialog(page).getByText('There is no picture and no PDF in this folder.').waitFor();
});
