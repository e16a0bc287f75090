/** Recovery codes under a password of their own, in chromium on the fake: set, asked for, turned off, forgotten. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chooseFromMore, dialog, expectAccessible, row } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

const VAULT_PASSWORD = 'correct horse';
const PASSWORD = 'plum tractor violin seven';
let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const fake = {
  status: 'unlocked',
  accounts: [{ issuer: 'GitHub', accountName: 'alice', recoveryCodesLeft: 2 }],
  recoveryCodes: { GitHub: ['a1b2c-d3e4f', '9z8y7-x6w5v'].map((code) => ({ code, usedAtMs: null })) },
} as const;

const setDialog = (page: Page) => dialog(page, 'Password for recovery codes');

async function openSet(page: Page) {
  await chooseFromMore(page, 'Settings');
  await page.getByRole('button', { name: 'Set a password' }).click();
  return setDialog(page);
}
async function setPassword(page: Page): Promise<void> {
  const form = await openSet(page);
  await form.getByLabel('Vault password', { exact: true }).fill(VAULT_PASSWORD);
  await form.getByLabel('New password of the recovery codes').fill(PASSWORD);
  await form.getByLabel('Password, once more').fill(PASSWORD);
  await form.getByRole('button', { name: 'Set a password' }).click();
  await form.waitFor({ state: 'detached' });
}

it.each(['light', 'dark'] as const)('says what it does and what it does not, %s', async (colorScheme) => {
  const page = await under.open({ fake, colorScheme });
  const form = await openSet(page);
  await form.getByText('If it is forgotten, the codes are lost').waitFor();
  await form.getByText('still hold them under the vault’s password alone').waitFor();
  await expectAccessible(page);
});

it('takes no password that differs, is short or is the vault’s', async () => {
  const page = await under.open({ fake });
  const form = await openSet(page);
  const submit = form.getByRole('button', { name: 'Set a password' });
  await submit.click();
  await form.getByText('Type the password.').waitFor();
  await form.getByText('Use at least 8 characters.').waitFor();
  await form.getByLabel('Vault password', { exact: true }).fill(VAULT_PASSWORD);
  await form.getByLabel('New password of the recovery codes').fill(VAULT_PASSWORD);
  await form.getByLabel('Password, once more').fill(VAULT_PASSWORD);
  await submit.click();
  await form.getByText('This is the vault’s password. Choose another one.').waitFor();
});

it('is on with a way to take it back, to change it, to turn it off and where it was forgotten', async () => {
  const page = await under.open({ fake });
  await setPassword(page);
  const settings = dialog(page, 'Settings');
  await settings.getByText('Those of one account are under a password of their own.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await settings.getByRole('button', { name: 'Password forgotten' }).click();
  const lost = dialog(page, 'Password forgotten');
  await lost.getByText('Without their password nobody can open these recovery codes').waitFor();
  await expectAccessible(page);
  await lost.getByLabel('Vault password', { exact: true }).fill('not this one');
  await lost.getByRole('button', { name: 'Delete these codes' }).click();
  await lost.getByText('That is not the password.').waitFor();
  await lost.getByRole('button', { name: 'Cancel' }).click();
  await settings.getByRole('button', { name: 'Turn off' }).click();
  const stop = dialog(page, 'Password for recovery codes');
  await stop.getByLabel('Password of the recovery codes').fill('not this one');
  await stop.getByRole('button', { name: 'Turn off' }).click();
  await stop.getByText('That is not the password.').waitFor();
  await stop.getByLabel('Password of the recovery codes').fill(PASSWORD);
  await stop.getByRole('button', { name: 'Turn off' }).click();
  await settings.getByRole('button', { name: 'Set a password' }).waitFor();
});

it('asks before it shows, and goes on with what was asked for', async () => {
  const page = await under.open({ fake: { ...fake, codesPassword: PASSWORD } });
  await row(page, 'GitHub').getByText('2 recovery codes left').waitFor({ state: 'attached' });
  await row(page, 'GitHub').getByRole('button', { name: 'More for GitHub (alice)' }).click();
  await page.getByRole('menuitem', { name: 'Recovery codes…' }).click();
  const form = dialog(page, 'Recovery codes');
  await form.getByText('Two are left.').waitFor();
  await form.getByRole('button', { name: 'Show codes' }).click();
  await form.getByText('Recovery codes are under a password of their own.').waitFor();
  await expectAccessible(page);
  await form.getByLabel('Password of the recovery codes').fill('not this one');
  await page.keyboard.press('Enter');
  await form.getByText('That is not the password.').waitFor();
  expect(await form.getByText('a1b2c').count()).toBe(0);
  await form.getByLabel('Password of the recovery codes').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await form.getByText('a1b2c-d3e4f').waitFor();
  await expectAccessible(page);
});

it.each([360, 480, 1100])('fits %i px', async (width) => {
  const page = await under.open({ fake, viewport: { width, height: 760 } });
  const form = await openSet(page);
  await form.waitFor();
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/set-${width}.png` });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});

it('went wrong nowhere', () => {
  expect(under.problems).toEqual([]);
});
