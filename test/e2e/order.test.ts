/**
 * Keeping order in the real app: an own order that outlives a lock, tags over the list, several accounts at once, duplicates.
 * The rule: what is proved of the screen is proved of the vault, by locking it and opening it again.
 */
import { expect, test } from 'vitest';
import { pasteText } from './driver/giving.ts';
import { withOpenVault } from './driver/open-vault.ts';
import { addReviewed, lock, row, rowButton, rows, unlock } from './driver/screens.ts';

const app = withOpenVault();
const KEYS = ['GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 'JBSWY3DPEHPK3PXPJBSWY3DP', 'MFXGCZDBMRQW2ZLT'] as const;
const URIS = [
  `otpauth://totp/Apple:ann?secret=${KEYS[0]}&issuer=Apple`,
  `otpauth://totp/Bitbucket:ann?secret=${KEYS[1]}&issuer=Bitbucket`,
  `otpauth://totp/Cloudflare:ann?secret=${KEYS[2]}&issuer=Cloudflare`,
  // The same key as the first.
  `otpauth://totp/Doppel:ann?secret=${KEYS[0]}&issuer=Doppel`,
];
const order = () =>
  expect.poll(async () =>
    (await app().page.locator('.row-issuer').allInnerTexts()).map((name) => name[0]).join(''),
  );
const lockAndUnlock = async () => {
  await lock(app().page);
  await unlock(app().page);
  await rows(app().page).first().waitFor();
};
const undo = () => app().page.getByRole('button', { name: 'Undo' }).click();
const bar = () => app().page.getByRole('region', { name: 'Selected accounts' });

test('the own order is made by keys and outlives a lock; the setting and the vault keep it', async () => {
  const { page } = app();
  await pasteText(app(), URIS.join('\n'));
  await addReviewed(page);
  await order().toBe('ABCD');
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByRole('menuitemradio', { name: 'Own order' }).click();
  await page.keyboard.press('Escape');
  await page.locator('.row-grip').first().waitFor();
  await rowButton(page, 'Cloudflare').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await order().toBe('ACBD');
  await page.getByText('Cloudflare (ann) moved to 2 of 4').first().waitFor();
  await lockAndUnlock();
  await order().toBe('ACBD');
});

test('a row is dragged by its grip', async () => {
  const { page } = app();
  const middle = async (name: string) => {
    const box = await row(page, name).locator('.row-grip').boundingBox();
    if (!box) throw new Error(`no grip on ${name}`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const [from, to] = [await middle('Doppel'), await middle('Apple')];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y - 6, { steps: 5 });
  await page.locator('.row[data-drag="gap-before"]').waitFor();
  await page.mouse.up();
  await order().toBe('DACB');
  await undo();
  await order().toBe('ACBD');
});

test('several are tagged at once, the tag narrows the list, and it is renamed everywhere', async () => {
  const { page } = app();
  await rowButton(page, 'Apple').click({ modifiers: ['Control'] });
  await row(page, 'Bitbucket').getByRole('checkbox').click();
  await bar().getByText('2 selected').waitFor();
  await bar().getByRole('button', { name: 'Tag…' }).click();
  const form = page.getByRole('dialog', { name: 'Tags of 2 accounts' });
  await form.getByLabel('New tag').fill('Work');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Work 2 accounts' }).click();
  await order().toBe('AB');
  await page.getByRole('button', { name: 'Rename or delete tags…' }).click();
  const tags = page.getByRole('dialog', { name: 'Tags' });
  await tags.getByRole('button', { name: 'Rename tag Work' }).click();
  await tags.getByLabel('New name of Work').fill('Job');
  await page.keyboard.press('Enter');
  await page.getByText('Renamed Work to Job on 2 accounts').first().waitFor();
  await tags.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Job 2 accounts', pressed: true }).click();
  await order().toBe('ACBD');
});

test('several are deleted as one step, and come back as one', async () => {
  const { page } = app();
  await page.getByRole('button', { name: 'Stop selecting' }).click();
  await rowButton(page, 'Apple').focus();
  await page.keyboard.press('Control+a');
  await bar().getByText('4 selected').waitFor();
  await page.keyboard.press('Control+Space');
  await bar().getByText('3 selected').waitFor();
  await bar().getByRole('button', { name: 'Delete' }).click();
  await order().toBe('A');
  await undo();
  await order().toBe('ACBD');
});

test('one key in two accounts is reviewed; what is told apart is not asked about again, also after a lock', async () => {
  const { page } = app();
  const open = async () => {
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Review duplicates…' }).click();
  };
  const review = page.getByRole('dialog', { name: 'Possible duplicates' });
  await open();
  await review.getByText('have the same key').waitFor();
  const codes = review.locator('.compared-code .code:not(.code-missing)');
  await expect.poll(() => codes.count()).toBe(2);
  await review.getByRole('button', { name: 'Keep all: no duplicates' }).click();
  await review.getByText('No duplicates were found.').waitFor();
  await review.getByRole('button', { name: 'Done' }).click();
  await lockAndUnlock();
  await open();
  await review.getByText('No duplicates were found.').waitFor();
  await review.getByRole('button', { name: 'Done' }).click();
});
