/** "Scan screen" in the real app: codes that another program shows, our own window in the way, and no code at all. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withOpenVault } from './driver/open-vault.ts';
import { type OtherWindow, qrDataUrl, showOtherWindow } from './driver/other-window.ts';
import { addReviewed, closeDialog, leaveAll, row, rows, shownCode } from './driver/screens.ts';
import { expectAccepted } from './driver/verifier.ts';

const app = withOpenVault();
const windows: OtherWindow[] = [];
const KEY = 'GEZDGNBVGY3TQOJQ';
const uriOf = (name: string) => `otpauth://totp/${name}:ada?secret=${KEY}&issuer=${name}`;

beforeEach(() => placeOurWindow(1200, 100));
afterEach(async () => {
  await Promise.all(windows.splice(0).map((window) => window.close()));
  await leaveAll(app().page);
});

async function placeOurWindow(x: number, y: number): Promise<void> {
  await app().electron.evaluate(
    ({ BrowserWindow }, position) => BrowserWindow.getAllWindows()[0]?.setPosition(position.x, position.y),
    { x, y },
  );
}

/** Another program's window in the screen's left half, with these texts as QR codes. */
async function showCodes(...texts: readonly string[]): Promise<void> {
  const pictures = await Promise.all(texts.map((text) => qrDataUrl(text, 5)));
  windows.push(
    await showOtherWindow(
      `Set up two-step sign-in ${windows.length + 1}`,
      pictures.map((source) => `<img src="${source}" style="margin:12px">`).join(''),
      { x: 40, y: 40, width: 900, height: 640 },
    ),
  );
}

const scan = () => app().page.getByRole('button', { name: 'Scan screen' }).first().click();

test('finds a code in another window, shows our window again, and adds the account', async () => {
  const { electron, page } = app();
  await showCodes(uriOf('Screen'));
  await scan();
  await page.getByRole('dialog', { name: 'Found one account' }).waitFor();
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(
    true,
  );
  await addReviewed(page);
  await expectAccepted(uriOf('Screen'), await shownCode(page, 'Screen'));
});

test('finds a code that our own window covers', async () => {
  const { page } = app();
  await showCodes(uriOf('Covered'));
  await placeOurWindow(40, 40);
  await scan();
  await page.getByRole('dialog', { name: 'Found one account' }).waitFor();
  await addReviewed(page);
  expect(await row(page, 'Covered').count()).toBe(1);
});

test('finds several codes at once', async () => {
  const { page } = app();
  await showCodes(uriOf('First'), uriOf('Second'));
  await scan();
  await page.getByRole('dialog', { name: 'Found 2 accounts' }).waitFor();
  await addReviewed(page);
  expect(await row(page, 'Second').count()).toBe(1);
});

test('says so when there is no code, and finds it once it is there', async () => {
  const { page } = app();
  // An empty screen would be black all over, which is told apart from a screen without a code.
  await showCodes();
  await scan();
  const nothing = page.getByRole('dialog', { name: 'No QR code found' });
  await nothing.getByText('Halfminute looked at your display and found no QR code.').waitFor();
  await showCodes(uriOf('Later'));
  await nothing.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('dialog', { name: 'Found one account' }).waitFor();
  await addReviewed(page);
  expect(await row(page, 'Later').count()).toBe(1);
});

test('names each code that is no authenticator code, without what it holds', async () => {
  const { page } = app();
  await showCodes(
    'phonefactor://activate_account?code=918273645&url=https%3A%2F%2Fpush.example',
    'WIFI:S:office;T:WPA;P:hunter2hunter2;;',
    'https://s.team/q/1/2345678901234567890',
    'https://login.example.org/start?token=s3cr3t',
  );
  await scan();
  const sheet = page.getByRole('dialog', { name: 'Nothing to add' });
  await sheet.getByText('sets up approval messages of Microsoft Authenticator').waitFor();
  await sheet.getByText('This QR code is for joining a Wi-Fi network.').waitFor();
  await sheet.getByText('This code signs in to Steam in its own app.').waitFor();
  await sheet.getByText('This QR code is a web address (login.example.org)').waitFor();
  expect(await sheet.innerText()).not.toMatch(/hunter2|s3cr3t|918273645|23456789/);
  await closeDialog(page);
});

test('says that a code is a web address, and names it without its secrets', async () => {
  const { page } = app();
  const before = await rows(page).count();
  await showCodes('https://user:hunter2@login.example.org/qr?token=s3cr3t');
  await scan();
  const sheet = page.getByRole('dialog', { name: 'Nothing to add' });
  await sheet.getByText('This QR code is a web address (login.example.org)').waitFor();
  expect(await sheet.innerText()).not.toMatch(/hunter2|s3cr3t/);
  await closeDialog(page);
  expect(await rows(page).count()).toBe(before);
});
