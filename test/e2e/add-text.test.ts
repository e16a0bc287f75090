/** Pasting text in the real app: one link, many, none; and a sentence for every link that cannot be used. */
import { afterEach, expect, test } from 'vitest';
import { pasteText } from './driver/giving.ts';
import { withOpenVault } from './driver/open-vault.ts';
import {
  addButton,
  addReviewed,
  closeDialog,
  codesScreen,
  leaveAll,
  openDialog,
  row,
  rows,
  shownCode,
} from './driver/screens.ts';
import { expectAccepted } from './driver/verifier.ts';

const app = withOpenVault();
const KEY = 'GEZDGNBVGY3TQOJQ';
const uriOf = (name: string, more = '') => `otpauth://totp/${name}:ada?secret=${KEY}&issuer=${name}${more}`;

afterEach(async () => {
  await leaveAll(app().page);
});

test('takes one pasted link and shows its code at once, big', async () => {
  const { page } = app();
  await pasteText(app(), uriOf('One'));
  await openDialog(page).getByRole('button', { name: 'Add account' }).click();
  const added = page.getByRole('dialog', { name: 'One (ada) is in your vault' });
  await added.getByRole('button', { name: 'Copy code' }).click();
  await page
    .getByText(/^Copied/)
    .first()
    .waitFor();
  await expectAccepted(uriOf('One'), await app().electron.evaluate(({ clipboard }) => clipboard.readText()));
  await added.getByRole('button', { name: 'Done' }).click();
  await expectAccepted(uriOf('One'), await shownCode(page, 'One'));
});

test('takes many links out of other text, each once', async () => {
  const { page } = app();
  const links = ['Two', 'Three', 'Four'].map((name) => uriOf(name));
  await pasteText(app(), `From my notes:\n${links.join('\n')}\nand again ${links[0]}\n`);
  await page.getByRole('dialog', { name: 'Found 3 accounts' }).waitFor();
  await addReviewed(page);
  await page.getByText('3 accounts added').waitFor();
  for (const name of ['Two', 'Three', 'Four']) expect(await row(page, name).count()).toBe(1);
});

test('leaves other text to a text field, and says elsewhere that it holds no link', async () => {
  const { page } = app();
  await codesScreen(page).focus();
  await pasteText(app(), 'github');
  await expect.poll(() => codesScreen(page).inputValue()).toBe('github');
  expect(await openDialog(page).count()).toBe(0);
  await codesScreen(page).fill('');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await pasteText(app(), 'github');
  await page
    .getByRole('dialog', { name: 'No authenticator link in this text' })
    .getByText('Such a link starts with otpauth://')
    .waitFor();
});

test.each([
  ['a bad secret', `otpauth://totp/Bad:ada?secret=GEZD!!!!&issuer=Bad`, 'The key of Bad', 'is not valid.'],
  ['no secret', `otpauth://totp/None:ada?issuer=None`, 'The code of None', 'holds no key.'],
  ['an unknown type', `otpauth://yotp/Odd:ada?secret=${KEY}`, 'unknown kind “yotp”', 'Halfminute knows'],
  [
    'an unknown algorithm',
    uriOf('Md', '&algorithm=MD5'),
    'Md',
    'an algorithm that Halfminute does not know.',
  ],
  ['too many digits', uriOf('Digits', '&digits=12'), 'Digits', 'not between 1 and 10.'],
  ['no period', uriOf('Period', '&period=0'), 'Period', 'not between 1 and 2147483647 seconds.'],
  [
    'a negative counter',
    `otpauth://hotp/Count:ada?secret=${KEY}&counter=-1`,
    'The counter of Count',
    'is not a number that can be used.',
  ],
  [
    'a damaged export',
    'otpauth-migration://offline?data=!!!!',
    'This export code is incomplete or damaged.',
    'Show it again',
  ],
])('says what is wrong with a link with %s, and adds nothing', async (_what, uri, start, end) => {
  const { page } = app();
  const before = await rows(page).count();
  await pasteText(app(), uri);
  const sheet = page.getByRole('dialog', { name: 'Nothing to add' });
  await sheet.waitFor();
  const said = await sheet.innerText();
  expect(said).toContain(start);
  expect(said).toContain(end);
  expect(said).not.toContain('GEZD');
  expect(await addButton(page).count()).toBe(0);
  await closeDialog(page);
  expect(await rows(page).count()).toBe(before);
});

test('adds the good links of a text and says what is wrong with the others', async () => {
  const { page } = app();
  await pasteText(app(), [uriOf('Good'), 'otpauth://totp/Bad:ada?secret=1&issuer=Bad'].join('\n'));
  const sheet = page.getByRole('dialog', { name: 'Found one account' });
  await sheet.getByText('The key of Bad').waitFor();
  await addReviewed(page);
  expect(await row(page, 'Good').count()).toBe(1);
  expect(await row(page, 'Bad').count()).toBe(0);
});
