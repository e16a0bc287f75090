/**
 * What keeps a vault whole, from end to end: bin, history, a vault that another program saved, unread records, automatic backups.
 * Runs in the real app, shared by the tests. The rule: what the page says is checked against the files.
 */
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseKeyUri } from '../../electron/otp/key-uri.ts';
import { openVault } from '../../electron/vault/format.ts';
import { type Session, unlockSession } from '../../electron/vault/session.ts';
import { accountsOf, addAccounts, editAccount, newAccount } from '../../electron/vault/vault.ts';
import { foundInPrinted } from './driver/leaks.ts';
import { GITHUB, PROTON, profileWithVault, readVaultFile, vaultFileOf } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import { answerFolderDialog, answerSaveDialog } from './driver/save-dialog.ts';
import * as screens from './driver/screens.ts';

const UNREAD = '{"kind":"account","issuer":"Old bank","secret":1}';
let app: RunningApp;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-safety-'));
  const profile = await profileWithVault({ uris: [GITHUB, PROTON], damagedRecords: [UNREAD] });
  app = await startApp({ profile });
  await screens.unlock(app.page);
  await screens.row(app.page, 'Proton').waitFor();
});
afterAll(async () => {
  expect(foundInPrinted(app)).toEqual([]);
  await discardApps([app]);
  await rm(folder, { recursive: true, force: true });
});

const dialog = (name: string | RegExp) => app.page.getByRole('dialog', { name });
const chooseFromRow = async (name: string, item: string) => {
  await screens
    .row(app.page, name)
    .first()
    .getByRole('button', { name: /^More for/ })
    .click();
  await app.page.getByRole('menuitem', { name: item, exact: true }).click();
};
/** The vault's file as another program reads it. */
const onDisk = async () => (await openVault(await readVaultFile(app.profile), screens.PASSWORD)).vault;
/** Saves the vault as another program does while the app has it open. */
async function elsewhere(change: (session: Session) => Promise<unknown>): Promise<void> {
  const place = { path: vaultFileOf(app.profile), now: Date.now };
  await change(await unlockSession({ ...place, password: screens.PASSWORD }));
}

test('a deleted account waits in the bin over a lock, and comes back from there', async () => {
  const { page } = app;
  await chooseFromRow('Proton', 'Delete');
  await expect.poll(() => screens.rows(page).count()).toBe(1);
  await screens.lock(page);
  await screens.unlockScreen(page).waitFor();
  await screens.unlock(page);
  await screens.chooseFromMenu(page, 'More', 'Bin');
  await dialog('Bin')
    .getByText(/goes for good on/)
    .waitFor();
  await page.getByRole('button', { name: 'Restore Proton (bob)' }).click();
  await page.getByText('The bin is empty.').waitFor();
  await screens.closeDialog(page);
  await expect.poll(() => screens.rows(page).count()).toBe(2);
  expect((await onDisk()).bin).toEqual([]);
});

test('the history tells what happened and goes back to a moment, with undo', async () => {
  const { page } = app;
  await screens.chooseFromMenu(page, 'More', 'History');
  const steps = dialog('History').locator('.past-name');
  await expect
    .poll(() => steps.allInnerTexts())
    .toEqual(['Restored Proton (bob) from the bin', 'Deleted Proton (bob)']);
  await page.getByRole('button', { name: /^Bring back the moment of/ }).click();
  await dialog('Restore to this moment').getByRole('button', { name: 'Restore to this moment' }).click();
  await page.getByText('Brought back an earlier moment').waitFor();
  expect(accountsOf(await onDisk()).map(({ issuer }) => issuer)).toEqual(['GitHub']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undid a change').waitFor();
  await screens.closeDialog(page);
  await expect.poll(() => screens.rows(page).count()).toBe(2);
});

test('what another program saved is merged, told, and a conflict is settled', async () => {
  const { page } = app;
  const read = parseKeyUri('otpauth://totp/Elsewhere:eve?secret=JBSWY3DPEHPK3PXP&issuer=Elsewhere');
  if (!read.ok) throw new Error(read.reason);
  const github = accountsOf(await onDisk()).find(({ issuer }) => issuer === 'GitHub')?.id ?? '';
  await elsewhere((session) =>
    session.change((vault) =>
      editAccount(
        addAccounts(vault, [newAccount(read.draft, Date.now())]),
        github,
        { accountName: 'ada otherwise' },
        Date.now(),
      ),
    ),
  );
  await chooseFromRow('GitHub', 'Edit');
  await page.getByLabel('Account name').fill('ada here');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/Another program had saved this vault, too\..*One account came in\./).waitFor();
  await screens.row(page, 'Elsewhere').waitFor();
  await page.getByText('was changed in two copies of the vault.').waitFor();
  await page.getByRole('button', { name: 'Compare…' }).click();
  const compare = dialog('Two versions of one account');
  const region = compare.getByRole('region').filter({ hasText: 'ada otherwise' });
  await region.getByRole('button', { name: /^Keep version/ }).click();
  await compare.waitFor({ state: 'detached' });
  await screens.row(page, 'ada otherwise').waitFor();
  expect(await screens.row(page, 'GitHub').count()).toBe(1);
  expect((await onDisk()).bin.map(({ entry }) => entry.account.accountName)).toEqual(['ada here']);
});

test('a record that cannot be read is shown, saved for the password, and kept', async () => {
  const { page } = app;
  const file = path.join(folder, 'records.txt');
  await answerSaveDialog(app, file);
  await page.getByText(/^One record could not be read\..*Old bank/).waitFor();
  await page.getByRole('button', { name: 'Save a copy…' }).click();
  await dialog('Save records that cannot be read').getByLabel('Vault password').fill(screens.PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('Saved one record as records.txt').first().waitFor();
  expect(await readFile(file, 'utf8')).toBe(`${UNREAD}\n`);
  await page.getByText(/^One record could not be read\./).waitFor();
});

test('automatic backups go into the chosen folder, and a failure stays until one succeeds', async () => {
  const { page } = app;
  const backups = path.join(folder, 'backups');
  await mkdir(backups, { recursive: true });
  await answerFolderDialog(app, backups);
  await screens.chooseFromMenu(page, 'More', 'Settings');
  await page.getByRole('button', { name: 'Choose folder…' }).click();
  await page.getByText('Every change is in it.').waitFor();
  const [name] = await readdir(backups);
  const { vault } = await openVault(await readFile(path.join(backups, name ?? '')), screens.PASSWORD);
  expect(accountsOf(vault)).toHaveLength(accountsOf(await onDisk()).length);

  await rm(backups, { recursive: true });
  await page.getByRole('button', { name: 'Back up now', exact: true }).click();
  const failed = page.getByText(/^The automatic backup of .* failed\./);
  await failed.first().waitFor();
  await screens.closeDialog(page);
  await failed.waitFor();
  await mkdir(backups, { recursive: true });
  await page.getByRole('button', { name: 'Try again' }).click();
  await failed.waitFor({ state: 'detached' });
  expect(await readdir(backups)).toHaveLength(1);
});
