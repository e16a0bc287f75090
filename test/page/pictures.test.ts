/** Pictures and PDFs given to the page in chromium on the fake: the review that fills, and what is told of the rest. */
import type { Page } from 'playwright-core';
import { renderSVG } from 'uqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codePage, lockedPdf, makePdf, scannedPage } from '../scan/make-pdf.ts';
import { dialog, dropFile, expectAccessible } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const uri = (name: string, secret = 'JBSWY3DPEHPK3PXP') =>
  `otpauth://totp/${name}:ann?secret=${secret}&issuer=${name}`;
const svgOf = (text: string) =>
  renderSVG(text, { border: 4 }).replace('<svg ', '<svg width="400" height="400" ');
const svgAddress = (text: string) =>
  `data:image/svg+xml;base64,${Buffer.from(svgOf(text)).toString('base64')}`;

async function open(fake: object = {}): Promise<Page> {
  const page = await under.open({ fake: { status: 'unlocked', ...fake } });
  await page.getByRole('button', { name: 'Scan screen' }).first().waitFor();
  return page;
}

const choose = (page: Page, files: readonly { readonly name: string; readonly content: Buffer }[]) =>
  page
    .locator('input[type=file][multiple]')
    .setInputFiles(files.map(({ name, content }) => ({ name, mimeType: '', buffer: content })));

/** Drops what another program's drag carries beside files. */
async function dropData(page: Page, data: Readonly<Record<string, string>>): Promise<void> {
  await page.locator('body').evaluate((target, given) => {
    const transfer = new DataTransfer();
    for (const [type, value] of Object.entries(given)) transfer.setData(type, value);
    target.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, data);
}

/** What people scan beside authenticator codes, and how the review names it. */
const FOREIGN = [
  ['phonefactor://activate_account?code=123456789&url=https%3A%2F%2Fexample.com', /Microsoft Authenticator/],
  ['WIFI:S:office;T:WPA;P:correct horse;;', /joining a Wi-Fi network/],
  ['https://s.team/q/1/2345678901234567890', /signs in to Steam in its own app/],
  ['https://example.com/account/login', /web address \(example\.com\)/],
] as const;

const cutOuts = (page: Page) => page.locator('.candidate canvas');

describe('a PDF', () => {
  it('gives the codes of every page, drawn or scanned', async () => {
    const page = await open();
    const pages = [codePage(uri('Drawn')), { content: '' }, scannedPage(uri('Scanned'))];
    await choose(page, [{ name: 'letter.pdf', content: makePdf(pages) }]);
    await dialog(page, 'Found 2 accounts').waitFor();
    await page.getByRole('heading', { name: 'Drawn (ann)' }).waitFor();
    await page.getByRole('heading', { name: 'Scanned (ann)' }).waitFor();
    expect(await cutOuts(page).count()).toBe(2);
  });

  it('as a browser prints it is read', async () => {
    const page = await open();
    const printer = await page.context().newPage();
    await printer.setContent(`<h1>Set up</h1><img width="160" src="${svgAddress(uri('Printed'))}">`);
    const content = await printer.pdf({ format: 'A4' });
    await printer.close();
    await choose(page, [{ name: 'print.pdf', content }]);
    await page.getByRole('heading', { name: 'Printed (ann)' }).waitFor();
  });

  it('without a code, with a password, torn or too long gets a sentence', async () => {
    const page = await open();
    const long = makePdf(Array.from({ length: 120 }, () => ({ content: '', size: [20, 20] as const })));
    await choose(page, [
      { name: 'blank.pdf', content: makePdf([{ content: '' }]) },
      { name: 'locked.pdf', content: lockedPdf() },
      { name: 'torn.pdf', content: Buffer.from('%PDF-1.7\n%%EOF') },
      { name: 'long.pdf', content: long },
    ]);
    await dialog(page, 'No QR code found').waitFor();
    await page.getByText(/blank\.pdf \(1 of 1 page\)/).waitFor();
    await page.getByText('locked.pdf is protected by a password.').waitFor();
    await page.getByText('torn.pdf is damaged or empty.').waitFor();
    await page.getByText('Not every page was looked at: long.pdf (100 of 120 pages).').waitFor();
    await expectAccessible(page);
  });
});

describe('a picture out of a browser', () => {
  it('is read from its data, whichever way it is given', async () => {
    for (const type of ['text/html', 'text/uri-list', 'text/plain']) {
      const page = await open();
      const address = svgAddress(uri('Dragged'));
      await dropData(page, { [type]: type === 'text/html' ? `<img alt="" src="${address}">` : address });
      await page.getByRole('heading', { name: 'Dragged (ann)' }).waitFor();
    }
  });

  it('given by its web address alone is not fetched, and that is said', async () => {
    const page = await open();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await dropData(page, {
      'text/html': '<a href="https://example.com/"><img src="https://codes.example.com/qr?id=1"></a>',
      'text/uri-list': 'https://example.com/',
    });
    await page.getByText('only the address of this picture (on codes.example.com)').waitFor();
    await expectAccessible(page);
    expect(asked.filter((url) => url.includes('example.com'))).toEqual([]);
  });
});

describe('the review', () => {
  it('shows where each code was, and names what is no account', async () => {
    const page = await open();
    const codes = [uri('One'), 'https://example.com/login', uri('Two', 'GEZDGNBVGY3TQOJQ')];
    await choose(
      page,
      codes.map((text, at) => ({ name: `${at}.svg`, content: Buffer.from(svgOf(text)) })),
    );
    await dialog(page, 'Found 2 accounts').waitFor();
    expect(await cutOuts(page).count()).toBe(2);
    expect(await page.locator('.problem canvas').count()).toBe(1);
    const darkShare = await cutOuts(page).evaluateAll((canvases) =>
      canvases.map((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const context = (canvas as HTMLCanvasElement).getContext('2d');
        const pixels = context?.getImageData(0, 0, width, height).data ?? [];
        return [...pixels].filter((value, i) => i % 4 === 0 && value < 100).length / (width * height);
      }),
    );
    for (const share of darkShare) expect(share).toBeGreaterThan(0.15);
    await expectAccessible(page);
  });

  it('names what is no authenticator code by its kind', async () => {
    const page = await open();
    await choose(
      page,
      FOREIGN.map(([text], at) => ({ name: `${at}.svg`, content: Buffer.from(svgOf(text)) })),
    );
    for (const [, sentence] of FOREIGN) await page.getByText(sentence).waitFor();
    expect(await page.locator('.problem canvas').count()).toBe(FOREIGN.length);
    await expectAccessible(page);
  });

  it('adds all new ones with one click and leaves the rest', async () => {
    const saved = { issuer: 'Kept', accountName: 'ann', secret: 'OTHERSECRET22222' };
    const page = await open({ accounts: [saved] });
    const texts = [uri('Kept'), uri('New-one'), uri('New-two')];
    await dropFile(page, 'links.txt', 'text/plain', Buffer.from(texts.join('\n')).toString('base64'));
    await dialog(page, 'Found 3 accounts').waitFor();
    await page.getByRole('button', { name: 'Add all new' }).click();
    await dialog(page, '2 accounts added One skipped')
      .or(dialog(page, /2 accounts added/))
      .waitFor();
  });

  it('has the keyboard once it is there, though another sentence stood in its place before', async () => {
    const page = await open();
    await choose(page, [{ name: '1.svg', content: Buffer.from(svgOf(uri('One'))) }]);
    await dialog(page, 'Found one account').waitFor();
    const box = page.getByRole('checkbox', { name: 'Add One (ann)' });
    await expect.poll(() => box.evaluate((checkbox) => checkbox === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await dialog(page, 'Found one account').waitFor({ state: 'detached' });
  });

  it('draws a long list by and by, and adds the whole of it', async () => {
    const page = await open();
    const links = Array.from({ length: 40 }, (_, number) => uri(`Site-${number}`));
    await dropFile(page, 'links.txt', 'text/plain', Buffer.from(links.join('\n')).toString('base64'));
    await page.getByRole('heading', { name: 'Site-39 (ann)' }).waitFor();
    expect(await page.locator('.candidate').count()).toBe(40);
    await page.getByRole('button', { name: 'Add 40 accounts' }).click();
    await dialog(page, /40 accounts added/).waitFor();
  });

  it('goes on in the same sheet when more is dropped on it', async () => {
    const page = await open();
    await choose(page, [{ name: '1.svg', content: Buffer.from(svgOf(uri('One'))) }]);
    await dialog(page, 'Found one account').waitFor();
    await choose(page, [{ name: '2.svg', content: Buffer.from(svgOf(uri('Two'))) }]);
    await dialog(page, 'Found 2 accounts').waitFor();
    expect(await cutOuts(page).count()).toBe(2);
  });
});

it('runs without a script error or a refusal by the content security policy', () => {
  expect(under.problems).toEqual([]);
});
