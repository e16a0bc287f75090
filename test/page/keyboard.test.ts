/**
 * Every key of the table in chromium on the fake: pressed, it does what the keyboard map says of it.
 * The rule: a key that is listed and has no proof here does not compile. The menu's own are in test/e2e/keys.test.ts.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { KEY_BINDINGS, type KeyIdOf } from '../../electron/ipc/keyboard.ts';
import { chooseFromMore, dialog, expectAccessible, row, rowButton } from './page-steps.ts';
import { PageUnderTest } from './page-under-test.ts';

let under: PageUnderTest;
beforeAll(async () => {
  under = await PageUnderTest.start();
}, 120_000);
afterAll(() => under?.stop());

const ACCOUNTS = [
  { id: 'a', issuer: 'Alpha', accountName: 'ann', secret: 'a' },
  { id: 'b', issuer: 'Beta', accountName: 'bob', type: 'hotp', periodSeconds: null, counter: 3 },
  { id: 'c', issuer: 'Gamma', accountName: 'cy', secret: 'c' },
] as const;
const open = { status: 'unlocked', accounts: ACCOUNTS } as const;

const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
const copied = (page: Page) => page.evaluate(() => window.fake?.copied ?? []);
/** Also while a dialog stands before it. */
const typed = (page: Page) => page.locator('.search-input').inputValue();
const issuers = (page: Page) => page.locator('.row-issuer').allInnerTexts();
/** Moving itself is in test/page/own-order.test.ts; here the list is sorted by issuer. */
const OWN_ORDER_FIRST = 'Accounts can be moved when “View” sorts them by “Own order”.';
const keyOf = (id: string) => {
  const key = KEY_BINDINGS.find((each) => each.id === id)?.keys[0] ?? '';
  if (key.length === 1) return key.toLowerCase();
  return key.replace('CmdOrCtrl', 'Control').replace(/(Up|Down)$/, 'Arrow$1');
};

/** The main screen with the focus on a row, as the keyboard brings it there. */
async function onRow(name: string, hideCodes = false): Promise<Page> {
  const page = await under.open({ fake: { ...open, settings: { hideCodes } } });
  await rowButton(page, 'Alpha').focus();
  await page.keyboard.press('Home');
  for (const one of ['Alpha', 'Beta', 'Gamma']) {
    if (one === name) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect.poll(() => focusedText(page)).toContain(name);
  return page;
}

describe('on a row', () => {
  const proofs: Readonly<
    Record<KeyIdOf<'row'>, readonly [row: string, proof: (page: Page) => Promise<void>]>
  > = {
    'row-up': ['Beta', (page) => expect.poll(() => focusedText(page)).toContain('Alpha')],
    'row-down': ['Beta', (page) => expect.poll(() => focusedText(page)).toContain('Gamma')],
    'row-first': ['Gamma', (page) => expect.poll(() => focusedText(page)).toContain('Alpha')],
    'row-last': ['Alpha', (page) => expect.poll(() => focusedText(page)).toContain('Gamma')],
    'row-copy': ['Alpha', (page) => expect.poll(() => copied(page)).toHaveLength(1)],
    'row-reveal': [
      'Alpha',
      async (page) => {
        await rowButton(page, 'Alpha').locator('.code:not(.code-missing)').waitFor();
        expect(await copied(page)).toEqual([]);
      },
    ],
    'row-next': [
      'Beta',
      async (page) => {
        await rowButton(page, 'Beta').locator('.code:not(.code-missing)').waitFor();
      },
    ],
    'row-time': [
      'Alpha',
      async (page) => {
        await page
          .getByText(/^Valid for \d+ more seconds?$/)
          .first()
          .waitFor();
      },
    ],
    'row-edit': ['Gamma', (page) => dialog(page, 'Edit account').waitFor()],
    'row-pin': [
      'Gamma',
      async (page) => {
        await expect.poll(() => issuers(page)).toEqual(['Gamma', 'Alpha', 'Beta']);
        // The row has moved, and the focus with it.
        await expect.poll(() => focusedText(page)).toContain('Gamma');
      },
    ],
    'row-move-up': ['Gamma', (page) => page.getByText(OWN_ORDER_FIRST).first().waitFor()],
    'row-move-down': ['Alpha', (page) => page.getByText(OWN_ORDER_FIRST).first().waitFor()],
    'row-select': ['Gamma', (page) => page.getByText('1 selected').waitFor()],
    'row-select-also': ['Gamma', (page) => page.getByText('1 selected').waitFor()],
    'row-remove': [
      'Beta',
      async (page) => {
        await expect.poll(() => issuers(page)).toEqual(['Alpha', 'Gamma']);
        await expect.poll(() => focusedText(page)).toContain('Gamma');
        await page.getByRole('button', { name: 'Undo' }).click();
        await expect.poll(() => issuers(page)).toEqual(['Alpha', 'Beta', 'Gamma']);
      },
    ],
  };

  it.each(Object.entries(proofs))('%s', async (id, [name, proof]) => {
    const page = await onRow(name, id === 'row-reveal');
    await page.keyboard.press(keyOf(id));
    await proof(page);
    expect(await typed(page)).toBe('');
  });

  it('n copies the code that comes next where codes go by time', async () => {
    const page = await under.open({ fake: open, atMs: Date.UTC(2026, 10, 22, 12, 0, 26) });
    await rowButton(page, 'Alpha').getByText(/^next/).waitFor();
    const next = (await rowButton(page, 'Alpha').locator('.next-code').innerText()).replace(/\D/g, '');
    await rowButton(page, 'Alpha').focus();
    await page.keyboard.press('n');
    await expect.poll(() => copied(page)).toEqual([next]);
    await page
      .getByText(/^Next code copied · valid in \d s$/)
      .first()
      .waitFor();
  });

  it('a key that is held acts once: no row after row is deleted, no counter runs', async () => {
    const hold = async (page: Page, key: string) => {
      for (let held = 0; held < 4; held += 1) await page.keyboard.down(key);
      await page.keyboard.up(key);
    };
    const page = await onRow('Alpha');
    await hold(page, 'Delete');
    await expect.poll(() => issuers(page)).toEqual(['Beta', 'Gamma']);
    await expect.poll(() => focusedText(page)).toContain('Beta');
    await hold(page, 'n');
    await rowButton(page, 'Beta').locator('.code:not(.code-missing)').waitFor();
    const list = await page.evaluate(() => window.authenticator.accounts.list());
    expect(list).toMatchObject({ ok: true, value: { accounts: [{ id: 'b', counter: 4 }, { id: 'c' }] } });
    await hold(page, 'ArrowDown');
    await expect.poll(() => focusedText(page)).toContain('Gamma');
  });

  it('other letters search', async () => {
    const page = await onRow('Alpha');
    await page.keyboard.type('gam');
    await expect.poll(() => typed(page)).toBe('gam');
  });

  it('letters are typed after a click on the row', async () => {
    const page = await under.open({ fake: open });
    await rowButton(page, 'Gamma').click();
    await page.keyboard.type('pe');
    await expect.poll(() => typed(page)).toBe('pe');
    expect(await dialog(page, 'Edit account').count()).toBe(0);
    // Nor when the window was left for another one in between, as people do to paste.
    const again = await under.open({ fake: open });
    await rowButton(again, 'Gamma').click();
    await again.evaluate(() => window.dispatchEvent(new Event('blur')));
    await again.keyboard.press('p');
    await expect.poll(() => typed(again)).toBe('p');
    // The keyboard takes over again with its own keys.
    const third = await under.open({ fake: open });
    await rowButton(third, 'Alpha').click();
    await third.keyboard.press('ArrowDown');
    await third.keyboard.press('e');
    await dialog(third, 'Edit account').waitFor();
  });

  it('letters are typed while a search is under way', async () => {
    const page = await under.open({ fake: open });
    await rowButton(page, 'Gamma').waitFor();
    await page.keyboard.type('a');
    await expect.poll(() => typed(page)).toBe('a');
    await rowButton(page, 'Gamma').focus();
    await page.keyboard.press('n');
    await expect.poll(() => typed(page)).toBe('an');
    expect(await copied(page)).toEqual([]);
  });

  it('the row’s own buttons keep Enter, and Delete on them deletes nothing', async () => {
    const page = await under.open({ fake: open });
    const more = page.getByRole('button', { name: 'More for Gamma (cy)' });
    await more.focus();
    await page.keyboard.press('Delete');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Copy code' }).waitFor();
    expect(await issuers(page)).toContain('Gamma');
  });
});

test('the menu’s commands act on the row with the focus, and ask for one where there is none', async () => {
  const page = await under.open({ fake: open });
  await rowButton(page, 'Gamma').waitFor();
  await page.evaluate(() => window.fake?.command('account-edit'));
  await page.getByText('Choose an account in the list first.').first().waitFor();
  await rowButton(page, 'Gamma').focus();
  await page.evaluate(() => window.fake?.command('account-copy'));
  await expect.poll(() => copied(page)).toHaveLength(1);
  await page.evaluate(() => window.fake?.command('account-edit'));
  await dialog(page, 'Edit account').waitFor();
  // Under a dialog nothing of the list is changed.
  await page.evaluate(() => window.fake?.command('account-remove'));
  await page.keyboard.press('Escape');
  await dialog(page, 'Edit account').waitFor({ state: 'detached' });
  expect(await row(page, 'Gamma').count()).toBe(1);
});

describe('in the search field', () => {
  const selected = (page: Page) => page.locator('.row[data-selected] .row-issuer').innerText();
  const proofs: Readonly<Record<KeyIdOf<'search'>, (page: Page) => Promise<void>>> = {
    'search-down': (page) => expect.poll(() => selected(page)).toBe('Beta'),
    'search-up': (page) => expect.poll(() => selected(page)).toBe('Alpha'),
    'search-copy': (page) => expect.poll(() => copied(page)).toHaveLength(1),
    'search-clear': (page) => expect.poll(() => typed(page)).toBe(''),
  };
  it.each(Object.entries(proofs))('%s', async (id, proof) => {
    const page = await under.open({ fake: open });
    await rowButton(page, 'Alpha').waitFor();
    await page.keyboard.type('a');
    await expect.poll(() => selected(page)).toBe('Alpha');
    await page.keyboard.press(keyOf(id));
    await proof(page);
  });
});

describe('anywhere', () => {
  const proofs: Readonly<Record<KeyIdOf<'page'>, (page: Page) => Promise<void>>> = {
    'page-select-all': (page) => page.getByText('3 selected').waitFor(),
    'page-select-end': async (page) => {
      await page.keyboard.press('Control+a');
      await page.getByText('3 selected').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.selection-bar').waitFor({ state: 'detached' });
    },
    'page-map': (page) => dialog(page, 'Keyboard shortcuts').waitFor(),
    'page-search': (page) =>
      expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search'),
  };
  it.each(Object.entries(proofs))('%s', async (id, proof) => {
    for (const start of ['nowhere', 'on a row']) {
      const page = await under.open({ fake: open });
      await rowButton(page, 'Alpha').waitFor();
      if (start === 'on a row') await rowButton(page, 'Alpha').focus();
      await page.keyboard.press(keyOf(id));
      await proof(page);
      expect(await typed(page)).toBe('');
    }
  });

  it('both are typed where one types', async () => {
    const page = await under.open({ fake: open });
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('?/');
    expect(await typed(page)).toBe('?/');
    expect(await dialog(page, 'Keyboard shortcuts').count()).toBe(0);
  });
});

describe('the map', () => {
  it('shows every key of the table', async () => {
    const page = await under.open({ fake: open });
    await chooseFromMore(page, 'Keyboard shortcuts');
    const lines = dialog(page, 'Keyboard shortcuts').locator('dt');
    // The two that work from anywhere are settings.
    await expect.poll(() => lines.count()).toBe(KEY_BINDINGS.length + 2);
    await dialog(page, 'Keyboard shortcuts').getByText('No keys set').first().waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await dialog(page, 'Keyboard shortcuts').waitFor({ state: 'detached' });
  });

  it.each([
    ['en', 'Ctrl Shift S'],
    ['de', 'Strg Umschalt S'],
    ['ar', 'Ctrl Shift S'],
  ] as const)('names keys as they are printed in %s', async (language, names) => {
    const page = await under.open({ fake: { ...open, settings: { language } }, locale: language });
    await page.locator('.row').first().waitFor();
    await page.keyboard.press('?');
    const keys = page
      .locator('.keyboard-keys')
      .filter({ has: page.getByText('S', { exact: true }) })
      .first();
    await expect.poll(async () => (await keys.locator('kbd').allInnerTexts()).join(' ')).toBe(names);
  });
});

test('typing begins a search with a letter behind AltGr, which Windows tells as Ctrl with Alt', async () => {
  const page = await under.open({ fake: open });
  await rowButton(page, 'Alpha').waitFor();
  const press = (modifierAltGraph: boolean) =>
    page.evaluate((isAltGraph) => {
      const init = { key: 'ł', code: 'KeyL', ctrlKey: true, altKey: true, bubbles: true };
      document.body.dispatchEvent(new KeyboardEvent('keydown', { ...init, modifierAltGraph: isAltGraph }));
      return document.activeElement?.className;
    }, modifierAltGraph);
  expect(await press(false)).not.toBe('search-input');
  expect(await press(true)).toBe('search-input');
});
