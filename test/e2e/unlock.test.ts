/**
 * Unlocking, and every vault file that cannot be opened: what is said, and that the file stays as it is.
 * Runs in the real app. The rule: where there is a file, no screen offers to create a vault.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { foundInPage, foundInPrinted } from './driver/leaks.ts';
import { listAccounts } from './driver/list-accounts.ts';
import {
  makeVaultBytes,
  profileWithFile,
  profileWithVault,
  readVaultFile,
  vaultFileOf,
} from './driver/prepared-profile.ts';
import { discardApps, makeProfile, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

const apps: RunningApp[] = [];
const VECTORS = path.resolve(import.meta.dirname, '../vectors/version-2');
const vector = (name: string) => readFile(path.join(VECTORS, `${name}.halfminute`));

async function start(profile: string): Promise<RunningApp> {
  const app = await startApp({ profile });
  apps.push(app);
  return app;
}

afterEach(async () => {
  const ended = apps.splice(0);
  const leaks = ended.flatMap((app) => foundInPrinted(app));
  await discardApps(ended);
  expect(leaks).toEqual([]);
});

const field = (app: RunningApp) => app.page.getByLabel('Password', { exact: true });

test('a wrong password is said in a sentence and leaves the field ready; the right one opens, after a restart too', async () => {
  const profile = await profileWithVault();
  const before = await readVaultFile(profile);
  const first = await start(profile);
  expect(await field(first).evaluate((element) => element === document.activeElement)).toBe(true);

  await screens.typePassword(first.page, 'wrong horse battery');
  await first.page.getByText('That is not the password. Try again.').waitFor();
  expect(await field(first).inputValue()).toBe('');
  expect(await field(first).evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await foundInPage(first.page, ['wrong horse battery'])).toEqual([]);

  // Typed without a click, as people do.
  await first.page.keyboard.type(screens.PASSWORD);
  await first.page.keyboard.press('Enter');
  await screens.codesScreen(first.page).waitFor();
  await expect.poll(() => screens.rows(first.page).count()).toBe(2);
  expect(await foundInPage(first.page, [screens.PASSWORD])).toEqual([]);
  await first.stop();

  const second = await start(profile);
  await screens.unlock(second.page);
  await expect.poll(() => screens.rows(second.page).count()).toBe(2);
  expect(await readVaultFile(profile)).toEqual(before);
});

test('an empty password is not tried', async () => {
  const app = await start(await profileWithVault());
  await app.page.keyboard.press('Enter');
  await app.page.getByText('Type the password.').waitFor();
});

describe('a file that cannot be opened has its screen, is left as it is, and is not offered to be replaced', () => {
  const cases: readonly (readonly [what: string, bytes: () => Promise<Uint8Array>, title: string])[] = [
    ['damaged', () => vector('flipped-checksum'), 'The vault file is damaged'],
    ['cut off', () => vector('truncated-header'), 'The vault file is damaged'],
    ['empty', () => vector('nothing'), 'The vault file is damaged'],
    ['foreign', async () => Buffer.from('Notes of mine, not a vault.\n'), 'The vault file is damaged'],
    ['newer', () => vector('newer'), 'The vault is from a newer Halfminute'],
  ];
  test('damaged, cut off, empty, foreign, newer', async () => {
    const profile = await profileWithFile(await vector('flipped-checksum'));
    const app = await start(profile);
    await app.page.getByRole('heading', { name: 'The vault file is damaged' }).waitFor();
    for (const [what, bytes, title] of cases) {
      const before = Buffer.from(await bytes());
      await writeFile(vaultFileOf(profile), before);
      await app.page.getByRole('button', { name: 'Try again' }).click();
      await app.page.getByRole('heading', { name: title }).waitFor();
      expect(await app.page.getByText('Create a vault').count(), what).toBe(0);
      // Nor by a call of the page's own.
      const answer = await app.page.evaluate(
        (password) => window.authenticator.vault.create({ password }),
        screens.PASSWORD,
      );
      expect(answer, what).toEqual({ ok: false, code: 'vault-exists' });
      expect(await readVaultFile(profile), what).toEqual(before);
    }

    // Put right while the app runs, it opens.
    await writeFile(vaultFileOf(profile), await makeVaultBytes());
    await app.page.getByRole('button', { name: 'Try again' }).click();
    await screens.unlock(app.page);
  });

  test('damaged in its payload, seen once the password is right', async () => {
    const damaged = Buffer.from(await makeVaultBytes());
    const index = damaged.length - 40;
    damaged.writeUInt8(damaged.readUInt8(index) ^ 1, index);
    const profile = await profileWithFile(damaged);
    const app = await start(profile);
    await screens.typePassword(app.page, 'wrong horse battery');
    await app.page.getByText('That is not the password. Try again.').waitFor();
    await screens.typePassword(app.page);
    await app.page.getByRole('heading', { name: 'The vault file is damaged' }).waitFor();
    expect(await readVaultFile(profile)).toEqual(damaged);
  });

  test('not readable at all (a folder has its name)', async () => {
    const profile = await makeProfile();
    await mkdir(vaultFileOf(profile));
    await writeFile(path.join(vaultFileOf(profile), 'inside'), 'mine');
    const app = await start(profile);
    await app.page.getByRole('heading', { name: 'The vault file cannot be read' }).waitFor();
    expect(await app.page.getByText('Create a vault').count()).toBe(0);
    const answer = await app.page.evaluate(
      (password) => window.authenticator.vault.create({ password }),
      screens.PASSWORD,
    );
    expect(answer).toEqual({ ok: false, code: 'vault-exists' });
    expect(await readdir(vaultFileOf(profile))).toEqual(['inside']);
  });
});

test('an older file than the one last seen is told, and the newest one is not', async () => {
  const OLDER = /older than the one last opened here/;
  const profile = await profileWithVault({ revision: 9 });
  const newest = await start(profile);
  await screens.unlock(newest.page);
  await screens.rows(newest.page).first().waitFor();
  expect(await newest.page.getByText(OLDER).count()).toBe(0);
  await newest.stop();

  await writeFile(vaultFileOf(profile), await makeVaultBytes({ revision: 8 }));
  const older = await start(profile);
  await screens.unlock(older.page);
  await older.page.getByText(OLDER).waitFor();
});

test('a record that cannot be read is shown and kept, and the rest works', async () => {
  const record = '{"issuer":"Bank","accountName":"cid","type":"future","secret":"JBSWY3DPEHPK3PXP"}';
  const app = await start(await profileWithVault({ damagedRecords: [record] }));
  await screens.unlock(app.page);
  await app.page.getByText(/One record could not be read\..*Bank: cid/).waitFor();
  expect(await screens.rows(app.page).count()).toBe(2);
  expect(await screens.shownCode(app.page, 'GitHub')).toMatch(/^\d{6}$/);
  expect(await foundInPage(app.page, ['JBSWY3DPEHPK3PXP'])).toEqual([]);
  await app.stop();

  // Kept over a save: it is still told after the next start.
  const again = await start(app.profile);
  await screens.unlock(again.page);
  const [account] = await listAccounts(again.page);
  const answer = await again.page.evaluate(
    (id) => window.authenticator.accounts.remove({ id }),
    account?.id ?? '',
  );
  expect(answer.ok).toBe(true);
  await screens.lock(again.page);
  await screens.unlock(again.page);
  await again.page.getByText(/One record could not be read/).waitFor();
});
