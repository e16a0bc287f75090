/** The words of the page of QR codes: a person's language and direction, English by itself, nothing of them as markup. */

import * as v from 'valibot';
import { expect, it } from 'vitest';
import { qrPage } from '../../electron/formats/qr-page-writer.ts';
import { readFile } from '../../electron/formats/registry.ts';
import { sourceFile } from '../../electron/formats/source-file.ts';
import { exportCalls } from '../../electron/ipc/calls/export.ts';

const TEXT = 'otpauth://totp/Site:ann?secret=JBSWY3DPEHPK3PXP&issuer=Site';
const CODES = [{ name: 'Site (ann)', text: TEXT }];
const arabic = { language: 'ar', direction: 'rtl', title: 'رموز', warning: 'غير مشفّرة' } as const;

it('is English by itself', () => {
  const page = qrPage(CODES);
  expect(page).toContain('<html lang="en" dir="ltr">');
  expect(page).toContain('<p>Not encrypted: whoever has this page');
});

it('says its words in the language that came, right to left where that is so, and is read back all the same', async () => {
  const page = qrPage(CODES, arabic);
  expect(page).toContain('<html lang="ar" dir="rtl">');
  expect(page).toContain('<title>رموز</title>');
  expect(page).toContain('<p>غير مشفّرة</p>');
  expect(page).not.toContain('Not encrypted');
  const reading = await readFile(sourceFile(new TextEncoder().encode(page), 'qr-codes.html'), {});
  expect(reading.accounts.map(({ accountName }) => accountName)).toEqual(['ann']);
});

it('takes no markup and no account out of its words', async () => {
  const page = qrPage(CODES, {
    ...arabic,
    title: '</title><script>1</script>',
    warning: `<img src=x> "${TEXT.replace('ann', 'eve')}"`,
  });
  expect(page).not.toMatch(/<script|<img/);
  const reading = await readFile(sourceFile(new TextEncoder().encode(page), 'qr-codes.html'), {});
  expect(reading.accounts.map(({ accountName }) => accountName)).toEqual(['ann']);
});

it('is bounded in the contract', () => {
  const base = { grant: 'g', format: 'qr-codes', vaultPassword: 'p', filePassword: null };
  const isTaken = (words: object) =>
    v.safeParse(exportCalls.write.argument, { ...base, pageWords: { ...arabic, ...words } }).success;
  expect(isTaken({})).toBe(true);
  expect(isTaken({ language: 'zh-CN' })).toBe(true);
  expect(isTaken({ language: 'en" onload="x' })).toBe(false);
  expect(isTaken({ direction: 'up' })).toBe(false);
  expect(isTaken({ title: '' })).toBe(false);
  expect(isTaken({ warning: 'x'.repeat(501) })).toBe(false);
  expect(isTaken({ more: 1 })).toBe(false);
});
