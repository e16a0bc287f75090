/**
 * A vault that is damaged or gone at start, and unlocking by shares: nothing is touched until the person chose, and what
 * was there stays beside it. Runs in the real app.
 */
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  makeRandomKey,
  RECOVERY_SLOT,
  withRandomKey,
  wrapUnderRandomKey,
} from '../../electron/vault/random-key-slot.ts';
import { wordsOfKey } from '../../electron/vault/recovery-key.ts';
import { splitRecoveryKey } from '../../electron/vault/recovery-share.ts';
import { unlockSession } from '../../electron/vault/session.ts';
import { editAccount } from '../../electron/vault/vault.ts';
import { foundInPage, foundInPrinted } from './driver/leaks.ts';
import { writeCode } from './driver/picture-files.ts';
import { GITHUB, profileWithVault, readVaultFile, vaultFileOf } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

const KEY = makeRandomKey();
const WORDS = wordsOfKey(KEY).join(' ');
const apps: RunningApp[] = [];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-damaged-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(async () => {
  for (const app of apps) expect(foundInPrinted(app, [WORDS])).toEqual([]);
  await discardApps(apps.splice(0));
});

async function start(profile: string): Promise<RunningApp> {
  const app = await startApp({ profile });
  apps.push(app);
  return app;
}

/** A vault with a recovery key and a change, so that a previous version lies beside it. */
async function profileWithPast(): Promise<string> {
  const profile = await profileWithVault({ uris: [GITHUB] });
  const place = { path: vaultFileOf(profile), now: () => Date.now() - 3 * 60 * 60 * 1000 };
  const session = await unlockSession({ ...place, password: screens.PASSWORD });
  const slot = wrapUnderRandomKey(RECOVERY_SLOT, session.masterKey, KEY);
  await session.changeSlots((slots) => withRandomKey(slots, slot));
  const later = await unlockSession({ ...place, now: Date.now, password: screens.PASSWORD });
  await later.change((vault) => {
    const [entry] = vault.entries;
    const id = entry?.kind === 'account' ? entry.account.id : '';
    return editAccount(vault, id, { accountName: 'renamed' }, Date.now());
  });
  return profile;
}

const asides = async (profile: string) => (await readdir(profile)).filter((name) => name.includes('.aside-'));

test('a damaged vault is left alone, and a previous version takes its place by the password', async () => {
  const profile = await profileWithPast();
  await truncate(vaultFileOf(profile), 3000);
  const damaged = await readVaultFile(profile);
  const { page } = await start(profile);
  await page.getByRole('heading', { name: 'The vault file is damaged' }).waitFor();
  const list = page.getByRole('list', { name: 'Earlier versions' });
  await expect.poll(() => list.getByRole('listitem').count()).toBe(2);
  await page.getByLabel('Password', { exact: true }).fill('wrong horse battery');
  await page.keyboard.press('Enter');
  await page.getByText('That is not the password. Try again.').waitFor();
  await page.getByLabel('Password', { exact: true }).fill(screens.PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('One account').first().click();
  await page.getByText('GitHub (ada)').first().waitFor();
  expect(await readVaultFile(profile)).toEqual(damaged);
  expect(await asides(profile)).toEqual([]);

  await page.getByRole('button', { name: 'Restore this version' }).click();
  await screens.row(page, 'GitHub').waitFor();
  const [aside = ''] = await asides(profile);
  expect(await readFile(path.join(profile, aside))).toEqual(damaged);
});

test('a vault that is gone comes back by the recovery key', async () => {
  const profile = await profileWithPast();
  await rm(vaultFileOf(profile));
  const { page } = await start(profile);
  await page.getByRole('heading', { name: 'The vault file is gone' }).waitFor();
  await page.getByRole('button', { name: 'Use the recovery key' }).click();
  await page.getByLabel('Words').fill(WORDS);
  await page.getByRole('button', { name: 'Show what they hold' }).click();
  await expect.poll(() => page.getByRole('radio').count()).toBe(2);
  await page.getByRole('button', { name: 'Restore this version' }).click();
  await page.getByRole('dialog', { name: 'Set a new password' }).waitFor();
  expect(await foundInPage(page, [WORDS])).toEqual([]);
});

test('shares unlock: pasted together, and one fewer does not', async () => {
  const profile = await profileWithPast();
  const shares = (await splitRecoveryKey(KEY, 2, 3)).map((share) => share.join(' '));
  const { page } = await start(profile);
  await page.getByRole('button', { name: 'Use the recovery key' }).click();
  await page.getByLabel('Words').fill(shares[0] ?? '');
  await page.getByText('1 of 2 shares read').waitFor();
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByText('These words are not a recovery key.').waitFor();
  await page.getByRole('button', { name: 'Start again without these shares' }).click();
  await page.getByLabel('Words').fill(`${shares[2]}\n\n${shares[1]}`);
  await page.getByText('The words are complete').waitFor();
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('dialog', { name: 'Set a new password' }).waitFor();
  expect(await foundInPage(page, shares)).toEqual([]);
});

test('the picture of the sheet’s QR code unlocks, and another code does not', async () => {
  const profile = await profileWithPast();
  const other = await writeCode(folder, 'other.png', 'https://example.org/');
  const sheet = await writeCode(folder, 'sheet.png', WORDS);
  const { page } = await start(profile);
  await page.getByRole('button', { name: 'Use the recovery key' }).click();
  const choose = async (file: string) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose picture…' }).click();
    await (await chooser).setFiles(file);
  };
  await choose(other);
  await page.getByText('No QR code of a recovery sheet was found.').waitFor();
  await choose(sheet);
  await page.getByText('The words are complete').waitFor();
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('dialog', { name: 'Set a new password' }).waitFor();
});

test('an older file than the last one seen is told', async () => {
  const profile = await profileWithPast();
  const app = await start(profile);
  await screens.unlock(app.page);
  await app.stop();
  const [previous = ''] = (await readdir(profile)).filter((name) => name.includes('.previous-')).sort();
  await writeFile(vaultFileOf(profile), await readFile(path.join(profile, previous)));
  const { page } = await start(profile);
  await screens.unlock(page);
  await page.getByText('This vault file is older than the one last opened here.').waitFor();
});
