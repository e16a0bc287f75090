/** Four accounts with tags, and what the tests of tags, of a selection and of the focus look for. Page tests only. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export const TAGGED_ACCOUNTS = [
  { issuer: 'Apple', accountName: 'ann', tags: ['Home'] },
  { issuer: 'Bitbucket', accountName: 'ann', tags: ['Work', 'Code'] },
  { issuer: 'Cloudflare', accountName: 'bob', tags: ['Work'] },
  { issuer: 'Discord', accountName: 'bob' },
] as const;

/** The first letters of the accounts in the list. */
export const shows = (page: Page) =>
  expect.poll(async () =>
    (await page.locator('.row-issuer').allInnerTexts()).map((name) => name[0]).join(''),
  );
export const chip = (page: Page, tag: string) =>
  page.getByRole('button', { name: new RegExp(`^${tag} \\d+ account`) });
export const bar = (page: Page) => page.getByRole('region', { name: 'Selected accounts' });
