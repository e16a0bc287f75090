/**
 * What a screen reader finds on the main screens, in the accessibility tree of chromium on the fake: roles, names, order.
 * The rule: whole screens are compared, so that what is added without a name or in another place is seen.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFromMore, dialog, pasteText, row, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';
import { readTree, saidIn } from './tree.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const ACCOUNTS = [
  { id: 'git', issuer: 'GitHub', accountName: 'alice', secret: 'git', isPinned: true },
  { id: 'aws', issuer: 'Amazon', accountName: 'root', digits: 8, secret: 'aws', tags: ['Work'] },
  { id: 'portal', issuer: 'Portal', accountName: 'ann', type: 'hotp', periodSeconds: null, counter: 3 },
] as const;
const open = { status: 'unlocked', accounts: ACCOUNTS } as const;
/** 2 s into a period. */
const AT_MS = Date.UTC(2026, 10, 22, 12, 0, 2);

/** As soon as it is this one; what comes a moment later, such as a menu of a row, is waited for. */
const expectTree = (page: Page, lines: readonly string[]) =>
  expect.poll(() => readTree(page), { timeout: 10_000 }).toEqual(lines);

describe('reading a screen from its start', () => {
  it('the first start', async () => {
    const page = await under.open();
    await expectTree(page, [
      'main',
      '  heading Welcome to Halfminute',
      '  “Your sign-in codes, on this computer, in an encrypted vault that only your password opens.”',
      '  button Create a vault For a first start. Takes a minute.',
      '  button Restore from a backup You have a backup file from another computer or an earlier vault.',
    ]);
  });

  it('unlocking, and what is wrong with what was typed', async () => {
    const page = await under.open({ fake: { status: 'locked' } });
    await expectTree(page, [
      'main',
      '  heading Unlock Halfminute',
      '  form',
      '    “Password”',
      '    textbox Password [focused]',
      '    button Show password',
      '    button Unlock',
    ]);
    await page.keyboard.type('wrong horse battery');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => readTree(page))
      .toContain('    textbox Password (That is not the password. Try again.) [invalid] [focused]');
    expect(saidIn(await readTree(page))).toEqual(['That is not the password. Try again.']);
  });

  it('the list: each row is its names and its code digit by digit, and no countdown', async () => {
    const page = await under.open({ fake: open, stillAtMs: AT_MS });
    await row(page, 'Portal').getByRole('button', { name: 'More for' }).waitFor();
    await expectTree(page, [
      'banner',
      '  search',
      '    searchbox Search accounts',
      '  button Scan screen',
      '  button More ways to scan',
      '  button Add account',
      '  button View',
      '  button More',
      'main',
      '  heading Halfminute',
      '  group Show accounts with these tags',
      '    button Work 1 account',
      '  button Rename or delete tags…',
      '  list Accounts',
      '    listitem',
      '      button GitHub alice Pinned code 3 6 6, 2 2 5',
      '      button More for GitHub (alice)',
      '    listitem',
      '      button Amazon root code 6 4 8 8, 7 7 0 7',
      '      button More for Amazon (root)',
      '    listitem',
      '      button Portal ann no code yet',
      '      button Next code for Portal (ann)',
      '      button More for Portal (ann)',
      '  status',
      '  status',
      'region Messages',
    ]);
  });

  it('an account’s menu comes after its button, with the focus in it', async () => {
    const page = await under.open({ fake: open });
    // Pressed without coming by the row, as a screen reader does.
    await page.getByRole('button', { name: 'More for GitHub (alice)' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Copy code' }).and(page.locator(':focus')).waitFor();
    const tree = await readTree(page);
    const at = tree.findIndex((line) => line.includes('button More for GitHub'));
    expect(tree.slice(at, at + 13)).toEqual([
      '      button More for GitHub (alice) [expanded]',
      '      menu More for GitHub (alice)',
      '        group',
      '          menuitem Copy code [focused]',
      '          menuitem Open in a mini window',
      '          menuitem Edit',
      '          menuitem Unpin',
      '          menuitem Show QR code',
      '          menuitem Check a code…',
      '          menuitem Recovery codes…',
      '          menuitem History',
      '        group',
      '          menuitem Delete',
    ]);
  });

  it('the review of what was found; what lies behind it is not there', async () => {
    const page = await under.open({ fake: open });
    await rowButton(page, 'GitHub').waitFor();
    await pasteText(page, 'otpauth://totp/Bank:ann?secret=JBSWY3DPEHPK3PXP&issuer=Bank');
    await dialog(page, 'Found one account').waitFor();
    await expectTree(page, [
      'region Messages',
      'dialog Found one account',
      '  heading Found one account',
      '  button Close',
      '  form',
      '    list Accounts found',
      '      listitem Bank (ann)',
      '        checkbox Add Bank (ann) [checked] [focused]',
      '        heading Bank (ann)',
      '        “SHA-1, 6 digits, every 30 s”',
      '        “Issuer”',
      '        textbox Issuer = Bank',
      '          “Bank”',
      '        “Account name”',
      '        textbox Account name = ann',
      '          “ann”',
      '    button Cancel',
      '    button Add account',
    ]);
  });

  it('the settings: headings in order, each control with its name and what explains it', async () => {
    const page = await under.open({ fake: open });
    await rowButton(page, 'GitHub').waitFor();
    await chooseFromMore(page, 'Settings');
    await dialog(page, 'Settings').getByRole('button', { name: 'Make a recovery key…' }).waitFor();
    await expect.poll(async () => (await readTree(page))[0]).toBe('region Messages');
    const tree = await readTree(page);
    const spoken = tree.map((line) => line.trim()).filter((line) => !line.startsWith('“'));
    expect(spoken.slice(1, 12)).toEqual([
      'dialog Settings',
      'heading Settings',
      'button Close',
      'heading Appearance',
      'radiogroup Theme',
      'radio System [checked] [focused]',
      'radio Light',
      'radio Dark',
      'switch High contrast',
      'combobox Language = As the system',
      'heading Codes',
    ]);
    expect(spoken).toContain(
      'switch Hide codes until wanted (Point at an account, or press Space or its eye, to see its code. Copying needs neither.)',
    );
    expect(spoken.filter((line) => line.startsWith('heading')).map((line) => line.slice(8))).toEqual(
      'Settings, Appearance, Codes, Scanning, Within reach, Locking, Screen captures, Keys, Password, Recovery key, Recovery codes, Backups, Automatic backups, About'.split(
        ', ',
      ),
    );
    const nameless = /^(button|switch|combobox|radio|radiogroup|group|textbox)$/;
    expect(spoken.filter((line) => nameless.test(line))).toEqual([]);
    expect(spoken.at(-1)).toBe('button Done');
  });
});

describe('a new code', () => {
  const said = async (page: Page) => saidIn(await readTree(page));
  const nameOf = async (page: Page, issuer: string) =>
    (await readTree(page)).find((line) => line.includes(`button ${issuer}`))?.replace(/.* code /, '') ?? '';

  it('is said for the row that has the focus, and for no other', async () => {
    const page = await under.open({ fake: open, atMs: AT_MS });
    await rowButton(page, 'GitHub').locator('.code:not(.code-missing)').waitFor();
    await page.clock.runFor(30_000);
    expect(await said(page)).toEqual([]);
    await rowButton(page, 'Amazon').focus();
    const before = await nameOf(page, 'Amazon');
    await page.clock.runFor(10_000);
    expect(await said(page)).toEqual([]);
    await page.clock.runFor(20_000);
    await expect.poll(() => nameOf(page, 'Amazon')).not.toBe(before);
    expect(await nameOf(page, 'Amazon')).toMatch(/^\d \d \d \d, \d \d \d \d \[focused\]$/);
    const now = (await nameOf(page, 'Amazon')).replace(' [focused]', '');
    expect(await said(page)).toEqual([`New code ${now}`]);
    await page.getByRole('searchbox').focus();
    await page.clock.runFor(30_000);
    expect(await said(page)).toEqual([]);
  });

  it('of a counter is said when it is made', async () => {
    const page = await under.open({ fake: open });
    await page.getByRole('button', { name: 'Next code for Portal (ann)' }).press('Enter');
    await expect.poll(async () => (await said(page)).at(0)).toMatch(/^code \d \d \d, \d \d \d$/);
    const first = (await said(page))[0];
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await said(page))[0]).toMatch(/^New code \d \d \d, \d \d \d$/);
    expect((await said(page))[0]).not.toContain(first);
  });

  it('that is hidden is said when it is shown, and not before', async () => {
    const page = await under.open({ fake: { ...open, settings: { hideCodes: true } }, stillAtMs: AT_MS });
    await rowButton(page, 'GitHub').focus();
    await expect
      .poll(() => readTree(page))
      .toContain('      button GitHub alice Pinned code hidden [focused]');
    expect(await said(page)).toEqual([]);
    await page.keyboard.press('Space');
    await expect.poll(() => said(page)).toEqual(['code 3 6 6, 2 2 5']);
    await page.keyboard.press('Space');
    await expect.poll(() => said(page)).toEqual([]);
  });

  it('says how long it is valid when T asks for it, and never by itself', async () => {
    const page = await under.open({ fake: open, atMs: AT_MS });
    const seconds = async () => (await readTree(page)).filter((line) => /\bseconds?\b/.test(line));
    await rowButton(page, 'GitHub').locator('.code:not(.code-missing)').waitFor();
    await rowButton(page, 'GitHub').focus();
    await page.clock.runFor(8000);
    expect(await seconds()).toEqual([]);
    await page.keyboard.press('t');
    await expect.poll(async () => (await seconds()).join()).toMatch(/Valid for \d\d more seconds/);
    await page.keyboard.press('End');
    await page.keyboard.press('t');
    await page.getByText('Valid until it is used: it goes by a counter.').first().waitFor();
  });
});

it('the browser was never kept from hiding what lies behind a dialog', () => {
  expect(under.problems).toEqual([]);
});
