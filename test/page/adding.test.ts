/** Every way of adding, in chromium on the fake: screen, pictures, paste, drop, setup key, backup; and the review. */
import type { Page } from 'playwright-core';
import { renderSVG } from 'uqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openList } from './choose-from-list.ts';
import { dialog, dropFile, expectAccessible, pasteText, row, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const SECRET = 'JBSWY3DPEHPK3PXP';
const uri = (issuer: string, name: string, secret = SECRET, more = '') =>
  `otpauth://totp/${issuer}:${name}?secret=${secret}&issuer=${issuer}${more}`;
const empty = { status: 'unlocked' } as const;
const ready = (page: Page) => page.getByRole('button', { name: 'Scan screen' }).first().waitFor();
/** An SVG as websites serve it, with its size and the white border that a code needs. */
const qrSvg = (text: string) =>
  Buffer.from(renderSVG(text, { border: 4 }).replace('<svg ', '<svg width="400" height="400" '));

/** No secret may stand anywhere in the document, attributes included. */
async function expectNoSecret(page: Page): Promise<void> {
  const values = await page.evaluate(() => [...document.querySelectorAll('input')].map(({ value }) => value));
  expect([await page.content(), ...values].join(' ')).not.toContain(SECRET);
}

describe('a setup key', () => {
  it('goes through review to the code, is copied, and the vault locks', async () => {
    const page = await under.open({ fake: empty });
    await page.getByRole('button', { name: 'Enter a setup key' }).click();
    await expectAccessible(page);
    await page.getByLabel('Issuer').fill('Client Portal');
    await page.getByLabel('Account name').fill('ann');
    await page.getByRole('textbox', { name: 'Setup key' }).fill('jbsw y3dp ehpk 3pxp');
    await page.keyboard.press('Enter');
    await dialog(page, 'Found one account').waitFor();
    await expectAccessible(page);
    await expectNoSecret(page);
    await page.getByRole('button', { name: 'Add account', exact: true }).last().click();
    await dialog(page, 'Client Portal (ann) is in your vault').waitFor();
    await page.getByText('Give this code to the website to finish.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Copy code' }).click();
    await expect.poll(() => page.evaluate(() => window.fake?.copied.length)).toBe(1);
    await page.getByRole('button', { name: 'Done' }).click();
    await rowButton(page, 'Client Portal').waitFor();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Lock', exact: true }).click();
    await page.getByRole('heading', { name: 'Unlock Halfminute' }).waitFor();
  });

  it('is checked while it is typed', async () => {
    const page = await under.open({ fake: empty });
    await page.getByRole('button', { name: 'Enter a setup key' }).click();
    await page.getByRole('textbox', { name: 'Setup key' }).fill('JBSW Y3DP 0');
    await page.getByText('A key has no 0, 1, 8 or 9.').waitFor();
    await page.getByRole('textbox', { name: 'Setup key' }).fill('');
    await page.keyboard.press('Enter');
    await page.getByText('Type the key that the website shows.').waitFor();
    await dialog(page, 'Enter a setup key').getByRole('button', { name: 'More' }).click();
    await page.getByLabel('Digits').fill('0');
    await page.getByText('A whole number from 4 to 10.').waitFor();
    await page.getByRole('radio', { name: 'Counter based' }).click();
    await page.getByLabel('Counter', { exact: true }).waitFor();
    await expectAccessible(page);
    await openList(page.getByRole('combobox', { name: 'Algorithm' }));
    await page.getByRole('option', { name: 'SHA-256' }).waitFor();
    await expectAccessible(page);
  });
});

describe('paste', () => {
  it('takes one or many links anywhere, also while a text field is focused', async () => {
    const page = await under.open({ fake: empty });
    await ready(page);
    await pasteText(page, `${uri('One', 'a')}\n${uri('Two', 'b')}`, '.search-input');
    await dialog(page, 'Found 2 accounts').waitFor();
    await expectNoSecret(page);
    await page.getByRole('button', { name: 'Add 2 accounts' }).click();
    await dialog(page, '2 accounts added').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Done' }).click();
    await row(page, 'Two').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'Two').waitFor({ state: 'detached' });
  });

  it('leaves other text to the text field it was pasted into, and says so elsewhere', async () => {
    const page = await under.open({ fake: empty });
    await ready(page);
    await pasteText(page, 'plain words', '.search-input');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await pasteText(page, 'plain words');
    await dialog(page, 'No authenticator link in this text').waitFor();
    await page.getByText('Such a link starts with otpauth://').waitFor();
    await expectAccessible(page);
  });

  it('leaves to the vault process what a link of another scheme is worth', async () => {
    const page = await under.open({ fake: empty });
    await ready(page);
    await pasteText(page, `steam://${SECRET}`, '.search-input');
    await dialog(page, 'Nothing to add').waitFor();
    await expectNoSecret(page);
  });

  it('says that a text file holds no link', async () => {
    const page = await under.open({ fake: empty });
    await ready(page);
    await dropFile(page, 'notes.txt', 'text/plain', btoa('nothing of use'));
    await dialog(page, 'No authenticator link in this text').waitFor();
    await page.getByText('There is no authenticator link in notes.txt.').waitFor();
  });
});

describe('pictures', () => {
  it('are read when they are dropped on the window', async () => {
    const page = await under.open({ fake: empty });
    await ready(page);
    await dropFile(page, 'code.svg', 'image/svg+xml', qrSvg(uri('Dropped', 'a')).toString('base64'));
    await dialog(page, 'Found one account').waitFor();
    await expectNoSecret(page);
  });

  it('are read from an SVG that names no size', async () => {
    const page = await under.open({ fake: empty });
    await ready(page);
    const svg = renderSVG(uri('Sizeless', 'a'), { border: 4 });
    expect(svg).not.toMatch(/<svg[^>]* (width|height)=/);
    await dropFile(page, 'code.svg', 'image/svg+xml', btoa(svg));
    await dialog(page, 'Found one account').waitFor();
  });

  it('are chosen, several at once; a web address is told apart', async () => {
    const page = await under.open({ fake: empty });
    await ready(page);
    await page.locator('input[type=file][multiple]').setInputFiles(
      [uri('First', 'a'), 'https://example.com/login'].map((text, index) => ({
        name: `${index}.svg`,
        mimeType: 'image/svg+xml',
        buffer: qrSvg(text),
      })),
    );
    await dialog(page, 'Found one account').waitFor();
    await page.getByText('This QR code is a web address (example.com)').waitFor();
    await expectAccessible(page);
  });

  it('without a code, damaged, or not pictures at all get a sentence each', async () => {
    const page = await under.open({ fake: empty });
    await ready(page);
    const blank =
      '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><rect width="99" height="99" fill="white"/></svg>';
    await page.locator('input[type=file][multiple]').setInputFiles([
      { name: 'blank.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(blank) },
      { name: 'torn.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') },
      { name: 'song.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('la') },
    ]);
    await page.getByText('There is no readable QR code in this picture.').waitFor();
    await page.getByText('torn.png is').waitFor();
    await page.getByText('Halfminute cannot read song.mp3.').waitFor();
    await expectAccessible(page);
  });
});

describe('the review', () => {
  const accounts = [
    { id: 'old', issuer: 'GitHub', accountName: 'alice', secret: 'OTHER' },
    { id: 'same', issuer: 'Same', accountName: 'one', secret: SECRET },
  ];

  it('skips what is the same and asks about a conflict before anything is added', async () => {
    const page = await under.open({ fake: { ...empty, accounts } });
    await ready(page);
    await pasteText(
      page,
      `${uri('GitHub', 'alice')}\n${uri('Same', 'one')}\n${uri('New', 'x', SECRET, '&period=60')}`,
    );
    await page.getByText('Already in your vault').waitFor();
    await page.getByText('An unusual period.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add account', exact: true }).last().click();
    await page.getByText('Choose one of the three.').waitFor();
    await expectAccessible(page);
    await page.getByRole('radio', { name: 'Replace its key' }).click();
    await page.getByRole('button', { name: 'Add 2 accounts' }).click();
    await page.getByText('One account added. One account has a new key. One was skipped.').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => page.locator('.row').count()).toBe(3);
  });

  it('says on the button what is missing while nothing is chosen, and leads there', async () => {
    const page = await under.open({ fake: { ...empty, accounts } });
    await ready(page);
    await pasteText(page, uri('GitHub', 'alice'));
    await page.getByRole('button', { name: 'Choose what to do first' }).click();
    await page.getByText('Choose one of the three.').waitFor();
    const replace = page.getByRole('radio', { name: 'Replace its key' });
    await expect.poll(() => replace.evaluate((radio) => radio === document.activeElement)).toBe(true);
    await page.getByRole('radio', { name: 'Skip' }).click();
    expect(await page.getByRole('button', { name: 'Nothing chosen to add' }).isDisabled()).toBe(true);
    await replace.click();
    await page.getByRole('button', { name: 'Add account', exact: true }).last().waitFor();
  });

  it('tells how far a spread export has been read', async () => {
    const page = await under.open({ fake: { ...empty, batches: [{ size: 4, missing: [2] }] } });
    await ready(page);
    await pasteText(page, uri('One', 'a'));
    await page.getByText('3 of 4 codes of this export read. Number 2 is missing.').waitFor();
    await pasteText(page, uri('Two', 'b'));
    await dialog(page, 'Found 2 accounts').waitFor();
    await expectAccessible(page);
  });

  it('opens for a link that the system handed over', async () => {
    const page = await under.open({ fake: { ...empty, links: [uri('Linked', 'a')] } });
    await dialog(page, 'Found one account').waitFor();
  });

  it('shows a backup opened into the vault the same way', async () => {
    const page = await under.open({ fake: { ...empty, accounts } });
    await ready(page);
    await dropFile(page, 'mine.halfminute-backup', '', btoa('backup'));
    await page.getByText('mine.halfminute-backup').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Password of the backup').fill('correct horse');
    await page.keyboard.press('Enter');
    await dialog(page, 'Accounts in this backup').waitFor();
    await page.getByRole('button', { name: 'Add 2 accounts' }).click();
    await dialog(page, /2 accounts added/).waitFor();
  });
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
