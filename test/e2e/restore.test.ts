/**
 * Restoring a backup: onto a clean profile after a preview, and into an open vault through the review.
 * Runs in the real app. The rule: nothing is written before it was shown and confirmed.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { foundInPrinted } from './driver/leaks.ts';
import { listAccounts } from './driver/list-accounts.ts';
import {
  GITHUB,
  makeVaultBytes,
  PROTON,
  profileWithVault,
  readVaultFile,
} from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

const BACKUP_PASSWORD = 'meadow copper ninety lantern';
const OTHER_KEY = GITHUB.replace('GEZDGNBV', 'JBSWY3DP');
const LIBRARY =
  'otpauth://hotp/Library:cid?secret=NRUWE4TBOJ4WCY3DN52W45BB&issuer=Library&algorithm=SHA1&digits=6&counter=4';
const VECTORS = path.resolve(import.meta.dirname, '../vectors/version-2');
let folder: string;
let app: RunningApp;

const file = (name: string) => path.join(folder, `${name}.halfminute-backup`);

async function chooseAndOpen(page: Page, name: string, password = BACKUP_PASSWORD): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Choose (?:another )?file…$/ }).click();
  await (await chooser).setFiles(file(name));
  await page.getByLabel('Password of the backup').fill(password);
  await page.getByRole('button', { name: 'Open backup' }).click();
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-restore-'));
  const backup = await makeVaultBytes({ uris: [OTHER_KEY, PROTON, LIBRARY], password: BACKUP_PASSWORD });
  await writeFile(file('backup'), backup);
  await writeFile(file('cut'), backup.subarray(0, backup.length - 100));
  await writeFile(file('newer'), await readFile(path.join(VECTORS, 'newer.halfminute')));
  await writeFile(file('foreign'), 'issuer,secret\nGitHub,none\n');
  await writeFile(file('empty'), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(async () => {
  expect(foundInPrinted(app, [BACKUP_PASSWORD])).toEqual([]);
  await discardApps([app]);
});

/** What is said of files that are no good; the form stays, so that another can be chosen. */
const NO_GOOD: readonly (readonly [name: string, sentence: RegExp])[] = [
  ['foreign', /^This is not a Halfminute backup\. Choose another file\./],
  ['empty', /^This is not a Halfminute backup/],
  ['cut', /^The file is damaged and was not opened/],
  ['newer', /^The file was made by a newer Halfminute/],
];

describe('on a clean profile', () => {
  test('a preview comes first, and the backup’s password becomes the vault’s', async () => {
    app = await startApp();
    const { page } = app;
    await page.getByRole('button', { name: 'Restore from a backup' }).click();
    for (const [name, sentence] of NO_GOOD) {
      await chooseAndOpen(page, name);
      await page.getByText(sentence).waitFor();
    }
    await chooseAndOpen(page, 'backup', 'wrong horse battery');
    await page.getByText('That is not the password. Try again.').waitFor();

    await chooseAndOpen(page, 'backup');
    await page.getByRole('heading', { name: '3 accounts in this backup' }).waitFor();
    const preview = page.getByRole('list', { name: 'Accounts in this backup' });
    expect(await preview.getByRole('listitem').allInnerTexts()).toEqual([
      'GitHub (ada)',
      'Proton (bob)',
      'Library (cid)',
    ]);
    await expect(readVaultFile(app.profile)).rejects.toMatchObject({ code: 'ENOENT' });

    await page.getByRole('button', { name: 'Restore', exact: true }).click();
    await screens.codesScreen(page).waitFor();
    await expect.poll(() => screens.rows(page).count()).toBe(3);
    await screens.lock(page);
    await screens.typePassword(page, screens.PASSWORD);
    await page.getByText('That is not the password. Try again.').waitFor();
    await screens.unlock(page, BACKUP_PASSWORD);
    await expect.poll(() => screens.rows(page).count()).toBe(3);
  });
});

describe('into an open vault', () => {
  const openReview = async () => {
    await screens.chooseFromMenu(app.page, 'More', 'Restore…');
    await chooseAndOpen(app.page, 'backup');
    await app.page.getByRole('dialog', { name: 'Accounts in this backup' }).waitFor();
  };
  const candidate = (name: string) =>
    app.page.getByRole('list', { name: 'Accounts found' }).getByRole('listitem').filter({ hasText: name });

  test('new is added, same is skipped, conflicting stays as it is unless asked for', async () => {
    app = await startApp({ profile: await profileWithVault({ uris: [GITHUB, PROTON] }) });
    const { page } = app;
    await screens.unlock(page);
    await screens.rows(page).first().waitFor();
    const before = await readVaultFile(app.profile);

    await openReview();
    await candidate('Proton').getByText('Already in your vault').waitFor();
    await candidate('GitHub').getByText('Your vault has this name with another key').waitFor();
    expect(await candidate('GitHub').getByRole('radio', { name: 'Skip' }).isChecked()).toBe(true);
    expect(await candidate('Library').getByRole('checkbox').isChecked()).toBe(true);
    expect(await readVaultFile(app.profile)).toEqual(before);

    // Cancelled, nothing has changed.
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await readVaultFile(app.profile)).toEqual(before);

    const keyOf = async (issuer: string) => {
      const account = (await listAccounts(page)).find((each) => each.issuer === issuer);
      const uri = await page.evaluate(
        async (question) => {
          const answer = await window.authenticator.accounts.keyUri(question);
          return answer.ok ? answer.value.uri : answer.code;
        },
        { id: account?.id ?? '', password: screens.PASSWORD },
      );
      return new URL(uri).searchParams.get('secret');
    };
    await openReview();
    await screens.addReviewed(page);
    await expect.poll(() => screens.rows(page).count()).toBe(3);
    expect(await keyOf('GitHub')).toBe(new URL(GITHUB).searchParams.get('secret'));

    await openReview();
    await candidate('GitHub').getByRole('radio', { name: 'Replace its key' }).click();
    await screens.addReviewed(page);
    expect(await screens.rows(page).count()).toBe(3);
    expect(await keyOf('GitHub')).toBe(new URL(OTHER_KEY).searchParams.get('secret'));
    // Undo brings the first key back.
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone').first().waitFor();
    expect(await keyOf('GitHub')).toBe(new URL(GITHUB).searchParams.get('secret'));
  });
});
