/** First start in the real app: what a new password is told, what is made, and what the next start shows. */
import { access } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { vaultFileOf } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import { codesScreen, PASSWORD, rows, unlock, unlockScreen } from './driver/screens.ts';

const apps: RunningApp[] = [];
afterEach(() => discardApps(apps.splice(0)));

async function start(profile?: string): Promise<RunningApp> {
  const app = await startApp(profile ? { profile } : {});
  apps.push(app);
  return app;
}

const hasVault = ({ profile }: RunningApp): Promise<boolean> =>
  access(vaultFileOf(profile)).then(
    () => true,
    () => false,
  );

const passwordField = (page: Page) => page.getByLabel('Password', { exact: true });
const againField = (page: Page) => page.getByLabel('Password, once more');

async function type(page: Page, password: string, again = password): Promise<void> {
  await passwordField(page).fill(password);
  await againField(page).fill(again);
  await page.getByRole('button', { name: 'Create vault' }).click();
}

test('offers to create a vault and to restore one, and leads back from both', async () => {
  const { page } = await start();
  await page.getByRole('heading', { name: 'Welcome to Halfminute' }).waitFor();
  await page.getByRole('button', { name: 'Restore from a backup' }).click();
  await page.getByLabel('Password of the backup').waitFor();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('button', { name: 'Create a vault' }).click();
  expect(await page.getByText('without this password nobody can open the vault').isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('heading', { name: 'Welcome to Halfminute' }).waitFor();
});

test('refuses 7 characters and a slip of the keys in words, and creates nothing', async () => {
  const app = await start();
  const { page } = app;
  await page.getByRole('button', { name: 'Create a vault' }).click();
  await page.getByRole('button', { name: 'Create vault' }).click();
  await page.getByRole('alert').filter({ hasText: 'Use at least 8 characters.' }).waitFor();

  await type(page, '7 chars');
  await page.getByRole('alert').filter({ hasText: 'Use at least 8 characters.' }).waitFor();

  await type(page, PASSWORD, `${PASSWORD}!`);
  await page.getByRole('alert').filter({ hasText: 'The two passwords differ.' }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(1);
  expect(await hasVault(app)).toBe(false);
});

test('says how strong a password is, allows a weak one, and asks for it at the next start', async () => {
  const weak = 'password';
  const app = await start();
  const { page } = app;
  await page.getByRole('button', { name: 'Create a vault' }).click();
  await passwordField(page).fill(PASSWORD);
  await page.getByText('Very good.').waitFor();
  await passwordField(page).fill(weak);
  await page.getByText('Very easy to guess.').waitFor();
  await page.getByText('This is one of the ten most used passwords.').waitFor();
  await page.getByText('You can use it, but someone who copies the vault file could guess it.').waitFor();

  await type(page, weak);
  await codesScreen(page).waitFor();
  await page.getByRole('heading', { name: 'Add your first account' }).waitFor();
  expect(await rows(page).count()).toBe(0);
  expect(await hasVault(app)).toBe(true);

  await app.stop();
  const again = await start(app.profile);
  await unlockScreen(again.page).waitFor();
  expect(await again.page.getByRole('button', { name: 'Create a vault' }).count()).toBe(0);
  await unlock(again.page, weak);
  await again.page.getByRole('heading', { name: 'Add your first account' }).waitFor();
});
