/** Steps that page tests share, by role and accessible name, and the check of a whole screen by axe-core. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/**
 * Every rule of axe-core against the page as it is now; the answer names rule and element. Base UI's focus guards are
 * left out: they are hidden yet focusable on purpose, and hand the focus on before anybody could be on them.
 */
export async function findViolations(page: Page): Promise<readonly string[]> {
  // Evaluated by the driver, past the content security policy that the page itself runs under.
  await page.evaluate(await readFile(axePath, 'utf8'));
  const results = await page.evaluate(() =>
    (window as unknown as { axe: { run: (context: object) => Promise<AxeResults> } }).axe.run({
      exclude: [['[data-base-ui-focus-guard]']],
    }),
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`),
  );
}

export async function expectAccessible(page: Page): Promise<void> {
  // Fading dialogs have colours of no theme.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  );
  expect(await findViolations(page)).toEqual([]);
}

/** What Ctrl+V brings when text was copied. */
export async function pasteText(page: Page, text: string, into = 'body'): Promise<void> {
  await page.locator(into).evaluate((target, pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    target.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
}

/** Drops a file on the window, as a file manager would. */
export async function dropFile(page: Page, name: string, type: string, base64: string): Promise<void> {
  await page.locator('body').evaluate(
    (target, file) => {
      const bytes = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], file.name, { type: file.type }));
      target.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    { name, type, base64 },
  );
}

export const row = (page: Page, name: string | RegExp) =>
  page.getByRole('list', { name: 'Accounts' }).getByRole('listitem').filter({ hasText: name });

/** The button that a row is: named by issuer, account name and code. */
export const rowButton = (page: Page, name: string | RegExp) =>
  row(page, name)
    .getByRole('button', { name: /code \w|no code yet/ })
    .first();

/** Waits until the menu is drawn: the button before it is another one, and a click that spans both is none. */
export async function chooseFromMore(page: Page, item: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name: 'More', exact: true });
  await button.and(page.locator('[aria-haspopup="menu"]')).click();
  // A name alone is whole: "Lock" is not "Check the clock…".
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

export const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });
