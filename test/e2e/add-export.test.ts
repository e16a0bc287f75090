/** Google Authenticator's export in the real app: several accounts a code, several codes, in any order. */
import { afterEach, expect, test } from 'vitest';
import { message, migrationUri, type PayloadField } from '../otp/migration-payload.ts';
import { choosePictures, pasteText } from './driver/giving.ts';
import { withOpenVault } from './driver/open-vault.ts';
import { withFolder, writeCode } from './driver/picture-files.ts';
import {
  addReviewed,
  closeDialog,
  leaveAll,
  lock,
  openDialog,
  row,
  rows,
  shownCode,
  unlock,
  unlockScreen,
} from './driver/screens.ts';
import { expectAccepted } from './driver/verifier.ts';

const app = withOpenVault();
const folder = withFolder();

const SECRET = new TextEncoder().encode('12345678901234567890');
const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const TYPE = { hotp: 1, totp: 2 } as const;

afterEach(async () => {
  await leaveAll(app().page);
});

/** Field numbers as the app that exports writes them: secret, name, issuer, algorithm, digits, type, counter. */
const account = (issuer: string, more: readonly PayloadField[] = [[6, TYPE.totp]]): PayloadField => [
  1,
  message([[1, SECRET], [2, `${issuer}:ada`], [3, issuer], [4, 1], [5, 1], ...more]),
];

const exportUri = (accounts: readonly PayloadField[], size: number, index: number, id = 77) =>
  migrationUri(message([...accounts, [2, 1], [3, size], [4, index], [5, id]]));

test('reads several accounts from one code, counters included', async () => {
  const { page } = app();
  const counting = account('Exported-hotp', [
    [6, TYPE.hotp],
    [7, 4],
  ]);
  const uri = exportUri([account('Exported-one'), account('Exported-two'), counting], 1, 0);
  await choosePictures(page, [await writeCode(folder(), 'export.png', uri)]);
  const sheet = page.getByRole('dialog', { name: 'Found 3 accounts' });
  await sheet.getByText('SHA-1, 6 digits, counter 4').waitFor();
  await addReviewed(page);
  await expectAccepted(`otpauth://totp/x?secret=${KEY}`, await shownCode(page, 'Exported-two'));
  await page.getByRole('button', { name: 'Next code for Exported-hotp' }).click();
  // RFC 4226 appendix D: the code of counter 4.
  expect(await shownCode(page, 'Exported-hotp')).toBe('338314');
});

test('goes on with the missing codes of an export, in any order, and adds all together', async () => {
  const { page } = app();
  const [first, second, third] = await Promise.all(
    [0, 1, 2].map((index) =>
      writeCode(
        folder(),
        `part-${index}.png`,
        exportUri([account(`Part-${index}-a`), account(`Part-${index}-b`)], 3, index, -5),
      ),
    ),
  );
  await choosePictures(page, [String(third)]);
  const sheet = openDialog(page);
  await sheet.getByText('1 of 3 codes of this export read. Numbers 1 and 2 are missing.').waitFor();
  const goOn = async (file: string) => {
    const chooser = page.waitForEvent('filechooser');
    await sheet.getByRole('button', { name: 'Choose picture…' }).click();
    await (await chooser).setFiles(file);
  };
  await goOn(String(first));
  await sheet.getByText('2 of 3 codes of this export read. Number 2 is missing.').waitFor();
  // The same code again changes nothing.
  await goOn(String(first));
  await sheet.getByText('2 of 3 codes of this export read. Number 2 is missing.').waitFor();
  expect(await sheet.getByRole('list', { name: 'Accounts found' }).getByRole('heading').count()).toBe(4);
  await goOn(String(second));
  await sheet.getByText('All 3 codes of this export are read.').waitFor();
  await addReviewed(page);
  await page.getByText('6 accounts added').waitFor();
  for (const part of ['Part-0-a', 'Part-1-b', 'Part-2-a']) expect(await row(page, part).count()).toBe(1);
});

test('goes on after the sheet was closed, and again after a lock only anew', async () => {
  const { page } = app();
  const part = (index: number) => exportUri([account(`Later-${index}`)], 4, index, 31);
  const isWaiting = page.getByRole('status').filter({ hasText: '3 of 4 codes of this export read.' });
  for (const index of [3, 0, 2]) await pasteText(app(), part(index));
  await openDialog(page).getByText('3 of 4 codes of this export read. Number 2 is missing.').waitFor();
  await closeDialog(page);
  await isWaiting.waitFor();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('dialog', { name: 'Found 3 accounts' }).waitFor();
  await closeDialog(page);
  await pasteText(app(), part(1));
  await openDialog(page).getByText('All 4 codes of this export are read.').waitFor();
  await page.getByRole('dialog', { name: 'Found 4 accounts' }).waitFor();
  await closeDialog(page);
  expect(await isWaiting.count()).toBe(0);
  for (const index of [3, 0, 2]) await pasteText(app(), part(index));
  await openDialog(page).getByText('Number 2 is missing.').waitFor();
  await closeDialog(page);
  await isWaiting.waitFor();
  await lock(page);
  await unlockScreen(page).waitFor();
  await unlock(page);
  await pasteText(app(), part(1));
  await openDialog(page).getByText('1 of 4 codes of this export read.').waitFor();
  await openDialog(page).getByRole('button', { name: 'Discard' }).click();
  await openDialog(page).waitFor({ state: 'detached' });
  expect(await rows(page).filter({ hasText: 'Later-' }).count()).toBe(0);
});

test('keeps what it has when going on finds no code', async () => {
  const { page } = app();
  const part = await writeCode(folder(), 'lone.png', exportUri([account('Lone')], 2, 1, 9));
  await choosePictures(page, [part]);
  await openDialog(page).getByText('1 of 2 codes of this export read. Number 1 is missing.').waitFor();
  await openDialog(page).getByLabel('Account name').fill('edited already');
  const chooser = page.waitForEvent('filechooser');
  await openDialog(page).getByRole('button', { name: 'Choose picture…' }).click();
  await (await chooser).setFiles({ name: 'blank.png', mimeType: 'image/png', buffer: Buffer.from('x') });
  await openDialog(page).getByText('blank.png is not a picture that Halfminute can read.').waitFor();
  await openDialog(page).getByRole('heading', { name: 'Lone (edited already)' }).waitFor();
  await closeDialog(page);
  expect(await row(page, 'Lone').count()).toBe(0);
});

test('names the accounts of an export that cannot be used and takes the others', async () => {
  const { page } = app();
  const before = await rows(page).count();
  const md5: PayloadField = [
    1,
    message([
      [1, SECRET],
      [2, 'ada'],
      [3, 'Old-hash'],
      [4, 4],
      [5, 1],
      [6, TYPE.totp],
    ]),
  ];
  await pasteText(app(), exportUri([md5, account('Usable')], 1, 0));
  const sheet = page.getByRole('dialog', { name: 'Found one account' });
  await sheet.getByText(/Old-hash.* asks for an algorithm that Halfminute does not know/).waitFor();
  await addReviewed(page);
  expect(await rows(page).count()).toBe(before + 1);
});
