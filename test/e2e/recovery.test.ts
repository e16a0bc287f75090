/**
 * The recovery key from end to end: made in the settings, typed at the unlock screen, a new password after it.
 * Runs in the real app. The rule: the words are on the sheet only, and no longer in the page once its dialog is closed.
 */
import { afterEach, expect, test } from 'vitest';
import { foundInPage, foundInPrinted } from './driver/leaks.ts';
import { profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

const NEW_PASSWORD = 'meadow copper ninety lantern';
const apps: RunningApp[] = [];

async function start(profile: string): Promise<RunningApp> {
  const app = await startApp({ profile });
  apps.push(app);
  return app;
}
afterEach(() => discardApps(apps.splice(0)));

/** Makes a recovery key as a person would; answers its words. */
async function makeRecoveryKey({ page }: RunningApp): Promise<readonly string[]> {
  await screens.chooseFromMenu(page, 'More', 'Settings');
  await page.getByRole('button', { name: 'Make a recovery key…' }).click();
  await page.getByLabel('Vault password').fill(screens.PASSWORD);
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Your recovery key' });
  await sheet.getByRole('img', { name: /QR code/ }).waitFor();
  const words = await sheet.getByRole('listitem').allInnerTexts();
  await sheet.getByRole('button', { name: 'I have the words' }).click();
  for (const field of await page.getByRole('textbox', { name: /^Word \d+$/ }).all()) {
    const label = await field.evaluate((input) => (input as HTMLInputElement).labels?.[0]?.textContent);
    await field.fill(words[Number(label?.replace('Word ', '')) - 1] ?? '');
  }
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByText(/^Recovery key [0-9A-Z]{4}-[0-9A-Z]{4} opens the vault/).waitFor();
  await page.keyboard.press('Escape');
  return words;
}

test('a recovery key is made, opens the locked vault, and leads to a new password that lasts', async () => {
  const profile = await profileWithVault();
  const first = await start(profile);
  await screens.unlock(first.page);
  const words = await makeRecoveryKey(first);
  expect(words).toHaveLength(24);
  expect(await foundInPage(first.page, [words.join(' ')])).toEqual([]);

  await screens.lock(first.page);
  await screens.unlockScreen(first.page).waitFor();
  await first.page.getByRole('button', { name: 'Use the recovery key' }).click();
  const field = first.page.getByLabel('Words');
  await field.fill([...words.slice(0, 23), 'halfminute '].join(' '));
  await first.page.getByText('Word 24 is not one of the list.').waitFor();
  await field.fill(words.map((word, index) => `${index + 1}. ${word.toUpperCase()}`).join('\n'));
  await first.page.getByText('The words are complete').waitFor();
  await first.page.getByRole('button', { name: 'Unlock' }).click();
  const form = first.page.getByRole('dialog', { name: 'Set a new password' });
  await form.getByLabel('New password').fill(NEW_PASSWORD);
  await form.getByLabel('Password, once more').fill(NEW_PASSWORD);
  await form.getByRole('button', { name: 'Set password' }).click();
  await form.waitFor({ state: 'detached' });
  await expect.poll(() => screens.rows(first.page).count()).toBe(2);
  expect(await foundInPage(first.page, [words.join(' '), NEW_PASSWORD])).toEqual([]);
  expect(foundInPrinted(first, [words.join(' '), NEW_PASSWORD])).toEqual([]);
  await first.stop();

  const second = await start(profile);
  await screens.typePassword(second.page);
  await second.page.getByText('That is not the password. Try again.').waitFor();
  await screens.unlock(second.page, NEW_PASSWORD);
  await expect.poll(() => screens.rows(second.page).count()).toBe(2);
});
