/**
 * Enrolment check, clock doctor, health and the clock's own warnings in the real app, on a vault whose last change lies in
 * the future. The rule: codes come from oathtool, not from our own code.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oathtoolCode } from '../demo/oathtool.ts';
import { listAccounts } from './driver/list-accounts.ts';
import { GITHUB, PROTON, profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
let app: RunningApp;
/** What another device shows at a moment in Unix milliseconds. */
const codeAt = async (uri: string, atMs = Date.now()) =>
  (await oathtoolCode(uri, Math.floor(atMs / 1000))) ?? '';

beforeAll(async () => {
  app = await startApp({
    profile: await profileWithVault({ uris: [GITHUB, PROTON], atMs: Date.now() + 3 * DAY_MS }),
  });
  await screens.unlock(app.page);
});
afterAll(() => discardApps([app]));

const dialog = (name: string) => app.page.getByRole('dialog', { name });

async function fromRow(name: string, item: string): Promise<void> {
  await screens.row(app.page, name).locator('[aria-haspopup="menu"]').click();
  await app.page.getByRole('menuitem', { name: item, exact: true }).click();
}

test('a clock before the last save is told, with the way to the clock doctor', async () => {
  const { page } = app;
  await page.getByText('clock is 3 days earlier than the vault’s last save').waitFor();
  await page.getByRole('button', { name: 'Check the clock', exact: true }).click();
  await dialog('Check the clock').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Dismiss' }).filter({ hasText: 'Dismiss' }).click();
  await page.getByText('earlier than the vault’s last save').waitFor({ state: 'detached' });
});

test('a code that the site accepted confirms the account', async () => {
  await fromRow('GitHub', 'Check a code…');
  const form = dialog('Check a code');
  await form.getByLabel('Code that the site took').fill(await codeAt(GITHUB));
  await form.getByRole('button', { name: 'Check', exact: true }).click();
  await form.getByText('The codes are right: confirmed.').waitFor();
  await app.page.keyboard.press('Escape');
  const github = (await listAccounts(app.page)).find(({ issuer }) => issuer === 'GitHub');
  expect(github?.verifiedAtMs).not.toBeNull();
});

test('codes of another device that is ten minutes ahead give the drift and a correction', async () => {
  const { page } = app;
  await screens.chooseFromMenu(page, 'More', 'Check the clock…');
  const form = dialog('Check the clock');
  const atMs = Date.now() + 600_000;
  await form.getByLabel('Its code there', { exact: true }).fill(await codeAt(GITHUB, atMs));
  await form.getByLabel('Second code').fill(await codeAt(PROTON, atMs));
  await form.getByRole('button', { name: 'Compare' }).click();
  await form.getByText(/this computer’s clock is (?:9|10|11) minutes behind\. That is certain\./).waitFor();
  await form.getByRole('button', { name: 'Correct the codes for a week' }).click();
  await page.getByText('Codes are made for a corrected time until').waitFor();
  const near = await Promise.all([-2, -1, 0, 1, 2].map((step) => codeAt(GITHUB, atMs + step * 30_000)));
  await expect
    .poll(async () => near.includes(await screens.shownCode(page, 'GitHub')), { timeout: 10_000 })
    .toBe(true);
  await page.getByRole('button', { name: 'End the correction' }).click();
  await page.getByText('Codes are made for a corrected time until').waitFor({ state: 'detached' });
});

test('health names what is worth a look, each with its answer', async () => {
  const { page } = app;
  await screens.chooseFromMenu(page, 'More', 'Health…');
  const health = page.getByRole('dialog', { name: 'Health' });
  await health.getByText('recovery codes').first().waitFor();
  await health.getByRole('button', { name: 'Keep recovery codes…' }).first().click();
  await dialog('Recovery codes').waitFor();
  await page.keyboard.press('Escape');
});
