/**
 * From the page to paper and back: a real set printed to PDF by chromium, rasterised at 150 dots an inch, turned,
 * greyed and covered in noise, then read by the scanner's own engine. The rule: what comes back is compared by secret.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { PaperMade, Review } from '../../electron/ipc/contract.ts';
import { accountsOf } from '../../electron/vault/vault.ts';
import { scan } from '../../renderer/scan/node-engine.ts';
import { startVaultProcessDouble, value } from '../vault-calls/vault-process-double.ts';
import { chooseFromList } from './choose-from-list.ts';
import { chooseFromMore } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

const run = promisify(execFile);
const PASSWORD = 'correct horse battery';
const PAPER_PASSWORD = 'of the paper alone';
const ACCOUNTS = 40;
const SCAN_BUDGET_MS = 20_000;

let under: PageUnderTest;
let folder: string;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halfminute-paper-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const startVault = async (name: string) => {
  const vault = startVaultProcessDouble({ folder: path.join(folder, name), now: () => 1_700_000_000_000 });
  value(await vault.page.vault.create({ password: PASSWORD }));
  return vault;
};
type Vault = Awaited<ReturnType<typeof startVault>>;

async function addAll({ page }: Vault, reviewId: string): Promise<void> {
  const { candidates } = value(await page.accounts.review({ reviewId, texts: [] }));
  const choices = candidates.map(({ id, issuer, accountName }) => ({
    candidateId: id,
    issuer,
    accountName,
    action: 'add' as const,
  }));
  value(await page.accounts.add({ reviewId, choices }));
}

async function filledVault(): Promise<Vault> {
  const vault = await startVault('first');
  const texts = Array.from({ length: ACCOUNTS }, (_, at) => {
    const secret = Buffer.from(`secret number ${at} of many`)
      .toString('hex')
      .replace(/[^2-7a-f]/g, 'x');
    return `otpauth://totp/Site%20${at}:ann%40example.com?secret=${secret.toUpperCase()}&issuer=Site%20${at}`;
  });
  await addAll(vault, value(await vault.page.accounts.review({ reviewId: null, texts })).reviewId);
  return vault;
}

/** What the dialog prints of a set, as a PDF file. */
async function printed(made: PaperMade, paperSize: string): Promise<string> {
  const accounts = [{ issuer: 'Any', accountName: 'one' }];
  const page = await under.open({
    fake: { status: 'unlocked', password: PASSWORD, accounts, paperMade: made },
  });
  await chooseFromMore(page, 'Print a paper vault…');
  await chooseFromList(page.getByRole('combobox', { name: 'Paper size' }), paperSize);
  await page.getByRole('radio', { name: 'Not encrypted' }).click();
  await page.getByLabel('Vault password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: `QR code ${made.codeCount} of ${made.codeCount}` }).waitFor();
  const file = path.join(folder, 'sheets.pdf');
  await writeFile(file, await page.pdf({ preferCSSPageSize: true }));
  return file;
}

/** The pages at 150 dots an inch, each turned by its own angle (degrees), on grey paper, blurred a little and noisy. */
async function scansOf(pdf: string, angles: readonly number[]): Promise<Parameters<typeof scan>[0][]> {
  await run('pdftoppm', ['-r', '150', '-png', pdf, path.join(folder, 'page')]);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.png')).sort();
  return Promise.all(
    files.map(async (name, at) => {
      const turned = sharp(path.join(folder, name)).rotate(angles[at % angles.length] ?? 0, {
        background: '#d8d4cc',
      });
      const { data, info } = await turned
        .blur(0.5)
        .linear(0.75, 30)
        .ensureAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      let seed = at + 1;
      for (let pixel = 0; pixel < data.length; pixel += 4) {
        // Park and Miller's generator: the same noise on every machine.
        seed = (seed * 48_271) % 2_147_483_647;
        const noise = (seed % 61) - 30;
        for (const channel of [0, 1, 2]) {
          data[pixel + channel] = Math.min(255, Math.max(0, (data[pixel + channel] ?? 0) + noise));
        }
      }
      return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
    }),
  );
}

const textsIn = async (picture: Parameters<typeof scan>[0]) =>
  (await scan(picture, { budgetMs: SCAN_BUDGET_MS })).codes.map(({ text }) => text);
const contentOf = ({ holder }: Vault) =>
  accountsOf(holder.session().vault).map(({ issuer, accountName, otp }) => ({ issuer, accountName, otp }));

it.each([
  ['A4 (210 × 297 mm)', true],
  ['Letter (8.5 × 11 in)', false],
])(
  'a set printed on %s comes back from noisy, turned scans, the last page first',
  async (paperSize, isEncrypted) => {
    const first = await filledVault();
    const made = value(
      await first.page.paper.make({
        vaultPassword: PASSWORD,
        paperPassword: isEncrypted ? PAPER_PASSWORD : null,
      }),
    );
    expect(made.sheets.length).toBeGreaterThan(1);
    const scans = await scansOf(await printed(made, paperSize), [2.5, 181, 93, -4]);
    expect(scans).toHaveLength(made.sheets.length);

    const second = await startVault('second');
    let { reviewId } = value(await second.page.accounts.review({ reviewId: null, texts: [] }));
    for (const [at, picture] of [...scans.entries()].reverse()) {
      const texts = await textsIn(picture);
      expect([at, texts.length]).toEqual([at, made.sheets[at]?.length]);
      const review: Review = value(await second.page.accounts.review({ reviewId, texts }));
      reviewId = review.reviewId;
      expect(review.problems).toEqual([]);
      expect(review.paper[0]?.missing).toEqual(
        made.sheets.slice(0, at).map((codes, sheet) => ({
          sheet: sheet + 1,
          numbers: codes.map(({ number }) => number),
          isWholeSheet: true,
        })),
      );
      expect(review.paper[0]?.words).toEqual(made.words);
      if (at > 0 || !isEncrypted) continue;
      const [{ setId } = { setId: '' }] = review.paper;
      value(await second.page.paper.open({ reviewId, setId, password: PAPER_PASSWORD }));
    }
    await addAll(second, reviewId);
    expect(contentOf(second)).toEqual(contentOf(first));
    expect(contentOf(second)).toHaveLength(ACCOUNTS);
  },
);
