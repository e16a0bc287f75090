/** Icons of accounts: brought by an import, chosen in the edit dialog, drawn in the rows; in chromium on the fake. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialog, dropFile, expectAccessible, row } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(async () => {
  const problems = under?.problems;
  await under?.stop();
  expect(problems).toEqual([]);
});

const fake = {
  status: 'unlocked',
  accounts: [
    { issuer: 'GitHub', accountName: 'alice' },
    { issuer: 'My own server', accountName: 'root' },
  ],
} as const;

const SVG = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><script>window.evil = 1</script><rect width="10" height="10" fill="${colour}"/></svg>`;

/** Size and the middle pixel of the picture that a row draws. */
async function pictureOf(page: Page, name: string) {
  const image = row(page, name).locator('.mark-picture img');
  await image.waitFor();
  return await image.evaluate(async (element: HTMLImageElement) => {
    await element.decode();
    const canvas = new OffscreenCanvas(element.naturalWidth, element.naturalHeight);
    const context = canvas.getContext('2d');
    context?.drawImage(element, 0, 0);
    const middle = context?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
    return { width: element.naturalWidth, pixel: [...(middle ?? [])], source: element.src.slice(0, 5) };
  });
}

async function edit(page: Page, name: string) {
  await row(page, name)
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: 'Edit', exact: true }).click();
  return dialog(page, 'Edit account');
}

async function pick(page: Page, name: string, content: string | Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Use a picture…' }).click();
  await (await chooser).setFiles({ name, mimeType: '', buffer: Buffer.from(content) });
}

async function pickPack(page: Page, content: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'From an icon pack…' }).click();
  await (await chooser).setFiles({ name: 'pack.zip', mimeType: '', buffer: Buffer.from(content) });
}

const PACK = JSON.stringify([
  { title: 'server', issuers: ['My own server'], svg: SVG('rgb(0,120,0)') },
  { title: 'github', issuers: ['GitHub'], svg: SVG('rgb(120,0,0)') },
]);

describe('icons that an export brings', () => {
  it('are drawn anew, small, and shown in the rows; what was in its bin waits to be asked for', async () => {
    const page = await under.open({ fake });
    await row(page, 'GitHub').waitFor();
    const content = JSON.stringify({
      fakeExport: [
        { issuer: 'Red', accountName: 'r', secret: 'A', svg: SVG('rgb(200,0,0)') },
        { issuer: 'Broken', accountName: 'b', secret: 'B', svg: '<svg no' },
        { issuer: 'Thrown away', accountName: 't', secret: 'C', isTrashed: true },
      ],
    });
    await dropFile(page, 'export.json', 'application/json', Buffer.from(content).toString('base64'));
    const sheet = dialog(page, '3 accounts in this export');
    await sheet.getByText('Was in the other app’s bin').waitFor();
    await sheet.getByText('1 from the other app’s bin').waitFor();
    expect(await sheet.getByRole('checkbox', { name: /Thrown away/ }).isChecked()).toBe(false);
    await expectAccessible(page);
    await sheet.getByRole('button', { name: 'Add 2 accounts' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    expect(await pictureOf(page, 'Red')).toEqual({ width: 96, pixel: [200, 0, 0, 255], source: 'blob:' });
    expect(await page.evaluate(() => 'evil' in window)).toBe(false);
    await row(page, 'Broken').locator('.mark-initials').waitFor();
    expect(await row(page, 'Thrown away').count()).toBe(0);
  });
});

describe('the icon of an account', () => {
  it('is chosen among the logos by name, saved, and undone', async () => {
    const page = await under.open({ fake });
    const form = await edit(page, 'My own server');
    await form.getByRole('button', { name: 'Choose a logo…' }).click();
    const chooser = dialog(page, 'Choose a logo');
    await chooser.getByLabel('Search by name').fill('debian');
    await chooser.getByRole('button', { name: 'Debian' }).locator('.mark-drawn').waitFor();
    await expectAccessible(page);
    await chooser.getByRole('button', { name: 'Debian' }).click();
    await form.locator('.mark-drawn').waitFor();
    await form.getByRole('button', { name: 'Save' }).click();
    await row(page, 'My own server').locator('.mark-drawn').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'My own server').locator('.mark-initials').waitFor();
  });

  it('is an own picture, re-encoded; what is no picture is refused; and goes back to the issuer’s', async () => {
    const page = await under.open({ fake });
    const form = await edit(page, 'GitHub');
    await pick(page, 'text.png', 'no picture');
    await form.getByText('This file is not a picture that can be used, or it is too large.').waitFor();
    await pick(page, 'mine.svg', SVG('rgb(0,0,200)'));
    await form.locator('.mark-picture').waitFor();
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Save' }).click();
    expect(await pictureOf(page, 'GitHub')).toMatchObject({ width: 96, pixel: [0, 0, 200, 255] });
    const again = await edit(page, 'GitHub');
    await again.getByRole('button', { name: 'By the issuer’s name' }).click();
    await again.getByRole('button', { name: 'Save' }).click();
    await row(page, 'GitHub').locator('.mark-drawn').waitFor();
  });
});

describe('an icon pack', () => {
  it('gives one account its icon', async () => {
    const page = await under.open({ fake });
    const form = await edit(page, 'GitHub');
    await pickPack(page, 'no pack');
    await form.getByText('This file is not an icon pack').waitFor();
    await pickPack(page, PACK);
    const chooser = dialog(page, 'Icons of Fake pack');
    await expect.poll(() => chooser.getByLabel('Search by name').inputValue()).toBe('GitHub');
    await chooser.getByRole('button', { name: 'github' }).locator('img').waitFor();
    await expectAccessible(page);
    await chooser.getByRole('button', { name: 'github' }).click();
    await form.getByRole('button', { name: 'Save' }).click();
    expect(await pictureOf(page, 'GitHub')).toMatchObject({ width: 96, pixel: [120, 0, 0, 255] });
  });

  it('without a picture that can be drawn says so', async () => {
    const page = await under.open({ fake });
    const form = await edit(page, 'GitHub');
    await pickPack(page, '[]');
    await form.getByText('This icon pack holds no picture that can be used.').waitFor();
    await pickPack(page, JSON.stringify([{ title: 'github', issuers: ['GitHub'], svg: '<svg no' }]));
    const chooser = dialog(page, 'Icons of Fake pack');
    const said = chooser.getByText('This file is not a picture that can be used, or it is too large.');
    await chooser.getByRole('button', { name: 'github' }).click();
    await said.waitFor();
    await expectAccessible(page);
    await chooser.getByRole('button', { name: 'Use this pack for the one account that it fits' }).click();
    await said.waitFor();
  });

  it('gives all accounts that it fits theirs, with one undo', async () => {
    const page = await under.open({ fake });
    await edit(page, 'GitHub');
    await pickPack(page, PACK);
    await page.getByRole('button', { name: 'Use this pack for the 2 accounts that it fits' }).click();
    expect(await pictureOf(page, 'My own server')).toMatchObject({ pixel: [0, 120, 0, 255] });
    expect(await pictureOf(page, 'GitHub')).toMatchObject({ pixel: [120, 0, 0, 255] });
    await page.getByText('2 icons set').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'My own server').locator('.mark-initials').waitFor();
    await row(page, 'GitHub').locator('.mark-drawn').waitFor();
  });
});
