/** Scanning the screen, in chromium on the fake: what the system must allow, windows, watching, and what fails. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DisplayPicture } from '../../electron/ipc/contract.ts';
import { dialog, expectAccessible, pasteText } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';
import { screenWith, toBmp } from './screen-pictures.ts';

let under: PageUnderTest;
const empty = { status: 'unlocked' } as const;
const uri = (issuer: string) => `otpauth://totp/${issuer}:ann?secret=JBSWY3DPEHPK3PXP&issuer=${issuer}`;
let blank: DisplayPicture;
let coded: DisplayPicture;

async function display(name: string, ...texts: readonly string[]): Promise<DisplayPicture> {
  const pixels = screenWith(texts);
  const address = under.serve(name, pixels.bgra);
  return { name, width: pixels.width, height: pixels.height, address };
}

beforeAll(async () => {
  under = await PageUnderTest.start();
  blank = await display('blank');
  coded = await display('coded', uri('Seen'));
}, 120_000);
afterAll(() => under?.stop());

const scan = (page: Page) => page.getByRole('button', { name: 'Scan screen' }).first().click();
async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More ways to scan' }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

describe('scan screen', () => {
  it('reviews what it found, read from the address that the capture names', async () => {
    const page = await under.open({ fake: { ...empty, displays: [coded] } });
    await scan(page);
    await dialog(page, 'Found one account').waitFor();
  });

  it('says that it looked and found nothing', async () => {
    const page = await under.open({ fake: { ...empty, displays: [blank] } });
    await scan(page);
    const nothing = dialog(page, 'No QR code found');
    await nothing.getByText('Halfminute looked at', { exact: false }).waitFor();
    await expectAccessible(page);
    await nothing.getByRole('button', { name: 'Try again' }).click();
    await nothing.getByRole('button', { name: 'Enter a setup key' }).click();
    await dialog(page, 'Enter a setup key').waitFor();
  });

  it.each([
    ['capture-empty', 'The system gave an empty, black picture of the screen.'],
    ['capture-failed', 'The screen could not be captured.'],
    ['capture-denied', 'The system does not let Halfminute see the screen.'],
  ] as const)('says %s, and offers paste, drop and file', async (code, sentence) => {
    const page = await under.open({ fake: { ...empty, failures: { 'screen.capture': code } } });
    await scan(page);
    const problem = dialog(page, 'Halfminute cannot see the screen');
    await problem.getByText(sentence).waitFor();
    await problem.getByText('paste it here with Ctrl+V').waitFor();
    await problem.getByText('Drag a picture of the code onto this window.').waitFor();
    await expectAccessible(page);
    const chooser = page.waitForEvent('filechooser');
    await problem.getByRole('button', { name: 'Choose picture…' }).click();
    await chooser;
    await problem.waitFor({ state: 'detached' });
  });

  it('lets a pasted link take the place of the problem', async () => {
    const page = await under.open({ fake: { ...empty, failures: { 'screen.capture': 'capture-empty' } } });
    await scan(page);
    await dialog(page, 'Halfminute cannot see the screen').waitFor();
    await pasteText(page, uri('Pasted'));
    await dialog(page, 'Found one account').waitFor();
    expect(await dialog(page, 'Halfminute cannot see the screen').count()).toBe(0);
  });
});

describe('what the system must allow', () => {
  it('macOS: is explained, asked for, led to, and checked again', async () => {
    const access = ['blocked', 'blocked', 'blocked', 'open'] as const;
    const page = await under.open({ fake: { ...empty, access, displays: [coded] } });
    await scan(page);
    const gate = dialog(page, 'Let Halfminute see the screen');
    await gate.getByText('macOS asks before an app may see the screen').waitFor();
    await expectAccessible(page);
    await gate.getByRole('button', { name: 'Continue' }).click();
    await gate.getByRole('button', { name: 'Open System Settings' }).waitFor();
    await gate.getByRole('button', { name: 'Check again' }).click();
    await gate.getByText('macOS still does not let Halfminute see the screen.').waitFor();
    await expectAccessible(page);
    await gate.getByRole('button', { name: 'Check again' }).click();
    await dialog(page, 'Found one account').waitFor();
  });

  it('macOS: is checked when the window comes back to the front', async () => {
    const page = await under.open({
      fake: { ...empty, access: ['blocked', 'blocked', 'open'], displays: [coded] },
    });
    await scan(page);
    await dialog(page, 'Let Halfminute see the screen').getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Open System Settings' }).waitFor();
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await dialog(page, 'Found one account').waitFor();
  });

  it('Wayland: is told before the portal asks, once', async () => {
    const page = await under.open({ fake: { ...empty, access: ['portal'], displays: [blank] } });
    await scan(page);
    const gate = dialog(page, 'Your desktop will ask what to share');
    await gate.getByText('On Wayland, Halfminute sees only what you give it.').waitFor();
    await expectAccessible(page);
    await gate.getByRole('button', { name: 'Continue' }).click();
    await dialog(page, 'No QR code found').getByRole('button', { name: 'Try again' }).click();
    await dialog(page, 'No QR code found').waitFor();
  });

  it('Wayland: an empty answer has its own words', async () => {
    const failures = { 'screen.capture': 'capture-empty' } as const;
    const page = await under.open({ fake: { ...empty, access: ['portal'], failures } });
    await scan(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Your desktop gave no picture.').waitFor();
  });
});

describe('a window', () => {
  it('is chosen by its picture', async () => {
    const picture = under.serve('thumbnail.bmp', toBmp(screenWith([], 320, 200)));
    const windows = [
      { id: 'window:1:0', name: 'Set up two-step sign-in — a browser with a long title', picture },
      { id: 'window:2:0', name: '', picture },
    ];
    const page = await under.open({ fake: { ...empty, windows, displays: [coded] } });
    await choose(page, 'Choose a window…');
    const picker = dialog(page, 'Choose the window with the code');
    await picker.getByRole('button', { name: 'Window without a name' }).waitFor();
    const isDrawn = () =>
      picker
        .locator('img')
        .first()
        .evaluate((image) => (image as HTMLImageElement).naturalWidth);
    await expect.poll(isDrawn).toBe(320);
    await expectAccessible(page);
    await picker.getByRole('button', { name: 'Set up two-step sign-in' }).click();
    await dialog(page, 'Found one account').waitFor();
  });

  it('is not to be had where the system shows none, which is told', async () => {
    const page = await under.open({ fake: empty });
    await choose(page, 'Choose a window…');
    await page.getByText('The system shows Halfminute no windows of other programs.').waitFor();
    await expectAccessible(page);
  });
});

it('a region that was given up leaves the page as it was', async () => {
  const page = await under.open({ fake: empty });
  await choose(page, 'Mark a region…');
  await page.getByRole('button', { name: 'More ways to scan' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
});

describe('watching', () => {
  it('shows that it watches, and can be stopped', async () => {
    const page = await under.open({ fake: { ...empty, displays: [blank] } });
    await choose(page, 'Watch the screen…');
    const watching = dialog(page, 'Watching for a new code');
    await watching.getByText(/\d+ seconds left/).waitFor();
    await watching.getByText('Keep this window off the place').waitFor();
    await expectAccessible(page);
    await watching.getByRole('button', { name: 'Stop watching' }).click();
    await watching.waitFor({ state: 'detached' });
  });

  it('ends with a review when a code shows', async () => {
    const page = await under.open({ fake: { ...empty, displays: [coded] } });
    await choose(page, 'Watch the screen…');
    await dialog(page, 'Found one account').waitFor();
  });
});

describe('the keys that scan from anywhere', () => {
  it('are pressed, shown, refused without a modifier, and told when another program holds them', async () => {
    const page = await under.open({ fake: { ...empty, shortcut: 'taken' } });
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    const group = page.getByRole('group', { name: 'Scan the screen from anywhere' });
    await group.getByRole('button', { name: 'Set keys' }).click();
    await page.keyboard.press('k');
    await group.getByText('Use Ctrl, Alt or Command together').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Control+Alt+k');
    await group.getByText('Ctrl+Alt+K', { exact: true }).waitFor();
    await group.getByText('Another program holds Ctrl+Alt+K.').waitFor();
    await expectAccessible(page);
    await group.getByRole('button', { name: 'Remove' }).click();
    await group.getByText('No keys set').waitFor();
    expect(await group.getByText('Another program holds').count()).toBe(0);
  });
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
