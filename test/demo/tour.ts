/**
 * The demo tour: the main job, end to end, in the real app. Run by `npm run demo` (build/demo.mjs).
 * The rule: each step checks what it did, and the first that does not hold ends the tour with an error.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { makeQrPicture, showOtherWindow } from '../e2e/driver/other-window.ts';
import { type RunningApp, startApp } from '../e2e/driver/running-app.ts';
import * as screens from '../e2e/driver/screens.ts';
import { compareTable, formatTable, readTable, type TableRow } from './account-table.ts';
import { createPictures, type Pictures } from './pictures.ts';
import { makeScanStrip } from './scan-strip.ts';

const PASSWORD = screens.PASSWORD;
const OWN_URI =
  'otpauth://totp/GitHub:ada%40example.org?secret=ONSWG4TFORSGKZLQFZWGK5DTEBYGYYLZ&issuer=GitHub&algorithm=SHA1&digits=6&period=30';
/** Pasted as text, to show that way too and to have a list worth looking at. */
const MORE_URIS = [
  'otpauth://totp/GitLab:ada%40example.org?secret=MFXGCZDBMRQW2ZLTMFXGC3DP&issuer=GitLab',
  'otpauth://totp/Proton:ada?secret=OBZG65DPNZQWGY3POVXHI43F&issuer=Proton&algorithm=SHA256&digits=8',
  'otpauth://totp/Mastodon:%40ada%40example.social?secret=NVQXG5DPMRXW4YLDMNXXK3TU&issuer=Mastodon&algorithm=SHA512',
  'otpauth://totp/Steam:ada?secret=ON2GKYLNMFRWG33VNZ2GCZDB&issuer=Steam&encoder=steam',
  'otpauth://hotp/Library:ada?secret=NRUWE4TBOJ4WCY3DN52W45BB&issuer=Library&counter=0',
];

export interface TourOptions {
  /** A picture to show instead of our own; its accounts are what the tour adds. */
  readonly picture: string | null;
  /** Where to write the pictures that the README shows; null for none. */
  readonly imagesTo: string | null;
  readonly say: (line: string) => void;
}

export interface TourResult {
  readonly rows: readonly TableRow[];
}

function hold(condition: boolean, what: string): void {
  if (!condition) throw new Error(`The tour does not hold: ${what}.`);
}

const nothingFound = (page: Page) => page.getByText('No QR code found');

/** Waits for what a scan ends in: a sheet with accounts, a sheet without, or "No QR code found". */
async function reviewIsThere(page: Page): Promise<void> {
  const sheet = screens.reviewSheet(page);
  const accounts = screens.addButton(page);
  const nothingToAdd = sheet.getByRole('heading', { name: 'Nothing to add' });
  await accounts.or(nothingToAdd).or(nothingFound(page)).first().waitFor();
}

/** Shows the picture in a window of another process, partly behind our own, and scans the screen for it. */
async function scanFromScreen(app: RunningApp, file: string, say: TourOptions['say'], pictures: Pictures) {
  const picture = `data:image/*;base64,${(await readFile(file)).toString('base64')}`;
  const other = await showOtherWindow(
    'Set up two-step sign-in',
    `<body style="margin:0;background:#fff;font:16px sans-serif;text-align:center">
     <h1 style="margin:20px">Set up two-step sign-in</h1><p>Scan this code with your authenticator app.</p>
     <img src="${picture}" style="max-width:96vw;max-height:calc(100vh - 170px)">`,
    { x: 0, y: 0, width: 1900, height: 1040 },
  );
  try {
    say('A browser window of another process shows the code. Scanning the screen.');
    const { page } = app;
    await page.getByRole('button', { name: 'Scan screen' }).first().click();
    await reviewIsThere(page);
    if (await nothingFound(page).isVisible()) {
      say('Not found on the screen; choosing the picture file instead.');
      await page.getByRole('button', { name: 'Close' }).first().click();
      const chooser = page.waitForEvent('filechooser');
      await screens.chooseFromMenu(page, 'Add account', 'Choose picture…');
      await (await chooser).setFiles(file);
      await reviewIsThere(page);
    }
    const sheet = screens.reviewSheet(page);
    const hasAccounts = await screens.addButton(page).isVisible();
    hold(
      hasAccounts,
      `the picture holds an account; the app says: ${(await sheet.innerText()).replaceAll(/\s+/g, ' ')}`,
    );
    await pictures.take(page, 'review');
    await screens.addReviewed(page);
  } finally {
    await other.close();
  }
}

async function pasteText(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, text);
  await screens.addReviewed(page);
}

async function copyOne(
  app: RunningApp,
  rows: readonly TableRow[],
  say: TourOptions['say'],
  pictures: Pictures,
) {
  const timed = rows.find(({ account }) => account.type !== 'hotp');
  if (!timed) return say('No time-based account to copy.');
  const name = timed.account.issuer || timed.account.accountName;
  await screens.rowButton(app.page, name).click();
  const clipboard = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  hold(
    clipboard === (await screens.shownCode(app.page, name)),
    'the clipboard holds the code that the row shows',
  );
  await pictures.take(app.page, 'codes');
  say(`Copied the code of ${name}; the clipboard holds it.`);
}

async function lockAndUnlock(app: RunningApp, count: number, say: TourOptions['say']) {
  await screens.lock(app.page);
  await screens.unlockScreen(app.page).waitFor();
  hold((await screens.rows(app.page).count()) === 0, 'a locked app shows no rows');
  await screens.unlock(app.page);
  await screens.rows(app.page).first().waitFor();
  hold((await screens.rows(app.page).count()) === count, `all ${count} accounts are there after unlocking`);
  say('Locked, which ended the process that held the secrets; unlocked again.');
}

async function backUp(
  app: RunningApp,
  file: string,
  count: number,
  say: TourOptions['say'],
  pictures: Pictures,
) {
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath }) as Electron.SaveDialogReturnValue;
  }, file);
  await screens.backUpNow(app.page, PASSWORD);
  await app.page.getByText(`Verified ${count} of ${count}`).waitFor();
  await pictures.take(app.page, 'backup');
  await app.page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  say(`Backed up; a fresh process opened the file: verified ${count} of ${count}.`);
}

/** Restores into a second profile and compares every time-based code with the first app's. */
async function restore(app: RunningApp, file: string, rows: readonly TableRow[], say: TourOptions['say']) {
  const second = await startApp();
  try {
    await screens.restoreFromBackup(second.page, file, PASSWORD);
    const ids = rows.filter(({ account }) => account.type !== 'hotp').map(({ account }) => account.id);
    const [here, there] = await Promise.all([app.page, second.page].map((page) => codesOf(page, ids)));
    hold(here === there, 'the restored vault makes the same codes');
    say(`Restored into a second profile: the same ${rows.length} accounts, the same codes.`);
  } finally {
    await second.stop();
    await rm(second.profile, { recursive: true, force: true });
  }
}

async function codesOf(page: Page, ids: readonly string[]): Promise<string> {
  return page.evaluate(
    async (wanted) => {
      const answer = await window.authenticator.codes.at({ ids: wanted });
      if (!answer.ok) throw new Error(answer.code);
      // Both neighbours: the two apps may be asked on either side of a boundary.
      return JSON.stringify(answer.value.map(({ id, code }) => [id, code]));
    },
    [...ids],
  );
}

/** Runs the tour. @throws Error with what did not hold. */
export async function runTour({ picture, imagesTo, say }: TourOptions): Promise<TourResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'halfminute-demo-'));
  const app = await startApp();
  const pictures = createPictures(imagesTo);
  try {
    say('Started on a fresh profile.');
    await screens.createVault(app.page, PASSWORD);
    say('Created a vault.');
    if (imagesTo !== null) await makeScanStrip(app, imagesTo);
    const file = picture ?? path.join(folder, 'qr.png');
    if (!picture) await makeQrPicture(OWN_URI, file);
    await scanFromScreen(app, file, say, pictures);
    if (!picture) await pasteText(app.page, MORE_URIS.join('\n'));
    const rows = await readTable(app.page);
    hold(rows.length > 0, 'an account was added');
    say(`\n${formatTable(rows)}\n`);
    const { compared, equal, leftOut } = await compareTable(app.page, rows, PASSWORD);
    hold(compared === equal, `oathtool makes the same codes (${equal} of ${compared})`);
    say(`Compared with oathtool: ${equal} of ${compared} codes equal${leftOut ? ` (${leftOut})` : ''}.`);
    await copyOne(app, rows, say, pictures);
    await lockAndUnlock(app, rows.length, say);
    const backup = path.join(folder, 'demo.halfminute-backup');
    await backUp(app, backup, rows.length, say, pictures);
    await restore(app, backup, rows, say);
    return { rows };
  } finally {
    await app.stop();
    await rm(app.profile, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
}
