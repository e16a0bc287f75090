/** Keys in the settings, what unlocking says about keys, and the cost of guessing, in chromium on the fake. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFromList } from './choose-from-list.ts';
import { chooseFromMore, dialog, expectAccessible, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const PASSWORD = 'correct horse';
const NEW_PASSWORD = 'plum tractor violin';
const open = { status: 'unlocked', accounts: [{ issuer: 'GitHub', accountName: 'alice' }] } as const;
const withKey = { ...open, keys: { recoveryKeyNumber: '1A2B-3C4D' } } as const;

async function openSettings(page: Page, button: string): Promise<void> {
  await chooseFromMore(page, 'Settings');
  await dialog(page, 'Settings').getByRole('button', { name: button }).click();
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const all = [document.documentElement, ...document.querySelectorAll('.dialog, .dialog-body')];
    return Math.max(...all.map((each) => each.scrollWidth - each.clientWidth));
  });
}

describe('changing the password', () => {
  it('asks for the old one, the new one twice, and offers measured steps', async () => {
    const page = await under.open({ fake: open });
    await openSettings(page, 'Change password…');
    const form = dialog(page, 'Change password');
    await form.getByText('Backups made before keep the password').waitFor();
    await form.getByRole('button', { name: 'More' }).click();
    expect(await form.getByRole('radio', { name: /128 MiB/ }).isChecked()).toBe(true);
    await expectAccessible(page);
    await form.getByLabel('Current password').fill('not it at all');
    await form.getByLabel('New password').fill(NEW_PASSWORD);
    await form.getByLabel('Password, once more').fill(NEW_PASSWORD);
    await page.keyboard.press('Enter');
    await form.getByText('That is not the password.').waitFor();
    await form.getByLabel('Current password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('The new password is set').first().waitFor();
    await form.waitFor({ state: 'detached' });
    await dialog(page, 'Settings').waitFor();
  });

  it('refuses two that differ', async () => {
    const page = await under.open({ fake: open });
    await openSettings(page, 'Change password…');
    const form = dialog(page, 'Change password');
    await form.getByLabel('Current password').fill(PASSWORD);
    await form.getByLabel('New password').fill(NEW_PASSWORD);
    await page.keyboard.press('Enter');
    await form.getByText('The two passwords differ.').waitFor();
  });
});

describe('the recovery key', () => {
  it.each([
    [360, 'light'],
    [480, 'dark'],
    [1100, 'light'],
  ] as const)('at %i px in %s: is shown, typed back, and set up', async (width, colorScheme) => {
    const page = await under.open({ fake: open, viewport: { width, height: 720 }, colorScheme });
    await openSettings(page, 'Make a recovery key…');
    await dialog(page, 'Make a recovery key').getByLabel('Vault password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    const sheet = dialog(page, 'Your recovery key');
    await sheet.getByText('Key 1A2B-3C4D').waitFor();
    expect(await sheet.getByRole('listitem').allInnerTexts()).toEqual([
      ...Array.from({ length: 23 }, () => 'abandon'),
      'art',
    ]);
    await sheet.getByRole('img', { name: /QR code/ }).waitFor();
    await expectAccessible(page);
    expect(await overflow(page)).toBe(0);
    const inAttributes = await sheet.evaluate((popup) =>
      [...popup.querySelectorAll('*')].some((each) =>
        [...each.attributes].some(({ value }) => value.includes('abandon')),
      ),
    );
    expect(inAttributes).toBe(false);
    await sheet.getByRole('button', { name: 'I have the words' }).click();
    const confirm = dialog(page, 'Type two words back');
    await confirm.getByLabel('Word 3', { exact: true }).fill('abandon');
    await confirm.getByLabel('Word 24').fill('zoo');
    await page.keyboard.press('Enter');
    await confirm.getByText('These are not the words asked for.').waitFor();
    await expectAccessible(page);
    await confirm.getByLabel('Word 24').fill('Art ');
    await page.keyboard.press('Enter');
    await dialog(page, 'Settings').getByText('Recovery key 1A2B-3C4D opens the vault').waitFor();
    await expectAccessible(page);
    expect(await page.content()).not.toContain('abandon');
  });

  it('is forgotten when it is not typed back', async () => {
    const page = await under.open({ fake: open });
    await openSettings(page, 'Make a recovery key…');
    await page.getByLabel('Vault password').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the password.').waitFor();
    await page.getByLabel('Vault password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    const sheet = dialog(page, 'Your recovery key');
    await sheet.getByRole('button', { name: 'Cancel' }).click();
    await sheet.waitFor({ state: 'detached' });
    await dialog(page, 'Settings').getByText('There are none yet.').waitFor();
    expect(await page.content()).not.toContain('abandon');
    await page.keyboard.press('Escape');
    await rowButton(page, 'GitHub').waitFor();
  });

  it('prints the sheet and nothing else', async () => {
    const page = await under.open({ fake: open });
    await openSettings(page, 'Make a recovery key…');
    await page.getByLabel('Vault password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.sheet').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button').count()).toBe(0);
    expect((await page.locator('body').innerText()).startsWith('Halfminute recovery key')).toBe(true);
  });

  it('is removed with the password, and says what backups do', async () => {
    const page = await under.open({ fake: withKey });
    await openSettings(page, 'Remove…');
    const form = dialog(page, 'Remove the recovery key');
    await form.getByText('Backups made before still open with them').waitFor();
    await expectAccessible(page);
    await form.getByLabel('Vault password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await dialog(page, 'Settings').getByText('There are none yet.').waitFor();
  });

  it('is split into shares, each with its words', async () => {
    const page = await under.open({ fake: withKey, viewport: { width: 360, height: 720 } });
    await openSettings(page, 'Split into shares…');
    const form = dialog(page, 'Split the recovery key');
    await form.getByRole('button', { name: 'Make shares' }).click();
    await form.getByText('Type the words from your sheet.').waitFor();
    await expectAccessible(page);
    await form.getByLabel('Words').fill(`${'abandon '.repeat(23)}art`);
    await chooseFromList(form.getByRole('combobox', { name: 'Needed to open' }), '3');
    await form.getByText('Any 3 of the 3 shares open the vault.').waitFor();
    await form.getByRole('button', { name: 'Make shares' }).click();
    const shares = dialog(page, '3 shares');
    await shares.getByRole('heading', { name: 'Halfminute recovery key, share 3 of 3' }).waitFor();
    expect(await shares.getByRole('listitem').count()).toBe(96);
    await expectAccessible(page);
    expect(await overflow(page)).toBe(0);
    await shares.getByRole('button', { name: 'Done' }).click();
    await dialog(page, 'Settings').waitFor();
    expect(await page.content()).not.toContain('abandon');
  });
});

describe('the keychain', () => {
  it('is turned on with the password and off by a click', async () => {
    const page = await under.open({ fake: open });
    await chooseFromMore(page, 'Settings');
    const keychain = page.getByRole('switch', { name: 'Unlock with the system keychain' });
    await keychain.click();
    await dialog(page, 'Unlock with the system keychain').getByLabel('Vault password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Ask for the password once after' }).waitFor();
    expect(await keychain.isChecked()).toBe(true);
    await expectAccessible(page);
    await keychain.click();
    await expect.poll(() => keychain.isChecked()).toBe(false);
  });

  it('is not offered where none protects anything', async () => {
    const page = await under.open({ fake: { ...open, keys: { isKeychainOffered: false } } });
    await chooseFromMore(page, 'Settings');
    await page.getByText('Not possible here: this computer has no keychain').waitFor();
    expect(await page.getByRole('switch', { name: /keychain/ }).count()).toBe(0);
  });
});

describe('after unlocking', () => {
  it('with the recovery key, a new password is asked for, and can be put off', async () => {
    const fake = {
      ...open,
      status: 'locked',
      notices: ['set-new-password'],
      keys: { recoveryKeyNumber: '1A2B-3C4D' },
    } as const;
    const page = await under.open({ fake });
    await page.getByRole('button', { name: 'Use the recovery key' }).click();
    await page.getByLabel('Words').fill(`${'abandon '.repeat(23)}art`);
    await page.getByRole('button', { name: 'Unlock' }).click();
    const form = dialog(page, 'Set a new password');
    await form.getByLabel('New password').waitFor();
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Later' }).click();
    await page.getByText('The recovery key opened this vault.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Set a new password' }).click();
    await form.getByLabel('New password').fill(NEW_PASSWORD);
    await form.getByLabel('Password, once more').fill(NEW_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('The new password is set').first().waitFor();
    expect(await page.getByText('The recovery key opened this vault.').count()).toBe(0);
  });

  it.each(['typed', 'put off'])('a rehearsal of the password is %s', async (way) => {
    const page = await under.open({
      fake: {
        ...open,
        status: 'locked',
        notices: ['rehearse-password'],
        keys: { keychain: 'ready' },
      },
    });
    await page.getByRole('button', { name: 'Unlock with the system keychain' }).click();
    const text = page.getByText('You have not typed your password for a while.');
    await text.waitFor();
    if (way === 'typed') {
      await page.getByLabel('Password', { exact: true }).fill('wrong');
      await page.keyboard.press('Enter');
      await page.getByText('That is not the password.').waitFor();
      await expectAccessible(page);
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await page.keyboard.press('Enter');
    } else {
      await page.getByRole('button', { name: 'Later' }).click();
    }
    await text.waitFor({ state: 'detached' });
    await rowButton(page, 'GitHub').waitFor();
  });
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
