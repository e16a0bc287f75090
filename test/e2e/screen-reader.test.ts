/**
 * What a screen reader finds in the real window, in its accessibility tree: codes digit by digit, a new one said for the
 * account with the focus alone, and a dialog without what lies behind it.
 * Runs in the real app. The rule: codes are those of RFC 4226; whole screens are read in test/page/screen-reader.test.ts.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTree, saidIn } from '../page/tree.ts';
import { GITHUB, profileWithVault } from './driver/prepared-profile.ts';
import { discardApps, type RunningApp, startApp } from './driver/running-app.ts';
import * as screens from './driver/screens.ts';

/** RFC 4226 appendix D: its first two codes are 755224 and 287082. */
const LIBRARY = 'otpauth://hotp/Library:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Library&counter=0';
let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ profile: await profileWithVault({ uris: [GITHUB, LIBRARY] }) });
  await screens.unlock(app.page);
  await screens.shownCode(app.page, 'GitHub');
});
afterAll(() => discardApps([app]));

const lines = async () => (await readTree(app.page)).map((line) => line.trim());
const lineOf = async (start: string) => (await lines()).find((line) => line.startsWith(start)) ?? '';

test('a code is read digit by digit without its countdown, and a new one is said where the focus is', async () => {
  expect(await lineOf('button GitHub')).toMatch(/^button GitHub ada code \d \d \d, \d \d \d$/);
  expect(await lineOf('button Library')).toBe('button Library ada no code yet');
  const next = app.page.getByRole('button', { name: 'Next code for Library (ada)' });
  await next.press('Enter');
  await expect.poll(() => lineOf('button Library')).toBe('button Library ada code 7 5 5, 2 2 4');
  await expect.poll(async () => saidIn(await readTree(app.page))).toContain('code 7 5 5, 2 2 4');
  await next.press('Enter');
  await expect.poll(async () => saidIn(await readTree(app.page))).toContain('New code 2 8 7, 0 8 2');
  await app.page.getByRole('searchbox').focus();
  await expect.poll(async () => saidIn(await readTree(app.page)).join()).not.toContain('New code');
});

test('a dialog that a menu opened is all there is, and what was behind comes back', async () => {
  await screens.chooseFromMenu(app.page, 'More', 'Settings');
  await expect.poll(() => lines()).toContain('dialog Settings');
  await expect.poll(() => lines()).not.toContain('list Accounts');
  expect(await lines()).not.toContain('searchbox Search accounts');
  await app.page.keyboard.press('Escape');
  await expect.poll(() => lines()).toContain('list Accounts');
  expect(await app.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('More');
});
