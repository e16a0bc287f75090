/** The ways in beside the password: recovery key, shares, keychain, and the wait after wrong passwords; on the fake. */
import type { Page } from 'playwright-core';
import { renderSVG } from 'uqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const RECOVERY_WORDS = `${'abandon '.repeat(23)}art`;
const SHARE = 'zoo '.repeat(32).trim();
const locked = {
  status: 'locked',
  accounts: [{ issuer: 'GitHub', accountName: 'alice' }],
  keys: { recoveryKeyNumber: '1A2B-3C4D' },
} as const;

describe('the wait after wrong passwords', () => {
  it('is counted down in words and on the button, and then ends', async () => {
    const page = await under.open({ fake: { ...locked, retryAfterMs: 5000 } });
    await page.getByRole('button', { name: /^Unlock in \d s$/ }).waitFor();
    await page.getByText(/You can try again in \d seconds?\./).waitFor();
    await page.getByLabel('Password', { exact: true }).fill('correct horse');
    await page.keyboard.press('Enter');
    await expectAccessible(page);
    expect(await rowButton(page, 'GitHub').count()).toBe(0);
    await page.getByRole('button', { name: 'Unlock', exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await rowButton(page, 'GitHub').waitFor();
  });

  it('is not there without wrong passwords', async () => {
    const page = await under.open({ fake: locked });
    await page.getByRole('button', { name: 'Use the recovery key' }).waitFor();
    expect(await page.getByText('You can try again').count()).toBe(0);
  });
});

describe('a file that asks for far more work than it should', () => {
  it('is asked about before the password is tried, and opens on a yes', async () => {
    const page = await under.open({ fake: { ...locked, isWorkUnusual: true } });
    const password = page.getByLabel('Password', { exact: true });
    await password.fill('correct horse');
    expect(await page.getByRole('switch').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.getByText('Somebody may have tampered with the file.').waitFor();
    await expectAccessible(page);
    const anyway = page.getByRole('switch', { name: 'Try the password anyway' });
    expect(await anyway.isChecked()).toBe(false);
    await password.fill('correct horse');
    await page.keyboard.press('Enter');
    await expect.poll(() => password.inputValue()).toBe('');
    expect(await rowButton(page, 'GitHub').count()).toBe(0);
    await anyway.click();
    await password.fill('correct horse');
    await page.keyboard.press('Enter');
    await rowButton(page, 'GitHub').waitFor();
  });
});

describe('the recovery key', () => {
  it('is not offered where there is none', async () => {
    const page = await under.open({ fake: { status: 'locked' } });
    await page.getByRole('button', { name: 'Unlock', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Use the recovery key' }).count()).toBe(0);
  });

  it.each([
    [360, 'light'],
    [480, 'dark'],
    [1100, 'light'],
  ] as const)('at %i px in %s: is read while it is typed, and opens', async (width, colorScheme) => {
    const page = await under.open({ fake: locked, viewport: { width, height: 720 }, colorScheme });
    await page.getByRole('button', { name: 'Use the recovery key' }).click();
    await page.getByLabel('Words').waitFor();
    await page.keyboard.type('abandon nonsense');
    await page.keyboard.type(' abandon');
    await page.getByText('Word 2 is not one of the list.').waitFor();
    await expectAccessible(page);
    const words = page.getByLabel('Words');
    await words.fill('abandon abandon');
    await page.getByText('2 words so far. A recovery key has 24, a share has 32.').waitFor();
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('alert').filter({ hasText: 'These words are not a recovery key.' }).waitFor();
    await expectAccessible(page);
    await words.fill(RECOVERY_WORDS);
    await page.getByText('The words are complete').waitFor();
    await page.getByRole('button', { name: 'Unlock' }).click();
    await rowButton(page, 'GitHub').waitFor();
    expect(await page.content()).not.toContain('abandon');
  });

  it('is put together from shares, one after the other', async () => {
    const page = await under.open({ fake: locked });
    await page.getByRole('button', { name: 'Use the recovery key' }).click();
    const words = page.getByLabel('Words');
    await words.fill(SHARE);
    await page.getByText('1 of 2 shares read (number 1). Type the next one.').waitFor();
    await expect.poll(() => words.inputValue()).toBe('');
    await expectAccessible(page);
    await words.fill(SHARE);
    await page.getByText('The words are complete').waitFor();
    await page.getByRole('button', { name: 'Unlock' }).click();
    await rowButton(page, 'GitHub').waitFor();
  });
});

describe('the recovery sheet’s QR code', () => {
  const pictureOf = (...texts: readonly string[]) =>
    texts.map((text, index) => ({
      name: `sheet-${index}.svg`,
      mimeType: 'image/svg+xml',
      buffer: Buffer.from(renderSVG(text, { border: 4 })),
    }));
  const choose = async (page: Page, files: ReturnType<typeof pictureOf>) => {
    await page.getByRole('button', { name: 'Use the recovery key' }).click();
    await page.locator('input[type=file]').setInputFiles(files);
  };

  it('opens, chosen as a picture', async () => {
    const page = await under.open({ fake: locked });
    await choose(page, pictureOf(RECOVERY_WORDS));
    await page.getByText('The words are complete').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await rowButton(page, 'GitHub').waitFor();
  });

  it('of each share opens, chosen together', async () => {
    const page = await under.open({ fake: locked });
    await choose(page, pictureOf(SHARE, SHARE.replaceAll('zoo', 'zone')));
    await page.getByText('The words are complete').waitFor();
    await page.getByRole('button', { name: 'Unlock' }).click();
    await rowButton(page, 'GitHub').waitFor();
  });

  it('that is another one, or on no screen, is said to be none', async () => {
    const page = await under.open({ fake: locked });
    await choose(page, pictureOf('otpauth://totp/GitHub?secret=JBSWY3DPEHPK3PXP'));
    const none = page.getByText('No QR code of a recovery sheet was found.');
    await none.waitFor();
    expect(await page.getByLabel('Words').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Scan screen' }).click();
    await none.waitFor();
    await expectAccessible(page);
  });

  it('that the system lets nobody see is told as that', async () => {
    const page = await under.open({
      fake: { ...locked, failures: { 'screen.capture': 'capture-denied' } },
    });
    await page.getByRole('button', { name: 'Use the recovery key' }).click();
    await page.getByRole('button', { name: 'Scan screen' }).click();
    await page.getByText('The system does not let Halfminute see the screen.').waitFor();
  });
});

describe('several shares pasted at once', () => {
  it('are taken one by one', async () => {
    const page = await under.open({ fake: locked });
    await page.getByRole('button', { name: 'Use the recovery key' }).click();
    const numbered = (word: string) =>
      Array.from({ length: 32 }, (_, index) => `${index + 1}. ${word}`).join('\n');
    await page.getByLabel('Words').fill(`${numbered('zoo')}\n\n${numbered('zone')}`);
    await page.getByText('The words are complete').waitFor();
    expect(await page.getByLabel('Words').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await rowButton(page, 'GitHub').waitFor();
  });
});

describe('the keychain', () => {
  it('opens by a click', async () => {
    const page = await under.open({ fake: { ...locked, keys: { keychain: 'ready' } } });
    await page.getByRole('button', { name: 'Unlock with the system keychain' }).click();
    await rowButton(page, 'GitHub').waitFor();
  });

  it('leads back to the password when it fails', async () => {
    const page = await under.open({ fake: { ...locked, keys: { keychain: 'changed' } } });
    await page.getByText('The system keychain is another one than before.').waitFor();
    await page.getByRole('button', { name: 'Unlock with the system keychain' }).click();
    await page.getByRole('alert').filter({ hasText: 'could not unlock the vault' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.type('correct horse');
    await page.keyboard.press('Enter');
    await rowButton(page, 'GitHub').waitFor();
  });

  it('is not shown while it is off', async () => {
    const page = await under.open({ fake: locked });
    await page.getByRole('button', { name: 'Use the recovery key' }).waitFor();
    expect(await page.getByRole('button', { name: /keychain/ }).count()).toBe(0);
  });
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
