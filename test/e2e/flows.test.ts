/** The sign-up flows of five services, end to end: the page shows, the app reads, the service accepts the code. */
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { withOpenVault } from './driver/open-vault.ts';
import type { OtherWindow } from './driver/other-window.ts';
import {
  addButton,
  closeDialog,
  enterSetupKey,
  leaveAll,
  openDialog,
  row,
  rowButton,
  rows,
  shownCode,
} from './driver/screens.ts';
import { type ServicePage, showService } from './driver/service.ts';
import { expectAccepted } from './driver/verifier.ts';

const app = withOpenVault();
const windows: OtherWindow[] = [];
afterEach(async () => {
  await Promise.all(windows.splice(0).map((window) => window.close()));
  await leaveAll(app().page);
});

async function open(page: ServicePage): Promise<void> {
  windows.push(await showService(page));
}

const clipboard = () => app().electron.evaluate(({ clipboard }) => clipboard.readText());

/** Scans the screen up to the review. */
async function scan(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Scan screen' }).first().click();
  await openDialog(page)
    .getByRole('heading', { name: /^Found/ })
    .waitFor();
}

/** Presses "Copy code" and gives what the clipboard then holds; a message about an earlier copy may still be there. */
async function copyCode(page: Page): Promise<string> {
  await app().electron.evaluate(({ clipboard }) => clipboard.clear());
  await openDialog(page).getByRole('button', { name: 'Copy code' }).click();
  await expect.poll(clipboard).not.toBe('');
  await page
    .getByText(/^Copied/)
    .filter({ visible: true })
    .first()
    .waitFor();
  return clipboard();
}

/** Adds what the review shows and copies the code from what follows, as for typing it into the page. */
async function addAndCopy(page: Page): Promise<string> {
  await addButton(page).click();
  await openDialog(page).getByText('Give this code to the website to finish.').waitFor();
  return copyCode(page);
}

async function finish(page: Page): Promise<void> {
  await openDialog(page).getByRole('button', { name: 'Done' }).click();
  await openDialog(page).waitFor({ state: 'detached' });
}

test('CodeScan: the QR code on the page, and the code typed back', async () => {
  const { page } = app();
  const uri =
    'otpauth://totp/CodeScan:ada%40example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=CodeScan&algorithm=SHA1&digits=6&period=30';
  await open({
    heading: 'Secure Your Account',
    text: 'Scan this code with Guardian or any authenticator.',
    uri,
  });
  await scan(page);
  await expectAccepted(uri, await addAndCopy(page));
  await finish(page);
  expect(await row(page, 'CodeScan').innerText()).toContain('ada@example.org');
  await expectAccepted(uri, await shownCode(page, 'CodeScan'));
});

test('Sekoia.io: the token entered by hand, as the page groups it', async () => {
  const { page } = app();
  const key = 'KRUG KIDR OVUW G2ZA MJZG 653O';
  await open({ heading: 'Enable two-factor authentication', text: 'Or manually enter the token:', key });
  await enterSetupKey(page, { issuer: 'Sekoia.io', accountName: 'analyst', key: key.toLowerCase() });
  const uri = `otpauth://totp/x?secret=${key.replaceAll(' ', '')}`;
  await addButton(page).waitFor();
  await expectAccepted(uri, await addAndCopy(page));
  await finish(page);
  await expectAccepted(uri, await shownCode(page, 'Sekoia.io'));
});

test("members' two-step sign-in: the QR code beside its secret as text", async () => {
  const { page } = app();
  const key = 'MVXHIZLSEB2GQZJAORSXQ5A';
  const uri = `otpauth://totp/ada%20lovelace?secret=${key}&issuer=Members%20%26%20Friends`;
  await open({ heading: 'Two-factor for members', text: 'Scan it, or enter the text:', uri, key });
  await scan(page);
  await openDialog(page).getByRole('heading', { name: 'Members & Friends (ada lovelace)' }).waitFor();
  await expectAccepted(uri, await addAndCopy(page));
  await finish(page);

  // The same account again, this time by its text: nothing new.
  const before = await rows(page).count();
  await enterSetupKey(page, { issuer: 'Members & Friends', accountName: 'ada lovelace', key });
  await openDialog(page).getByText('Already in your vault').waitFor();
  await closeDialog(page);
  expect(await rows(page).count()).toBe(before);
});

test('Boomi Platform: set up again, the key is replaced, and the old one can be brought back', async () => {
  const { page } = app();
  const label = 'otpauth://totp/Boomi:ada%40example.org';
  const first = `${label}?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Boomi`;
  const second = `${label}?secret=MFXGCZDBMRQW2ZLTMFXGC3DPMFXGC3DP&issuer=Boomi`;
  const heading = 'Enable two-factor';
  const text = 'Scan with your desktop or mobile device.';
  await open({ heading, text, uri: first });
  await scan(page);
  await expectAccepted(first, await addAndCopy(page));
  await finish(page);
  await windows.pop()?.close();

  await open({ heading: `${heading} again`, text, uri: second });
  await scan(page);
  await openDialog(page).getByText('Your vault has this name with another key').waitFor();
  await openDialog(page).getByRole('radio', { name: 'Replace its key' }).click();
  await expectAccepted(second, await addAndCopy(page));
  await finish(page);
  expect(await row(page, 'Boomi').count()).toBe(1);
  await expectAccepted(second, await shownCode(page, 'Boomi'));

  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undone').waitFor();
  expect(await row(page, 'Boomi').count()).toBe(1);
  await expectAccepted(first, await shownCode(page, 'Boomi'));
});

test.each([
  ['Time based', 'portal-time', 'otpauth://totp/x?secret=ONSWG4TFOQQHI2DJ'],
  ['Counter based', 'portal-count', 'otpauth://hotp/x?secret=ONSWG4TFOQQHI2DJ&counter=0'],
])('Client Portal: "Enter a setup key", %s', async (kind, accountName, uri) => {
  const { page } = app();
  const key = 'ONSW-G4TF-OQQH-I2DJ';
  await open({ heading: 'Trouble scanning?', text: `Account name, this key, ${kind}:`, key });
  await enterSetupKey(page, { issuer: 'Client Portal', accountName, key, kind });
  await addButton(page).click();
  if (kind === 'Counter based') await openDialog(page).getByRole('button', { name: 'Next code' }).click();
  await expectAccepted(uri, await copyCode(page));
  await finish(page);
  await expectAccepted(uri, await shownCode(page, accountName));
});

test('Client Portal: with only a few seconds left the next code is offered, and the service accepts it', async () => {
  const { page } = app();
  // A short period brings the last seconds soon; what is said does not depend on it.
  const uri =
    'otpauth://totp/Portal:few?secret=ONSWG4TFOQQHI2DJ&issuer=Portal&algorithm=SHA1&digits=6&period=12';
  await open({ heading: 'Two-step sign-in', text: 'If there are only a few seconds left, wait.', uri });
  await scan(page);
  await addButton(page).click();
  const few = openDialog(page).getByText(/^Only [1-5] s left\. The next code is [\d ]+\.$/);
  await few.waitFor({ timeout: 20_000 });
  const offered = (await few.innerText()).replace(/^.*code is/, '').replaceAll(/\D/g, '');
  await expectAccepted(uri, offered);
  // Its moment has come: it is the code that is copied now.
  await few.waitFor({ state: 'detached', timeout: 20_000 });
  expect(await copyCode(page)).toBe(offered);
  await finish(page);
  await rowButton(page, 'Portal:few'.slice(7)).waitFor();
});
