/**
 * Changing what is in the vault: rename, parameters, delete and undo, and showing an account's QR code.
 * Runs in the real app. The rule: a secret is on the screen only after the password, and gone with its dialog.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oathtoolCode } from '../demo/oathtool.ts';
import { chooseFromList } from '../page/choose-from-list.ts';
import { foundInPage, foundInPrinted } from './driver/leaks.ts';
import { GITHUB, GITHUB_SECRET, profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

const run = promisify(execFile);
let app: RunningApp;

beforeAll(async () => {
  app = await startApp({ profile: await profileWithVault() });
  await screens.unlock(app.page);
  await screens.rows(app.page).first().waitFor();
});
afterAll(async () => {
  expect(foundInPrinted(app)).toEqual([]);
  await discardApps([app]);
});

async function chooseForRow(name: string, item: string): Promise<void> {
  await screens
    .row(app.page, name)
    .getByRole('button', { name: /^More for / })
    .click();
  await app.page.getByRole('menuitem', { name: item, exact: true }).click();
}

const dialog = (name: string | RegExp) => app.page.getByRole('dialog', { name });
const save = () => dialog('Edit account').getByRole('button', { name: 'Save' }).click();

test('renames an account, over a restart of the vault, and takes it back', async () => {
  await chooseForRow('GitHub', 'Edit');
  await dialog('Edit account').getByLabel('Issuer').fill('Forge');
  await dialog('Edit account').getByLabel('Account name').fill('ada@example.org');
  await save();
  await screens.row(app.page, 'Forge').getByText('ada@example.org').waitFor();
  await screens.lock(app.page);
  await screens.unlock(app.page);
  await screens.row(app.page, 'Forge').waitFor();

  await chooseForRow('Forge', 'Edit');
  await dialog('Edit account').getByLabel('Issuer').fill('GitHub');
  await save();
  await screens.row(app.page, 'GitHub').waitFor();
  await app.page.getByRole('button', { name: 'Undo' }).click();
  await screens.row(app.page, 'Forge').waitFor();
  expect(await screens.rows(app.page).count()).toBe(2);
  // As it was, for the tests that follow.
  await chooseForRow('Forge', 'Edit');
  await dialog('Edit account').getByLabel('Issuer').fill('GitHub');
  await dialog('Edit account').getByLabel('Account name').fill('ada');
  await save();
  await screens.row(app.page, 'GitHub').getByText('ada', { exact: true }).waitFor();
});

test('changes how a code is made, with the codes that oathtool makes so; refuses what is out of range', async () => {
  await chooseForRow('GitHub', 'Edit');
  await dialog('Edit account').getByRole('button', { name: 'More' }).click();
  await dialog('Edit account').getByLabel('Digits').fill('11');
  await dialog('Edit account').getByText('A whole number from 4 to 10.').waitFor();
  await save();
  await dialog('Edit account')
    .getByText(/^Something that was entered cannot be used/)
    .waitFor();
  await dialog('Edit account').getByLabel('Digits').fill('8');
  await dialog('Edit account').getByLabel('Seconds per code').fill('3600');
  await chooseFromList(dialog('Edit account').getByLabel('Algorithm'), 'SHA-256');
  await save();
  await dialog('Edit account').waitFor({ state: 'detached' });

  const changed = GITHUB.replace('SHA1', 'SHA256')
    .replace('digits=6', 'digits=8')
    .replace('period=30', 'period=3600');
  const expected = () => oathtoolCode(changed, Math.floor(Date.now() / 1000));
  await expect
    .poll(async () => (await screens.shownCode(app.page, 'GitHub')) === (await expected()), {
      timeout: 10_000,
    })
    .toBe(true);
  await app.page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await screens.shownCode(app.page, 'GitHub')).length).toBe(6);
});

test('deletes an account and brings it back', async () => {
  await chooseForRow('Proton', 'Delete');
  await app.page.getByText('Deleted Proton (bob)').waitFor();
  await expect.poll(() => screens.rows(app.page).count()).toBe(1);
  await app.page.getByRole('button', { name: 'Undo' }).click();
  await screens.row(app.page, 'Proton').waitFor();
  expect(await screens.rows(app.page).count()).toBe(2);
});

test('shows the QR code after the password, the same key as was put in, and nothing stays', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'halfminute-qr-'));
  try {
    await chooseForRow('GitHub', 'Show QR code');
    const qr = dialog('QR code of GitHub (ada)');
    await qr.getByLabel('Vault password').fill('wrong horse battery');
    await app.page.keyboard.press('Enter');
    await qr.getByText('That is not the password. Try again.').waitFor();
    expect(await qr.getByRole('img').count()).toBe(0);

    await qr.getByLabel('Vault password').fill(screens.PASSWORD);
    await app.page.keyboard.press('Enter');
    await qr.getByRole('img', { name: 'QR code of GitHub (ada)' }).waitFor();
    const picture = path.join(folder, 'qr.png');
    await app.page.screenshot({ path: picture });
    const { stdout } = await run('zbarimg', ['--quiet', '--raw', picture]);
    const shown = new URL(stdout.trim().replace('otpauth:', 'https:'));
    const given = new URL(GITHUB.replace('otpauth:', 'https:'));
    expect([shown.host, decodeURIComponent(shown.pathname)]).toEqual([given.host, '/GitHub:ada']);
    expect(Object.fromEntries(shown.searchParams)).toEqual(Object.fromEntries(given.searchParams));
    // Drawn, never written as text.
    expect(await foundInPage(app.page, [GITHUB_SECRET, screens.PASSWORD])).toEqual([]);

    await qr.getByRole('button', { name: 'Done' }).click();
    await qr.waitFor({ state: 'detached' });
    expect(await app.page.locator('svg.qr').count()).toBe(0);
    expect(await foundInPage(app.page, [GITHUB_SECRET, screens.PASSWORD])).toEqual([]);
    await app.page.screenshot({ path: picture });
    await expect(run('zbarimg', ['--quiet', '--raw', picture])).rejects.toMatchObject({ code: 4 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
